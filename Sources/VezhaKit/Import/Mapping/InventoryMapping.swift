/// How an XML file that Vezha has no reader for becomes assets: what a mapping file says.
///
/// Made by `MappingFile`, which checks it; the language is described in `Inventory/mappings/README.md`.
public struct InventoryMapping: Sendable {
  /// Base name of the mapping file without its ending.
  public var name: String
  /// SHA-256 of the mapping file.
  public var digest: [UInt8]
  /// Further files that only fill tables, as paths the process can use.
  public var tableFiles: [String]
  /// Whether files must be read beforehand to fill tables.
  public var hasTables: Bool { !tables.isEmpty }

  var assets: [AssetRule]
  var tables: [TableRule]
  /// When the file as a whole was made, by a path from the root.
  var observed: ElementPath?

  /// Id of the format in editions and reports.
  var format: String { "mapping:\(name)" }
  /// Raised when the same file and mapping would give other records.
  static let version = 2
}

/// One repeating element that is an asset.
struct AssetRule: Sendable {
  /// From the root.
  var each: ElementPath
  var conditions: [RecordCondition] = []
  /// Values of `key`, `name`, `organization`, `criticality`, `kind` and `observed`; the first one counts.
  var single: [SingleField: [ValueRule]] = [:]
  /// Identifiers in the order in which they are added.
  var identifiers: [(kind: MappedIdentifier, values: [ValueRule])] = []
  var services: [PartRule<ServiceField>] = []
  var products: [PartRule<ProductField>] = []
}

/// Fields of an asset that have one value.
enum SingleField: String, CaseIterable, Sendable { case key, name, organization, criticality, kind, observed }

/// Fields of an asset that have any number of values, with their names in a mapping.
enum MappedIdentifier: String, CaseIterable, Sendable {
  case nativeIDs = "native-ids"
  case hosts
  case hostsOrAddresses = "hosts-or-addresses"
  case addresses, urls, domains, ranges, macs
  case emailDomains = "email-domains"
}

/// Fields of a port.
enum ServiceField: String, CaseIterable, Sendable { case port, transport, state, name, product, version, cpe }

/// Fields of a product.
enum ProductField: String, CaseIterable, Sendable { case name, version, cpe, purl }

/// Ports or products of an asset: one for each element of `each`, or one of the asset itself.
struct PartRule<Field: Hashable & Sendable>: Sendable {
  var each: ElementPath?
  var fields: [Field: [ValueRule]] = [:]
}

/// What an element must be to be an asset.
struct RecordCondition: Sendable {
  var path: ElementPath
  /// Lower case.
  var values: Set<String>
  var isNegated: Bool
}

/// A table by which references are looked up: each element of `each` gives a row.
struct TableRule: Sendable {
  var name: String
  var each: ElementPath
  var key: ValueRule
  var value: ValueRule
}

/// Where values come from, and what is done to them, in the order of the properties.
struct ValueRule: Sendable {
  /// Where values come from.
  indirect enum Source: Sendable {
    case path(ElementPath)
    case fixed(String)
    /// The values of the first that has any.
    case first([ValueRule])
    /// The first value of each with a text between them; nothing if one has none.
    case join([ValueRule], separator: String)
  }

  /// Evaluates the rest once at each of these elements, so that a default stands for each.
  var each: ElementPath?
  var source: Source
  /// Cuts a value at this text; at any white space if it is a blank.
  var split: String?
  /// Values that mean nothing, lower case.
  var unless: Set<String> = []
  /// Name of the table by which the value is replaced.
  var lookup: String?
  /// What stands for a value, by its lower case; others stay.
  var words: [String: String] = [:]
  /// Drops values that are not of this kind.
  var only: ValueKind?
  /// Stands where there is no value.
  var fallback: String?
}

/// What a value can be told to be.
enum ValueKind: String, CaseIterable, Sendable {
  case host, address, range, mac, url, port, transport, criticality, kind

  func holds(_ text: String) -> Bool {
    switch self {
    case .host: Address(text) == nil && HostName(text) != nil
    case .address: Address(text) != nil
    case .range: AddressRange.parse(text.utf8.span) != nil
    case .mac: Identifier.canonical(.mac, given: text).identifier != nil
    case .url: WebSite(text).map { !$0.scheme.isEmpty } ?? false
    case .port: Int(text).map { (1...65_535).contains($0) } ?? false
    case .transport: ["tcp", "udp", "sctp"].contains(text.lowercased())
    case .criticality: Criticality(words: text) != nil
    case .kind: AssetKind(rawValue: text.lowercased()) != nil
    }
  }
}
