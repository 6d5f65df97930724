import Foundation

/// A product by its CPE name: part, vendor, product, version (NISTIR 7695, bound to URI 2.2 or formatted string 2.3).
struct PlatformName: Hashable {
  /// `a`, `o` or `h`; empty for any.
  var part: String
  /// Folded vendor, or empty for any.
  var vendor: String
  /// Folded product, or empty for any.
  var product: String
  /// Version, or empty for any or none.
  var version: String

  /// Reads a name; nil for anything else.
  init?(_ text: String) {
    let body: Substring
    if text.hasPrefix("cpe:2.3:") {
      body = text.dropFirst(8)
    } else if text.hasPrefix("cpe:/") {
      body = text.dropFirst(5)
    } else {
      return nil
    }
    var fields: [String] = []
    var field = ""
    var isEscaped = false
    for character in body {
      if isEscaped {
        field.append(character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else if character == ":" {
        fields.append(field)
        field = ""
      } else {
        field.append(character)
      }
    }
    fields.append(field)
    func value(_ index: Int) -> String {
      guard fields.indices.contains(index), fields[index] != "*", fields[index] != "-" else { return "" }
      return fields[index].removingPercentEncoding ?? fields[index]
    }
    part = value(0).lowercased()
    vendor = Self.folded(value(1))
    product = Self.folded(value(2))
    version = value(3)
    // An update is part of the version: 8.0 update 5, 2.0 rc1.
    if !version.isEmpty, !value(4).isEmpty { version += "-\(value(4))" }
    guard !product.isEmpty else { return nil }
  }

  /// Letters and digits only, lower case: `HTTP Server`, `http_server` and `http-server` are one product.
  static func folded(_ text: String) -> String {
    String(
      text.lowercased().unicodeScalars.filter { $0.properties.isAlphabetic || $0.properties.numericType != nil }.map(
        Character.init))
  }
}
