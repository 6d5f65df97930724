/// A strict JSON value and its reader, for tests only: keeps the order of keys and refuses repeated ones.
indirect enum JSONReader: Equatable {
  case null
  case boolean(Bool)
  case number(Double)
  case string(String)
  case array([JSONReader])
  case object([(key: String, value: JSONReader)])

  struct Malformed: Error { var offset: Int }

  init(_ bytes: [UInt8]) throws {
    var parser = Parser(bytes: bytes)
    self = try parser.value()
    parser.space()
    guard parser.at == bytes.count else { throw Malformed(offset: parser.at) }
  }

  subscript(key: String) -> JSONReader? {
    if case .object(let members) = self { members.first { $0.key == key }?.value } else { nil }
  }

  var keys: [String] { if case .object(let members) = self { members.map(\.key) } else { [] } }
  var elements: [JSONReader] { if case .array(let elements) = self { elements } else { [] } }
  var string: String? { if case .string(let string) = self { string } else { nil } }
  var integer: Int? { if case .number(let number) = self { Int(exactly: number) } else { nil } }

  static func == (left: JSONReader, right: JSONReader) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.boolean(let a), .boolean(let b)): a == b
    case (.number(let a), .number(let b)): a == b
    case (.string(let a), .string(let b)): a.unicodeScalars.elementsEqual(b.unicodeScalars)
    case (.array(let a), .array(let b)): a == b
    case (.object(let a), .object(let b)):
      a.count == b.count && zip(a, b).allSatisfy { $0.key == $1.key && $0.value == $1.value }
    default: false
    }
  }

  private struct Parser {
    let bytes: [UInt8]
    var at = 0

    mutating func space() {
      while at < bytes.count, [0x20, 0x0a, 0x0d, 0x09].contains(bytes[at]) { at += 1 }
    }

    mutating func take(_ text: String) throws {
      guard bytes[at...].starts(with: text.utf8) else { throw Malformed(offset: at) }
      at += text.utf8.count
    }

    mutating func value() throws -> JSONReader {
      space()
      guard at < bytes.count else { throw Malformed(offset: at) }
      switch bytes[at] {
      case UInt8(ascii: "n"):
        try take("null")
        return .null
      case UInt8(ascii: "t"):
        try take("true")
        return .boolean(true)
      case UInt8(ascii: "f"):
        try take("false")
        return .boolean(false)
      case UInt8(ascii: "\""): return .string(try text())
      case UInt8(ascii: "["):
        var elements: [JSONReader] = []
        try list("[", "]") { parser in elements.append(try parser.value()) }
        return .array(elements)
      case UInt8(ascii: "{"):
        var members: [(key: String, value: JSONReader)] = []
        try list("{", "}") { parser in
          parser.space()
          let key = try parser.text()
          guard !members.contains(where: { $0.key == key }) else { throw Malformed(offset: parser.at) }
          parser.space()
          try parser.take(":")
          members.append((key, try parser.value()))
        }
        return .object(members)
      default:
        let start = at
        while at < bytes.count, bytes[at] == 0x2d || (0x30...0x39).contains(bytes[at]) { at += 1 }
        guard let number = Double(String(decoding: bytes[start..<at], as: UTF8.self)) else {
          throw Malformed(offset: start)
        }
        return .number(number)
      }
    }

    mutating func list(_ opening: String, _ closing: String, _ element: (inout Parser) throws -> Void) throws {
      try take(opening)
      space()
      if (try? take(closing)) != nil { return }
      while true {
        try element(&self)
        space()
        if (try? take(closing)) != nil { return }
        try take(",")
      }
    }

    mutating func text() throws -> String {
      try take("\"")
      var units: [UInt16] = []
      while at < bytes.count {
        let byte = bytes[at]
        switch byte {
        case UInt8(ascii: "\""):
          at += 1
          return String(decoding: units, as: UTF16.self)
        case UInt8(ascii: "\\"):
          guard at + 1 < bytes.count else { throw Malformed(offset: at) }
          let plain: [UInt8: UInt16] = [
            0x6e: 10, 0x72: 13, 0x74: 9, 0x22: 0x22, 0x5c: 0x5c, 0x2f: 0x2f, 0x62: 8, 0x66: 12,
          ]
          if bytes[at + 1] == UInt8(ascii: "u"), at + 6 <= bytes.count,
            let unit = UInt16(String(decoding: bytes[at + 2..<at + 6], as: UTF8.self), radix: 16)
          {
            units.append(unit)
            at += 6
          } else if let unit = plain[bytes[at + 1]] {
            units.append(unit)
            at += 2
          } else {
            throw Malformed(offset: at)
          }
        case 0..<0x20: throw Malformed(offset: at)
        default:
          let length = byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4
          guard at + length <= bytes.count else { throw Malformed(offset: at) }
          units += Array(String(decoding: bytes[at..<at + length], as: UTF8.self).utf16)
          at += length
        }
      }
      throw Malformed(offset: at)
    }
  }
}
