extension Instant: CustomStringConvertible {
  /// RFC 3339 in UTC, for example `2026-11-23T06:00:00Z`; a fraction only where there is one.
  public var description: String {
    let second = floorDivide(microseconds, 1_000_000)
    let fraction = floorModulo(microseconds, 1_000_000)
    let time = floorModulo(second, 86_400)
    var text = "\(day)T\(padded(time / 3600, 2)):\(padded(time / 60 % 60, 2)):\(padded(time % 60, 2))"
    if fraction != 0 { text += ".\(padded(fraction, 6))" }
    return text + "Z"
  }

  /// Date, hour and minute for people: `2026-11-23 06:00`.
  public var minuteText: String {
    let time = floorModulo(floorDivide(microseconds, 1_000_000), 86_400)
    return "\(day) \(padded(time / 3600, 2)):\(padded(time / 60 % 60, 2))"
  }

  /// Reads RFC 3339 (`2026-11-23T06:00:00Z`, offsets, fractions, a space for the T) or a bare date.
  ///
  /// A bare date is its midnight UTC. Nil for anything else.
  public init?(_ text: String) {
    var reader = DigitReader(text)
    guard let year = reader.digits(4), reader.skip("-"), let month = reader.digits(2), reader.skip("-"),
      let day = reader.digits(2)
    else { return nil }
    if reader.isAtEnd {
      self.init(year: year, month: month, day: day)
      return
    }
    guard reader.skip("T") || reader.skip("t") || reader.skip(" "), let hour = reader.digits(2),
      reader.skip(":"),
      let minute = reader.digits(2)
    else { return nil }
    var second = 0
    var microsecond = 0
    if reader.skip(":") {
      guard let value = reader.digits(2) else { return nil }
      second = value
      if reader.skip(".") || reader.skip(",") {
        guard let fraction = reader.fraction() else { return nil }
        microsecond = fraction
      }
    }
    var offset = 0
    if reader.skip("Z") || reader.skip("z") {
      offset = 0
    } else if let sign = reader.sign() {
      guard let hours = reader.digits(2) else { return nil }
      _ = reader.skip(":")
      guard let minutes = reader.digits(2), hours < 24, minutes < 60 else { return nil }
      offset = sign * (hours * 60 + minutes)
    } else {
      return nil
    }
    guard reader.isAtEnd,
      let local = Instant(
        year: year, month: month, day: day, hour: hour, minute: minute, second: second,
        microsecond: microsecond)
    else { return nil }
    self = local - TimeSpan(microseconds: Int64(offset) * 60_000_000)
  }
}

extension Day: CustomStringConvertible {
  /// ISO 8601, for example `2026-11-23`.
  public var description: String {
    let (year, month, day) = calendar
    return "\(padded(Int64(year), 4))-\(padded(Int64(month), 2))-\(padded(Int64(day), 2))"
  }
}

/// Decimal digits with leading zeros.
func padded(_ value: Int64, _ width: Int) -> String {
  let digits = String(value)
  return digits.utf8.count >= width
    ? digits : String(repeating: "0", count: width - digits.utf8.count) + digits
}

/// Reads fixed-width decimal fields from a short text.
struct DigitReader {
  private let bytes: [UInt8]
  private var position = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  var isAtEnd: Bool { position == bytes.count }

  mutating func digits(_ count: Int) -> Int? {
    guard position + count <= bytes.count else { return nil }
    var value = 0
    for index in position..<position + count {
      guard bytes[index] >= 0x30, bytes[index] <= 0x39 else { return nil }
      value = value * 10 + Int(bytes[index] - 0x30)
    }
    position += count
    return value
  }

  mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard position < bytes.count, UInt32(bytes[position]) == character.value else { return false }
    position += 1
    return true
  }

  /// A sign as +1 or -1.
  mutating func sign() -> Int? {
    if skip("+") { return 1 }
    return skip("-") ? -1 : nil
  }

  /// A decimal fraction as microseconds; further digits are dropped.
  mutating func fraction() -> Int? {
    var value = 0
    var count = 0
    while position < bytes.count, bytes[position] >= 0x30, bytes[position] <= 0x39 {
      if count < 6 { value = value * 10 + Int(bytes[position] - 0x30) }
      count += 1
      position += 1
    }
    guard count > 0 else { return nil }
    for _ in 0..<max(0, 6 - count) { value *= 10 }
    return value
  }
}
