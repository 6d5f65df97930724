import CJSON

/// A parsed JSON text as simdjson's tape: values are positions on it, and any value is skipped in one step.
///
/// All use of simdjson's memory is in this file; every index is checked.
@safe struct JSONTape: ~Copyable {
  /// What a value is.
  enum Kind {
    case object, array, string, number, bool, null
  }

  /// Deepest nesting that is read.
  static let maximumDepth = 128

  private let parser: OpaquePointer
  private let words: UnsafeBufferPointer<UInt64>
  private let strings: UnsafeBufferPointer<UInt8>

  /// Parses a text; a byte order mark is allowed.
  init(_ text: Span<UInt8>) throws(ReadError) {
    let start = hasByteOrderMark(text) ? 3 : 0
    guard let parser = unsafe vezha_json_acquire() else {
      throw ReadError(.limit, reason: "no memory for JSON")
    }
    func parse(_ text: Span<UInt8>) -> Int32 {
      unsafe text.withUnsafeBufferPointer { bytes in
        unsafe vezha_json_parse(parser, bytes.baseAddress, bytes.count, Self.maximumDepth)
      }
    }
    var code = parse(text.extracting(start..<text.count))
    if code != Int32(VEZHA_JSON_OK), JSONScanner.isValid(text), let mended = JSONMending.mended(text) {
      code = parse(mended.span.extracting(start..<mended.count))
    }
    guard code == Int32(VEZHA_JSON_OK) else {
      unsafe vezha_json_release(parser)
      throw JSONScanner.error(in: text, code: code)
    }
    unsafe self.parser = parser
    var count = 0
    let tape = unsafe vezha_json_tape(parser, &count)
    unsafe words = UnsafeBufferPointer(start: tape, count: count)
    let bytes = unsafe vezha_json_strings(parser, &count)
    unsafe strings = UnsafeBufferPointer(start: bytes, count: count)
  }

  deinit { unsafe vezha_json_release(parser) }

  /// The outermost value.
  var root: Int { 1 }

  @inline(__always)
  private func word(_ position: Int) -> UInt64 {
    unsafe UInt(bitPattern: position) < UInt(bitPattern: words.count) ? words[position] : 0
  }

  @inline(__always)
  private func letter(_ position: Int) -> UInt8 { UInt8(truncatingIfNeeded: word(position) >> 56) }

  /// What stands at a position.
  func kind(_ position: Int) -> Kind {
    switch letter(position) {
    case UInt8(ascii: "{"): .object
    case UInt8(ascii: "["): .array
    case UInt8(ascii: "\""): .string
    case UInt8(ascii: "l"), UInt8(ascii: "u"), UInt8(ascii: "d"): .number
    case UInt8(ascii: "t"), UInt8(ascii: "f"): .bool
    default: .null
    }
  }

  /// The position after a value, however much it holds.
  @inline(__always)
  func next(_ position: Int) -> Int {
    switch letter(position) {
    case UInt8(ascii: "{"), UInt8(ascii: "["): max(position + 1, Int(word(position) & 0xffff_ffff))
    case UInt8(ascii: "l"), UInt8(ascii: "u"), UInt8(ascii: "d"): position + 2
    default: position + 1
    }
  }

  /// The positions inside an object or array, without its closing word; empty for anything else.
  ///
  /// In an object a key stands at the first position and its value at the next.
  @inline(__always)
  func inside(_ position: Int) -> Range<Int> {
    switch letter(position) {
    case UInt8(ascii: "{"), UInt8(ascii: "["): (position + 1)..<max(position + 1, next(position) - 1)
    default: position..<position
    }
  }

  /// A whole number, or nil.
  func integer(_ position: Int) -> Int64? {
    switch letter(position) {
    case UInt8(ascii: "l"): Int64(bitPattern: word(position + 1))
    case UInt8(ascii: "u"): Int64(exactly: word(position + 1))
    default: nil
    }
  }

  /// A truth value, or nil.
  func bool(_ position: Int) -> Bool? {
    switch letter(position) {
    case UInt8(ascii: "t"): true
    case UInt8(ascii: "f"): false
    default: nil
    }
  }

  /// The bytes of a string; nil if the value is none.
  @inline(__always)
  private func bytes(_ position: Int) -> UnsafeBufferPointer<UInt8>? {
    let word = word(position)
    guard word >> 56 == UInt64(UInt8(ascii: "\"")), let start = unsafe strings.baseAddress else { return nil }
    // Offset and length have 56 and 32 bits: nothing here overflows.
    let offset = Int(truncatingIfNeeded: word & 0xff_ffff_ffff_ffff) &+ 4
    guard unsafe offset <= strings.count else { return nil }
    let string = unsafe start + offset
    let length = Int(unsafe UnsafeRawPointer(string - 4).loadUnaligned(as: UInt32.self))
    guard unsafe offset &+ length <= strings.count else { return nil }
    return unsafe UnsafeBufferPointer(start: string, count: length)
  }

  /// Whether a string is this text.
  @inline(__always)
  func string(_ position: Int, is text: StaticString) -> Bool { name(position) == text }

  /// A string to be compared with literals.
  @inline(__always)
  func name(_ position: Int) -> JSONName { unsafe JSONName(bytes(position)) }

  /// What follows a prefix of a string, to be compared with literals; equals none where the string begins otherwise.
  func name(_ position: Int, after prefix: StaticString) -> JSONName {
    let count = prefix.utf8CodeUnitCount
    guard let bytes = unsafe bytes(position), bytes.count >= count else { return JSONName() }
    guard unsafe JSONName(UnsafeBufferPointer(rebasing: bytes[..<count])) == prefix else { return JSONName() }
    return unsafe JSONName(UnsafeBufferPointer(rebasing: bytes[count...]))
  }

  /// The key of a member to be compared with literals.
  ///
  /// Strings lie one behind the other (length, text, a zero byte), so where the value is a string too, its offset tells
  /// where the key ends: keys whose length is not the wanted one are never fetched from memory.
  @inline(__always)
  func key(_ position: Int) -> JSONName {
    let (key, value) = (word(position), word(position &+ 1))
    guard key >> 56 == UInt64(UInt8(ascii: "\"")), value >> 56 == key >> 56, let start = unsafe strings.baseAddress
    else {
      return name(position)
    }
    let first = Int(truncatingIfNeeded: key & 0xff_ffff_ffff_ffff) &+ 4
    let end = Int(truncatingIfNeeded: value & 0xff_ffff_ffff_ffff) &- 1
    guard first <= end, unsafe end <= strings.count else { return JSONName() }
    return unsafe JSONName(UnsafeBufferPointer(start: start + first, count: end &- first))
  }

  /// Hands a string's bytes to `body`; nil if the value is no string.
  func withString<Result, Failure: Error>(
    _ position: Int, _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result? {
    guard let bytes = unsafe bytes(position) else { return nil }
    return unsafe try body(bytes.span)
  }

  /// A string's text, for what is kept; nil if the value is no string.
  func text(_ position: Int) -> String? {
    guard let bytes = unsafe bytes(position) else { return nil }
    return unsafe String(decoding: bytes, as: UTF8.self)
  }

  /// The value of an object's first member of this name, or nil.
  @inline(__always)
  func member(_ name: StaticString, of object: Int) -> Int? {
    guard letter(object) == UInt8(ascii: "{") else { return nil }
    let range = inside(object)
    var position = range.lowerBound
    while position < range.upperBound {
      if key(position) == name { return position + 1 }
      position = next(position + 1)
    }
    return nil
  }
}

/// Whether the text begins with the UTF-8 byte order mark.
func hasByteOrderMark(_ text: Span<UInt8>) -> Bool {
  text.count >= 3 && text[0] == 0xef && text[1] == 0xbb && text[2] == 0xbf
}
