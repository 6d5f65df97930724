import Foundation

@testable import VezhaKit

/// Small invented inventories and what one listing gives against them, for labelled tables.
struct MatchWorld {
  let inventory: Inventory
  let settings: Settings
  private let index: MatchIndex
  private let warnings: WarningLists

  /// One identifier a line: `ORGANIZATION KIND VALUE [until TIME]`; every line is an asset of its own.
  ///
  /// `own-domain` and `own-range` are the organization's itself.
  init(
    _ text: String, suffixes: [String] = ["gov.example"], constituency: [String] = [],
    warnings: WarningLists = WarningLists()
  ) throws {
    self.warnings = warnings
    settings = Settings(
      publicSuffixes: suffixes, constituency: constituency, documentationAddresses: true,
      series: [Series(key: "list")])
    var organizations: [String: Organization] = [:]
    var assets: [(owner: String, identifier: Identifier, until: Instant?)] = []
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ").map(String.init)
      guard words.count >= 3 else { continue }
      organizations[words[0], default: Organization(key: words[0])].key = words[0]
      switch words[1] {
      case "own-domain":
        organizations[words[0]]?.domains.append(
          GivenName(given: words[2], canonical: HostName(words[2])?.canonical ?? ""))
      case "own-range":
        if let range = AddressRange.parse(words[2].utf8.span)?.range {
          organizations[words[0]]?.ranges.append(GivenRange(given: words[2], range: range))
        }
      default:
        guard let kind = IdentifierKind(rawValue: words[1]),
          let identifier = Identifier.canonical(kind, given: words[2]).identifier
        else { throw ReadError(.malformed, reason: "bad line of a test: \(line)") }
        assets.append((words[0], identifier, words.count > 4 ? Instant(words[4]) : nil))
      }
    }
    var inventory = Inventory(organizations: organizations.values.sorted { $0.key < $1.key })
    for (number, asset) in assets.enumerated() {
      let position = inventory.add(
        Inventory.HeldAsset(
          reference: AssetReference(source: "test", key: "\(number)"), name: "",
          owner: inventory.number(of: asset.owner) ?? 0, criticality: nil, kind: nil, isRetired: false))
      inventory.add(
        Inventory.HeldIdentifier(
          kind: asset.identifier.kind, value: asset.identifier.value, holder: .asset(position),
          until: asset.until))
    }
    self.inventory = inventory
    index = MatchIndex(
      inventory: inventory, settings: settings, suffixes: try PublicSuffixes(extra: suffixes), warnings: warnings)
  }

  /// Findings of documents, each a few entries at a time; an entry is `SUBJECT` or `HOST @ ADDRESS`.
  func findings(_ documents: [(published: Instant, entries: [String])]) throws -> [Finding] {
    var known: [Document] = []
    var sightings: [Sighting] = []
    var couplings: [Coupling] = []
    for (number, document) in documents.enumerated() {
      let matcher = DocumentMatcher(
        index: index, document: number, role: .target, published: document.published, salt: [1])
      for entry in document.entries { try Self.push(entry, into: matcher) }
      sightings += matcher.sightings()
      couplings += matcher.learnedCouplings()
      known.append(
        Document(
          number: number, series: "list", sha256: "\(number)", file: "list.txt", format: "text", bytes: 1,
          published: document.published, known: document.published, listings: document.entries.count,
          subjects: 1,
          skipped: 0, tlp: .amber))
    }
    let history = try ExposureHistory(
      inventory: inventory, settings: settings, documents: known, sightings: sightings, couplings: couplings,
      warnings: warnings, asKnown: nil)
    let times = documents.map(\.published)
    guard let first = times.min(), let last = times.max() else { return [] }
    let interval = Interval(from: first, to: last + TimeSpan(microseconds: 1))
    let all = sightings
    return try history.exposure(
      over: interval, now: interval.to, scope: ExposureScope(hasClasses: false),
      details: { wanted in all.filter { wanted.contains($0.document) } }, services: { _ in [:] }
    ).findings
  }

  /// Findings of one entry published at a time.
  func findings(_ entry: String, at time: String = "2026-05-01") throws -> [Finding] {
    try findings([(published: Instant(time) ?? Instant(microseconds: 0), entries: [entry])])
  }

  private static func push(_ entry: String, into matcher: DocumentMatcher) throws {
    let parts = entry.split(separator: "@").map { $0.trimmingCharacters(in: .whitespaces) }
    if parts.count == 2, let host = HostName(parts[0]), let address = Address(parts[1]) {
      matcher.row(
        ListingRow(subjectKind: .host, address: address, place: .line(1, column: 1)),
        subject: host.canonical.utf8.span, listed: parts[0].utf8.span)
    } else {
      // The second line, which is nobody's, makes any text a list.
      _ = try DocumentReader.read(
        file: "list.txt", bytes: Array("\(entry)\nnobody.elsewhere.example\n".utf8).span, of: Series(key: "list"),
        sink: matcher)
    }
  }
}

/// What a labelled row expects: `ORGANIZATION CERTAINTY RULE in|out [SUBJECT]`, several with `; `, nothing as empty.
func summary(_ findings: [Finding], withSubject: Bool) -> [String] {
  findings.map { finding in
    let strongest = finding.evidence.map(\.rule).min()?.rawValue ?? "none"
    let subject = withSubject ? " \(finding.subject.value)" : ""
    return
      "\(finding.organization) \(finding.certainty.rawValue) \(strongest) \(finding.inInventory ? "in" : "out")\(subject)"
  }.sorted()
}
