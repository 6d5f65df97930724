import Glibc

/// A key or string of JSON that a reader switches over; good as long as the tape that it comes from.
///
/// Compared by its length and then its bytes: lengths differ in nearly all comparisons, and a literal's is a constant.
@safe struct JSONName {
  private let bytes: UnsafeBufferPointer<UInt8>?

  /// Equals no literal.
  init() { unsafe bytes = nil }

  /// A name from its bytes; nil equals no literal.
  @inline(__always)
  init(_ bytes: UnsafeBufferPointer<UInt8>?) { unsafe self.bytes = bytes }

  @inline(__always)
  static func == (name: JSONName, literal: StaticString) -> Bool {
    let count = literal.utf8CodeUnitCount
    guard let bytes = unsafe name.bytes, bytes.count == count, let start = bytes.baseAddress else {
      return false
    }
    return unsafe memcmp(start, literal.utf8Start, count) == 0
  }

  @inline(__always)
  static func != (name: JSONName, literal: StaticString) -> Bool { !(name == literal) }

  @inline(__always)
  static func ~= (literal: StaticString, name: JSONName) -> Bool { name == literal }
}

/// Walks the members of an object or the elements of an array.
struct JSONWalk {
  private var position: Int
  private let end: Int
  /// Which element is next, from 0.
  private(set) var index = 0

  /// The members or elements of a value; none of anything else and of position 0.
  init(_ tape: borrowing JSONTape, _ container: Int) {
    let inside = container > 0 ? tape.inside(container) : 0..<0
    position = inside.lowerBound
    end = inside.upperBound
  }

  /// A walk over one value.
  init(single position: Int) {
    self.position = position
    end = position + 1
  }

  /// The next element's position, or nil.
  @inline(__always)
  mutating func element(_ tape: borrowing JSONTape) -> Int? {
    guard position < end else { return nil }
    defer {
      position = tape.next(position)
      index += 1
    }
    return position
  }

  /// The next member's name and the position of its value, or nil; only for objects.
  @inline(__always)
  mutating func member(_ tape: borrowing JSONTape) -> (name: JSONName, value: Int)? {
    guard position < end else { return nil }
    let key = position
    position = tape.next(key + 1)
    index += 1
    return (tape.key(key), key + 1)
  }
}

extension JSONTape {
  /// A time in RFC 3339, with or without zone; without one it is UTC.
  func time(_ position: Int) -> Instant? {
    guard position > 0 else { return nil }
    if let plain = withString(position, { Instant(plainUTC: $0) }) ?? nil { return plain }
    guard let text = text(position) else { return nil }
    return Instant(text) ?? Instant(text + "Z")
  }

  /// A whole number, also one written as a string; nil for anything else.
  func number(_ position: Int) -> Int64? {
    guard position > 0 else { return nil }
    return integer(position) ?? withString(position) { decimal($0) } ?? nil
  }

  /// Seconds since 1970, as number or string; nil for none and for 0, which means unknown.
  func epochSeconds(_ position: Int) -> Instant? {
    guard let seconds = number(position), seconds > 0 else { return nil }
    return Instant(seconds: seconds)
  }

  /// Whether a value says yes: true, 1, "1" or "true".
  func isTrue(_ position: Int) -> Bool {
    guard position > 0 else { return false }
    return bool(position) ?? (number(position) == 1 || string(position, is: "true") || string(position, is: "True"))
  }

  /// A port from 1 to 65535, as number or string.
  func port(_ position: Int) -> UInt16? {
    guard let value = number(position), value > 0 else { return nil }
    return UInt16(exactly: value)
  }
}

/// Up to eighteen decimal digits as a number; nil for anything else.
func decimal(_ text: Span<UInt8>) -> Int64? {
  guard (1...18).contains(text.count) else { return nil }
  var value: Int64 = 0
  for index in 0..<text.count {
    let digit = text[index] &- UInt8(ascii: "0")
    guard digit <= 9 else { return nil }
    value = value * 10 + Int64(digit)
  }
  return value
}

extension Instant {
  /// Reads `2026-11-23T06:00:00Z`, with or without a fraction of up to six digits, and nothing else.
  ///
  /// The one form that nearly all reports write, read without making a `String`.
  init?(plainUTC text: Span<UInt8>) {
    guard (20...27).contains(text.count), text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-"),
      text[10] == UInt8(ascii: "T"), text[13] == UInt8(ascii: ":"), text[16] == UInt8(ascii: ":"),
      text[text.count - 1] == UInt8(ascii: "Z"), let year = decimal(text.extracting(0..<4)),
      let month = decimal(text.extracting(5..<7)), let day = decimal(text.extracting(8..<10)),
      let hour = decimal(text.extracting(11..<13)), let minute = decimal(text.extracting(14..<16)),
      let second = decimal(text.extracting(17..<19))
    else { return nil }
    var microsecond: Int64 = 0
    if text.count > 20 {
      guard text[19] == UInt8(ascii: "."), let digits = decimal(text.extracting(20..<(text.count - 1))) else {
        return nil
      }
      microsecond = digits
      for _ in (text.count - 21)..<6 { microsecond *= 10 }
    }
    self.init(
      year: Int(year), month: Int(month), day: Int(day), hour: Int(hour), minute: Int(minute), second: Int(second),
      microsecond: Int(microsecond))
  }
}
