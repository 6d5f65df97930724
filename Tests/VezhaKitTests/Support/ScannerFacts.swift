import Foundation
import Testing

@testable import VezhaKit

/// A justified difference between what the facts of a corpus file say literally and what is read.
struct FactsDifference: Sendable {
  /// Which set: `addresses`, `names`, `cpe` ...
  var what: String
  /// Why what is read is right.
  var why: String
  /// From the literal fact to what should be read, or nil if the fact is no asset.
  var read: @Sendable (String) -> String?
}

extension [FactsDifference] {
  /// The facts as they should be read.
  func applied(to facts: Set<String>, _ what: String) -> Set<String> {
    reduce(facts) { values, difference in
      difference.what == what ? Set(values.compactMap(difference.read)) : values
    }
  }
}

/// Literal values of facts in the canonical form of a kind; a value without one stays as it is and so never fits.
func canonical(_ kind: IdentifierKind, _ values: Set<String>) -> Set<String> {
  Set(values.map { Identifier.canonical(kind, given: $0).identifier?.value ?? "bad: \($0)" })
}

extension ReadInventory {
  /// Canonical values of all identifiers of a kind.
  func values(_ kind: IdentifierKind) -> Set<String> {
    Set(assets.flatMap(\.identifiers).filter { $0.kind == kind }.map(\.value))
  }

  /// Open ports as `address tcp/80`; the first name or URL stands for an asset without an address.
  var openPorts: Set<String> {
    var ports: Set<String> = []
    for asset in assets {
      let owner =
        asset.identifiers.first { $0.kind == .address } ?? asset.identifiers.first { $0.kind == .host }
        ?? asset.identifiers.first { $0.kind == .url }
      for service in asset.services where service.state == "open" {
        ports.insert("\(owner?.value ?? "?") \(service.transport)/\(service.port)")
      }
    }
    return ports
  }

  /// CPE names of products and services.
  var cpe: Set<String> {
    var names: Set<String> = []
    for asset in assets {
      names.formUnion(asset.products.map(\.cpe).filter { !$0.isEmpty })
      names.formUnion(asset.services.flatMap(\.cpe))
    }
    return names
  }
}

/// A set of texts among the facts.
func texts(_ facts: [String: Any], _ name: String) -> Set<String> { Set(facts[name] as? [String] ?? []) }

/// A list of objects among the facts.
func objects(_ facts: [String: Any], _ name: String) -> [[String: Any]] { facts[name] as? [[String: Any]] ?? [] }

extension CorpusFile {
  /// What a recovering reader makes of a file that is not well-formed.
  func recovered() throws -> [String: Any] {
    let object = try Corpus.json(url.appendingPathExtension("facts.json")) as? [String: Any]
    return object?["recovered_facts_NOT_AUTHORITATIVE"] as? [String: Any] ?? [:]
  }
}
