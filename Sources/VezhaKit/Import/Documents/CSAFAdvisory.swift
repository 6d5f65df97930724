/// CSAF 2.0 and 2.1: security advisories and VEX, as vendors and CERTs publish them.
///
/// Each vulnerability with a CVE gives one row for each product that its status names:
///
/// | `product_status` | role | status of the product |
/// |---|---|---|
/// | `known_affected`, `first_affected`, `last_affected` | vulnerable | affected |
/// | `under_investigation`, `unknown` (2.1) | vulnerable | under investigation |
/// | `fixed`, `first_fixed` | refuted | fixed |
/// | `known_not_affected` | refuted | not affected |
///
/// A vulnerability without any status gives one row without product. Remediations go to the products they name, vendor
/// fixes before mitigations and workarounds. What is `recommended` says nothing about the vulnerability.
public enum CSAFAdvisory: DocumentFormat {
  /// `csaf`.
  public static let id = "csaf"
  /// What it is called.
  public static let title = "CSAF 2.0 and 2.1 advisory"
  /// What is taken from it.
  public static let takes = "products affected, fixed, not affected; remediations"
  /// First version.
  public static let version = 1
  /// Each advisory adds to the last.
  public static let seriesKind = SeriesKind.stream
  /// Rows that say otherwise say so themselves.
  public static let role: Role? = .vulnerable

  /// Whether the text is an advisory.
  public static func recognises(head: Span<UInt8>) -> Bool {
    let shape = JSONHead(head)
    return shape.has("document.csaf_version") || shape.has("document.tracking.current_release_date")
      || shape["document.category"]?.hasPrefix("csaf_") == true
      || shape["$schema"]?.contains("/csaf/") == true && shape.has("document")
  }

  /// When the advisory was released in this version.
  public static func published(_ bytes: Span<UInt8>) -> Instant? {
    guard let tape = try? JSONTape(bytes), let document = tape.member("document", of: tape.root),
      let tracking = tape.member("tracking", of: document)
    else { return nil }
    return tape.time(tape.member("current_release_date", of: tracking) ?? 0)
      ?? tape.time(tape.member("initial_release_date", of: tracking) ?? 0)
  }

  /// Reads an advisory.
  /// - Throws: what JSON that is none throws; `.unknownFormat` if it has no `document`.
  public static func read(
    _ bytes: Span<UInt8>, of series: Series, into sink: any ListingSink
  ) throws(ReadError) -> DocumentSummary {
    let tape = try JSONTape(bytes)
    guard let document = tape.member("document", of: tape.root), tape.kind(document) == .object else {
      throw ReadError(.unknownFormat, reason: "a JSON object that is no CSAF advisory")
    }
    var reader = CSAFReader(tape, sink)
    return reader.read(tape, document)
  }
}

/// Reads the vulnerabilities of one advisory.
struct CSAFReader {
  private var writer: ListingWriter
  private let products: CSAFProducts

  init(_ tape: borrowing JSONTape, _ sink: any ListingSink) {
    writer = ListingWriter(sink)
    products = CSAFProducts(tape)
  }

  mutating func read(_ tape: borrowing JSONTape, _ document: Int) -> DocumentSummary {
    if let distribution = tape.member("distribution", of: document),
      let mark = tape.member("tlp", of: distribution), let label = tape.member("label", of: mark)
    {
      writer.mark(tape.text(label).flatMap { TLP(reading: $0) })
    }
    var walk = JSONWalk(tape, tape.member("vulnerabilities", of: tape.root) ?? 0)
    while true {
      let number = walk.index
      guard let vulnerability = walk.element(tape) else { break }
      writer.summary.rows += 1
      read(tape, vulnerability, number)
    }
    return writer.summary
  }

  private mutating func read(_ tape: borrowing JSONTape, _ vulnerability: Int, _ number: Int) {
    guard let cve = tape.member("cve", of: vulnerability), tape.kind(cve) == .string else {
      let title = tape.member("title", of: vulnerability).flatMap { tape.text($0) } ?? ""
      return writer.skip(.pointer("/vulnerabilities/", number, ""), field: "cve", title, "no CVE number")
    }
    let remedies = products.remedies(tape, tape.member("remediations", of: vulnerability) ?? 0)
    var isListed = false
    var statuses = JSONWalk(tape, tape.member("product_status", of: vulnerability) ?? 0)
    while let (name, list) = statuses.member(tape) {
      guard let status = Self.status(name) else { continue }
      var walk = JSONWalk(tape, list)
      while true {
        let index = walk.index
        guard let reference = walk.element(tape) else { break }
        let place = Place.nested("/vulnerabilities/", number, status.pointer, index, "")
        guard let id = tape.text(reference), let product = products[id] else {
          writer.skip(place, field: "product_status", tape.text(reference) ?? "", "a product that the tree lacks")
          continue
        }
        let row = ListingRow(
          subjectKind: .cve, role: status.role, threat: .vulnerability,
          product: product.listed(as: status.status, remedy: remedies[id] ?? remedies[""] ?? ""), place: place)
        tape.withString(cve) { writer.vulnerability($0, row) }
        isListed = true
      }
    }
    if isListed { return }
    let row = ListingRow(
      subjectKind: .cve, role: .vulnerable, threat: .vulnerability,
      place: .pointer("/vulnerabilities/", number, "/cve"))
    tape.withString(cve) { writer.vulnerability($0, row) }
  }

  private static func status(
    _ name: JSONName
  ) -> (pointer: StaticString, status: ListedProduct.Status, role: Role)? {
    switch name {
    case "known_affected": ("/product_status/known_affected/", .affected, .vulnerable)
    case "first_affected": ("/product_status/first_affected/", .affected, .vulnerable)
    case "last_affected": ("/product_status/last_affected/", .affected, .vulnerable)
    case "under_investigation": ("/product_status/under_investigation/", .underInvestigation, .vulnerable)
    case "unknown": ("/product_status/unknown/", .underInvestigation, .vulnerable)
    case "fixed": ("/product_status/fixed/", .fixed, .refuted)
    case "first_fixed": ("/product_status/first_fixed/", .fixed, .refuted)
    case "known_not_affected": ("/product_status/known_not_affected/", .notAffected, .refuted)
    default: nil
    }
  }
}
