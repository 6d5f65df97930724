import Foundation

@testable import VezhaKit

/// A small government in memory: editions and lists go in through the pipeline, findings come out of it.
///
/// Every step takes a minute, so that each entry has a known time of its own.
final class World {
  let folder: String
  let ledger: Ledger
  var settings: Settings
  var now = Instant("2026-06-01T00:00:00Z") ?? Instant(microseconds: 0)
  private var files = 0

  init(series: [Series] = [Series(key: "list")], ledger: Ledger? = nil) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "vezha-world-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    self.ledger = try ledger ?? Ledger()
    settings = Settings(publicSuffixes: ["gov.example"], documentationAddresses: true, series: series)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  var workspace = Workspace.unconfigured
  var pipeline: Pipeline { Pipeline(workspace: workspace, ledger: ledger, now: now) }

  func tick() { now = now + TimeSpan(microseconds: 60_000_000) }

  /// A file of the folder.
  func file(_ name: String, _ text: String) throws -> String {
    let path = "\(folder)/\(name)"
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    return path
  }

  /// An inventory file of these records.
  func inventory(
    _ records: [InventoryRecord], observed: String? = nil, complete: Bool = true, name: String? = nil
  ) throws -> String {
    files += 1
    let bytes = VezhaXMLWriter.document(
      records, observed: observed.flatMap { Instant($0) }, complete: complete)
    return try file(name ?? "inventory-\(files).xml", String(decoding: bytes, as: UTF8.self))
  }

  @discardableResult
  func importing(
    _ files: [String], source: String = "scan", organization: String? = nil, isOrganizations: Bool = false,
    retire: Bool = false, isDryRun: Bool = false
  ) async throws -> ImportOutcome {
    tick()
    return try await pipeline.importInventory(
      ImportRequest(
        source: source, files: files, organization: organization, isOrganizations: isOrganizations,
        retire: retire,
        isDryRun: isDryRun), settings: settings)
  }

  @discardableResult
  func importing(
    _ records: [InventoryRecord], observed: String? = nil, complete: Bool = true, source: String = "scan",
    retire: Bool = false
  ) async throws -> ImportOutcome {
    try await importing(
      [try inventory(records, observed: observed, complete: complete)], source: source, retire: retire)
  }

  /// A list published at a time.
  @discardableResult
  func receive(_ published: String, _ lines: [String], series: String = "list") async throws -> [ReceivedFile] {
    tick()
    files += 1
    return try await pipeline.receive(
      ReceiveRequest(
        files: [
          try file("list-\(files).txt", (lines + ["nobody.elsewhere.example"]).joined(separator: "\n"))
        ],
        series: series, published: Instant(published)), settings: settings)
  }

  /// A list of hosts, each beside an address, published at a time.
  @discardableResult
  func receive(
    _ published: String, couples: [(host: String, address: String)], series: String = "list"
  ) async throws -> [ReceivedFile] {
    tick()
    files += 1
    let targets = couples.map {
      "{\"host\":\"\($0.host)\",\"ip\":\"\($0.address)\",\"port\":443,\"type\":\"http\",\"method\":\"GET\"}"
    }
    let path = try file("couples-\(files).json", "{\"targets\":[\(targets.joined(separator: ","))],\"randoms\":[]}")
    return try await pipeline.receive(
      ReceiveRequest(files: [path], series: series, published: Instant(published)), settings: settings)
  }

  /// Decides on a host of an organization.
  func decide(
    _ host: String, of organization: String = "tax", as verdict: Verdict, scope: DecisionScope = .finding,
    rule: Rule? = nil, role: Role = .target, series: String = "list", reason: String = "because",
    until: Instant? = nil
  ) throws {
    tick()
    let key = FindingKey(
      organization: organization, series: series, role: role, subject: Subject(kind: .host, value: host))
    _ = try ledger.addDecisions(
      [
        Decision(
          verdict: verdict, scope: scope, finding: ExposureHistory.id(of: key), organization: organization,
          series: series, role: role, subject: key.subject, rule: rule, reason: reason, author: "analyst",
          decided: now, until: until)
      ], known: now)
  }

  /// All findings of the year, as known at a time.
  func findings(asKnown: Instant? = nil) async throws -> [Finding] {
    let interval = Interval(
      from: Instant("2026-01-01") ?? Instant(microseconds: 0),
      to: Instant("2027-01-01") ?? Instant(microseconds: 0))
    return try await pipeline.history(asKnown: asKnown).exposure(over: interval, now: interval.to).findings
  }

  /// `ORGANIZATION SUBJECT DOCUMENTS` of all findings.
  func named(asKnown: Instant? = nil) async throws -> [String] {
    try await findings(asKnown: asKnown).map { "\($0.organization) \($0.subject.value) \($0.documents)" }
      .sorted()
  }

  /// `KEY: OWNER IDENTIFIERS` of the assets in force.
  func assets() throws -> [String] {
    var lines: [String] = []
    try ledger.forEachAsset { asset in
      guard !asset.isRetired else { return }
      let identifiers = asset.record.identifiers.filter { $0.kind != .nativeID }.map(\.value).sorted().joined(
        separator: " ")
      lines.append("\(asset.record.key): \(asset.record.organization ?? "-") \(identifiers)")
    }
    return lines.sorted()
  }
}

/// An asset of a few identifiers, each `KIND VALUE`.
func asset(_ key: String, of organization: String? = nil, name: String = "", _ identifiers: String...)
  -> InventoryRecord
{
  .asset(
    AssetRecord(
      key: key, name: name, organization: organization,
      identifiers: identifiers.compactMap { text in
        let words = text.split(separator: " ").map(String.init)
        return IdentifierKind(rawValue: words[0]).flatMap {
          Identifier.canonical($0, given: words[1]).identifier
        }
      }))
}

/// An organization with own domains and ranges.
func organization(_ key: String, domains: [String] = [], ranges: [String] = [], name: String? = nil)
  -> InventoryRecord
{
  .organization(
    Organization(
      key: key, names: [LocalizedName(text: name ?? "The \(key)")],
      domains: domains.compactMap { text in
        HostName(text).map { GivenName(given: text, canonical: $0.canonical) }
      },
      ranges: ranges.compactMap { text in
        AddressRange.parse(text.utf8.span).map { GivenRange(given: text, range: $0.range) }
      }))
}
