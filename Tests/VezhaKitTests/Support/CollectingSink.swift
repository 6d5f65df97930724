@testable import VezhaKit

/// Keeps what a reader pushes.
final class CollectingSink: ListingSink {
  struct Listed: Hashable {
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

    /// Host, address or range.
    var subject: String {
      switch kind {
      case .host: host
      case .address: address ?? ""
      case .range: range ?? ""
      }
    }
  }

  var rows: [Listed] = []
  var problems = Problems()

  func row(_ row: ListingRow, host: Span<UInt8>, listed: Span<UInt8>) {
    rows.append(
      Listed(
        host: string(host), listed: string(listed), kind: row.subjectKind, address: row.address?.description,
        range: row.range?.description, transport: row.transport, port: row.port, attack: row.attack,
        path: row.path,
        place: row.place.text))
  }

  func skipped(_ problem: @autoclosure () -> Problem) { problems.add(problem()) }

  var subjects: Set<String> { Set(rows.map(\.subject)) }
}

/// Reads a text given as a string.
func readDocument(_ text: String, file: String = "list") throws(ReadError) -> (
  CollectingSink, DocumentSummary
) {
  try readDocument(Array(text.utf8), file: file)
}

/// Reads a document given as bytes.
func readDocument(_ bytes: [UInt8], file: String = "list") throws(ReadError) -> (
  CollectingSink, DocumentSummary
) {
  let sink = CollectingSink()
  let (_, summary) = try DocumentReader.read(file: file, bytes: bytes.span, sink: sink)
  return (sink, summary)
}
