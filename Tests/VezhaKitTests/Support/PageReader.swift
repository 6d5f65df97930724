/// A page read as strict XML, for tests: every element closed in order, every attribute quoted, only the five
/// entities and numbers.
final class PageReader {
  struct Malformed: Error { var reason: String }

  let name: String
  let attributes: [(name: String, value: String)]
  private(set) var children: [PageReader] = []
  /// Own text, without that of children.
  private(set) var ownText = ""
  /// All text inside, in order.
  private(set) var text = ""

  private init(_ name: String, _ attributes: [(name: String, value: String)]) {
    self.name = name
    self.attributes = attributes
  }

  subscript(attribute: String) -> String? { attributes.first { $0.name == attribute }?.value }

  /// This element and all inside, in document order.
  var all: [PageReader] { [self] + children.flatMap(\.all) }

  func all(_ name: String) -> [PageReader] { all.filter { $0.name == name } }

  /// The root of a page.
  static func read(_ bytes: [UInt8]) throws -> PageReader {
    let source = String(decoding: bytes, as: UTF8.self)
    guard source.utf8.elementsEqual(bytes), source.hasPrefix("<!DOCTYPE html>\n") else {
      throw Malformed(reason: "start")
    }
    var rest = source.dropFirst("<!DOCTYPE html>\n".count).unicodeScalars[...]
    let document = PageReader("", [])
    var open = [document]
    while let next = rest.first {
      if next == "<" {
        guard let end = rest.firstIndex(of: ">") else { throw Malformed(reason: "tag without end") }
        var tag = String(rest[rest.index(after: rest.startIndex)..<end])
        rest = rest[rest.index(after: end)...]
        if tag.hasPrefix("/") {
          guard open.count > 1, open.last?.name == String(tag.dropFirst()) else {
            throw Malformed(reason: "closing \(tag)")
          }
          open.removeLast()
          continue
        }
        let isVoid = tag.hasSuffix("/")
        if isVoid { tag.removeLast() }
        let element = try element(tag)
        open.last?.children.append(element)
        if !isVoid { open.append(element) }
      } else {
        let end = rest.firstIndex(of: "<") ?? rest.endIndex
        let text = try decoded(String(rest[..<end]), isStyle: open.last?.name == "style")
        open.last?.ownText += text
        for element in open { element.text += text }
        rest = rest[end...]
      }
    }
    guard open.count == 1, document.children.count == 1, let root = document.children.first else {
      throw Malformed(reason: "left open: \(open.map(\.name))")
    }
    return root
  }

  private static func element(_ tag: String) throws -> PageReader {
    let name = String(tag.prefix { $0.isLetter || $0.isNumber || $0 == ":" })
    guard !name.isEmpty, name == name.lowercased() || ["viewBox"].contains(name) else {
      throw Malformed(reason: tag)
    }
    var rest = tag.dropFirst(name.count)
    var attributes: [(name: String, value: String)] = []
    while !rest.isEmpty {
      guard rest.first == " ", let equals = rest.firstIndex(of: "="), rest[equals...].hasPrefix("=\"") else {
        throw Malformed(reason: tag)
      }
      let key = String(rest[rest.index(after: rest.startIndex)..<equals])
      let start = rest.index(equals, offsetBy: 2)
      guard let end = rest[start...].firstIndex(of: "\""), !attributes.contains(where: { $0.name == key })
      else {
        throw Malformed(reason: tag)
      }
      attributes.append((key, try decoded(String(rest[start..<end]), isStyle: false)))
      rest = rest[rest.index(after: end)...]
    }
    return PageReader(name, attributes)
  }

  private static func decoded(_ text: String, isStyle: Bool) throws -> String {
    guard text.contains("&") else { return text }
    if isStyle { throw Malformed(reason: "ampersand in style") }
    var result = ""
    var rest = text[...]
    while let start = rest.firstIndex(of: "&") {
      result += rest[..<start]
      guard let end = rest[start...].firstIndex(of: ";") else { throw Malformed(reason: "ampersand") }
      switch rest[rest.index(after: start)..<end] {
      case "amp": result += "&"
      case "lt": result += "<"
      case "gt": result += ">"
      case "quot": result += "\""
      case "#39": result += "'"
      default: throw Malformed(reason: "entity in \(text)")
      }
      rest = rest[rest.index(after: end)...]
    }
    return result + rest
  }
}

/// RFC 4180 rows, for tests.
func readCSV(_ bytes: [UInt8]) -> [[String]] {
  var rows: [[String]] = []
  var row: [String] = []
  var field: [UInt8] = []
  var isQuoted = false
  var index = 0
  while index < bytes.count {
    let byte = bytes[index]
    if isQuoted {
      if byte == 0x22, index + 1 < bytes.count, bytes[index + 1] == 0x22 {
        field.append(byte)
        index += 1
      } else if byte == 0x22 {
        isQuoted = false
      } else {
        field.append(byte)
      }
    } else if byte == 0x22 {
      isQuoted = true
    } else if byte == 0x2c || byte == 0x0d {
      row.append(String(decoding: field, as: UTF8.self))
      field = []
      if byte == 0x0d {
        rows.append(row)
        row = []
        index += 1
      }
    } else {
      field.append(byte)
    }
    index += 1
  }
  return rows
}
