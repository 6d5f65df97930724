import Foundation

/// The part of JSON Schema 2020-12 that our schemas use: type, const, enum, properties, required,
/// additionalProperties false, items, $ref into $defs.
///
/// A keyword it does not know is an error, so that no schema
/// says something that is not checked.
struct JSONSchema {
  private let root: JSONReader

  /// A schema of `Reports/schema`.
  init(named name: String) throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let file = folder.appendingPathComponent("Reports/schema/vezha.\(name).schema.json")
    root = try JSONReader(Array(try Data(contentsOf: file)))
  }

  /// What is wrong with a document, with the place of each fault.
  func faults(of document: JSONReader) -> [String] { faults(document, root, "") }

  private func faults(_ value: JSONReader, _ schema: JSONReader, _ place: String) -> [String] {
    var faults: [String] = []
    for key in schema.keys {
      guard let rule = schema[key] else { continue }
      switch key {
      case "$schema", "$id", "$defs", "title", "description": break
      case "$ref":
        let name = rule.string.map { String($0.dropFirst("#/$defs/".count)) } ?? ""
        guard let target = root["$defs"]?[name] else { return faults + ["\(place): no definition \(name)"] }
        faults += self.faults(value, target, place)
      case "type":
        let names = rule.string.map { [$0] } ?? rule.elements.compactMap(\.string)
        if !names.contains(where: { Self.isType(value, $0) }) { faults.append("\(place): is no \(names)") }
      case "const": if value != rule { faults.append("\(place): is not \(rule)") }
      case "enum":
        if !rule.elements.contains(value) {
          faults.append("\(place): \(value) is not among \(rule.elements)")
        }
      case "required":
        guard case .object = value else { break }
        for name in rule.elements.compactMap(\.string) where value[name] == nil {
          faults.append("\(place): lacks \(name)")
        }
      case "additionalProperties":
        for name in value.keys where schema["properties"]?[name] == nil {
          faults.append("\(place): has \(name)")
        }
      case "properties":
        for name in rule.keys {
          if let member = value[name], let inner = rule[name] {
            faults += self.faults(member, inner, "\(place)/\(name)")
          }
        }
      case "items":
        for (index, element) in value.elements.enumerated() {
          faults += self.faults(element, rule, "\(place)/\(index)")
        }
      default: faults.append("\(place): the schema says \(key), which is not checked")
      }
    }
    return faults
  }

  private static func isType(_ value: JSONReader, _ name: String) -> Bool {
    switch (value, name) {
    case (.null, "null"), (.boolean, "boolean"), (.string, "string"), (.array, "array"), (.object, "object"):
      true
    case (.number(let number), "integer"): number == number.rounded()
    case (.number, "number"): true
    default: false
    }
  }
}
