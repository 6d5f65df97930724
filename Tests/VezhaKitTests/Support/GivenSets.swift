@testable import VezhaKit

/// What an inventory gave, as sets of canonical values, to be compared with what an independent reader found.
struct GivenSets {
  let assets: [AssetRecord]
  /// Values that were refused and counted.
  let refused: Set<String>

  init(_ read: ReadInventory) {
    assets = read.assets
    refused = Set(read.summary.problems.first.map(\.value))
  }

  subscript(_ kind: IdentifierKind) -> Set<String> {
    Set(assets.flatMap(\.identifiers).filter { $0.kind == kind }.map(\.value))
  }

  var cpe: Set<String> {
    Set(assets.flatMap { $0.services.flatMap(\.cpe) + $0.products.map(\.cpe) }).subtracting([""])
  }

  var ports: Set<String> {
    Set(assets.flatMap(\.services).filter { $0.state == "open" }.map { "\($0.transport)/\($0.port)" })
  }

  /// Splits what the facts list for one kind into canonical values and values that are none.
  static func expected(_ kind: IdentifierKind, _ listed: Set<String>) -> (values: Set<String>, bad: Set<String>) {
    var values: Set<String> = []
    var bad: Set<String> = []
    for text in listed.subtracting([""]) {
      if let identifier = Identifier.canonical(kind, given: text).identifier, identifier.kind == kind {
        values.insert(identifier.value)
      } else {
        bad.insert(text)
      }
    }
    return (values, bad)
  }
}

/// What a facts file counts that is no identifier of an asset, and why.
struct Difference: Sendable {
  var file: String
  var values: Set<String>
  var reason: String

  /// All values that a table leaves out of one file.
  static func left(out table: [Difference], of file: CorpusFile) -> Set<String> {
    table.filter { file.testDescription.hasPrefix($0.file) }.reduce(into: []) { $0.formUnion($1.values) }
  }
}

/// The texts under some keys of a facts object, however deep; lists of texts too, empty ones left out.
func strings(_ object: Any?, _ keys: Set<String>) -> Set<String> {
  var found: Set<String> = []
  if let list = object as? [Any] {
    for element in list { found.formUnion(strings(element, keys)) }
  } else if let dictionary = object as? [String: Any] {
    for (name, value) in dictionary {
      if keys.contains(name) {
        if let text = value as? String { found.insert(text) }
        if let texts = value as? [String] { found.formUnion(texts) }
      }
      found.formUnion(strings(value, keys))
    }
  }
  return found.subtracting([""])
}
