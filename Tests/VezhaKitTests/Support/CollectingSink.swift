@testable import VezhaKit

/// Keeps what a reader pushes.
final class CollectingSink: ListingSink {
  struct Listed: Hashable {
    /// Canonical text of a host, name, mail domain or CVE.
    var host: String
    var listed: String
    var kind: SubjectKind
    var address: String?
    var range: String?
    var transport: Transport?
    var port: UInt16?
    var attack: AttackKind?
    var path: PathClass?
    var place: String

    var role: Role?
    var threat: Threat?
    var time: String?
    var product: ListedProduct?

    /// The canonical subject.
    var subject: String {
      switch kind {
      case .host, .name, .emailDomain, .cve: host
      case .address: address ?? ""
      case .range: range ?? ""
      }
    }
  }

  var rows: [Listed] = []
  var problems = Problems()

  func row(_ row: ListingRow, subject: Span<UInt8>, listed: Span<UInt8>) {
    rows.append(
      Listed(
        host: string(subject), listed: string(listed), kind: row.subjectKind, address: row.address?.description,
        range: row.range?.description, transport: row.transport, port: row.port, attack: row.attack,
        path: row.path,
        place: row.place.text, role: row.role, threat: row.threat, time: row.time?.description,
        product: row.product))
  }

  func skipped(_ problem: @autoclosure () -> Problem) { problems.add(problem()) }

  var subjects: Set<String> { Set(rows.map(\.subject)) }
}

/// Reads a text given as a string.
func readDocument(_ text: String, file: String = "list", of series: Series = Series(key: "list")) throws(ReadError) -> (
  CollectingSink, DocumentSummary
) {
  try readDocument(Array(text.utf8), file: file, of: series)
}

/// Reads a document given as bytes.
func readDocument(_ bytes: [UInt8], file: String = "list", of series: Series = Series(key: "list")) throws(ReadError)
  -> (
    CollectingSink, DocumentSummary
  )
{
  let sink = CollectingSink()
  let (_, summary) = try DocumentReader.read(file: file, bytes: bytes.span, of: series, sink: sink)
  return (sink, summary)
}
