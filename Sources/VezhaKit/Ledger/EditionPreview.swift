import GRDB

/// What an edition would do to each asset: what a dry run shows.
public struct EditionPreview: Sendable {
  /// One thing that would be different about an asset.
  public struct FieldChange: Hashable, Sendable {
    /// `name`, `organization`, `criticality`, `kind`, `service`, `product`, or the kind of an identifier.
    public var field: String
    /// What it was; empty if there was nothing.
    public var before: String
    /// What it would be; empty if there would be nothing.
    public var after: String
  }

  /// Keys of assets the source did not have.
  public var added: [String] = []
  /// Assets that would differ, with what.
  public var changed: [(key: String, fields: [FieldChange])] = []
  /// Keys of assets the source no longer has.
  public var retired: [String] = []
  /// Assets that would belong to another organization.
  public var moved: [(key: String, from: String, to: String)] = []
  /// The inventory as it would be.
  var loaded: LoadedInventory

  /// Reads what the rows of an edition that is not committed would change.
  init(_ db: Database, since head: FactsChain.Head) throws {
    let marks = try FactsChain.marks(db)
    let table = try AssetTable(db, marks: marks)
    loaded = try Ledger.inventory(db, marks)
    let keys = try FactStatement(db, "SELECT key FROM asset WHERE id > ? ORDER BY key")
    keys.bind(1, head.marks["asset"])
    try keys.forEach { added.append($0.text(0)) }
    var versions: [(asset: Int, key: String, isRetired: Bool)] = []
    let written = try FactStatement(
      db,
      """
      SELECT v.asset, a.key, v.retired FROM assetVersion v JOIN asset a ON a.id = v.asset
      WHERE v.id > ? AND v.asset <= ? ORDER BY a.key, v.id
      """)
    written.bind(1, head.marks["assetVersion"])
    written.bind(2, head.marks["asset"])
    try written.forEach { versions.append(($0.int(0), $0.text(1), $0.int(2) == 1)) }
    for version in versions {
      if version.isRetired {
        retired.append(version.key)
      } else if let after = try table.state(of: version.asset, upTo: nil)?.content {
        let before = try table.state(of: version.asset, upTo: head.marks)
        changed.append((version.key, Self.differences(before, after)))
      }
    }
    var owners: [(asset: Int, key: String)] = []
    let decided = try FactStatement(
      db,
      """
      SELECT DISTINCT o.asset, a.key FROM owner o JOIN asset a ON a.id = o.asset
      WHERE o.id > ? AND o.asset <= ? ORDER BY a.key, o.asset
      """)
    decided.bind(1, head.marks["owner"])
    decided.bind(2, head.marks["asset"])
    try decided.forEach { owners.append(($0.int(0), $0.text(1))) }
    for owner in owners {
      guard let before = try table.owner(of: owner.asset, upTo: head.marks),
        let after = try table.owner(of: owner.asset, upTo: nil), before.organization != after.organization
      else { continue }
      moved.append((owner.key, before.organization, after.organization))
    }
  }

  private static func differences(_ state: AssetTable.State?, _ after: AssetContent) -> [FieldChange] {
    let before = state?.content ?? AssetContent()
    var changes: [FieldChange] = []
    func compare(_ field: String, _ old: String?, _ new: String?) {
      guard (old ?? "") != (new ?? "") else { return }
      changes.append(FieldChange(field: field, before: old ?? "", after: new ?? ""))
    }
    if state?.isRetired == true { changes.append(FieldChange(field: "retired", before: "true", after: "false")) }
    compare("name", before.name, after.name)
    compare("organization", before.organization, after.organization)
    compare("criticality", before.criticality?.rawValue, after.criticality?.rawValue)
    compare("kind", before.kind?.rawValue, after.kind?.rawValue)
    func compare(_ field: String, _ old: Set<String>, _ new: Set<String>) {
      changes += old.subtracting(new).sorted().map { FieldChange(field: field, before: $0, after: "") }
      changes += new.subtracting(old).sorted().map { FieldChange(field: field, before: "", after: $0) }
    }
    let kinds = Set((before.identifiers + after.identifiers).map(\.kind))
    for kind in kinds.sorted(by: { $0.rawValue < $1.rawValue }) {
      func values(_ content: AssetContent) -> Set<String> {
        Set(content.identifiers.filter { $0.kind == kind }.map(\.value))
      }
      compare(kind.rawValue, values(before), values(after))
    }
    compare("service", Set(before.services.map(text)), Set(after.services.map(text)))
    compare("product", Set(before.products.map(text)), Set(after.products.map(text)))
    return changes
  }

  private static func text(_ service: Service) -> String {
    ([
      "\(service.transport)/\(service.port)", service.state, service.name, service.product, service.version,
    ] + service.cpe).filter { !$0.isEmpty }.joined(separator: " ")
  }

  private static func text(_ product: Product) -> String {
    [product.name, product.version, product.cpe, product.purl].filter { !$0.isEmpty }.joined(separator: " ")
  }
}
