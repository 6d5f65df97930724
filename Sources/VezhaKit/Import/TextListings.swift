/// Lists what running text names, as rows of a document.
struct TextListings {
  private let sink: any ListingSink
  private var extractor = SubjectExtractor()

  /// Into a sink.
  init(_ sink: any ListingSink) { self.sink = sink }

  /// Lists every subject of a text; what the row says of role, threat and time counts for all of them.
  ///
  /// - Parameters:
  ///   - place: where a subject stands, given its place in the text.
  ///   - accepts: whether a subject is listed.
  /// - Returns: how many were listed.
  @discardableResult
  mutating func list(
    _ text: Span<UInt8>, _ row: ListingRow, place: (TextPlace) -> Place,
    accepts: (ListedValue, Span<UInt8>) -> Bool = { _, _ in true }
  ) -> Int {
    var count = 0
    let sink = sink
    extractor.forEach(in: text) { value, subject, found in
      guard accepts(value, subject) else { return }
      var row = row
      row.subjectKind = value.kind
      row.address = value.address
      row.range = value.range
      row.transport = value.transport
      row.port = value.port
      row.path = value.path
      row.place = place(found)
      let isNamed = value.kind == .host || value.kind == .emailDomain || value.kind == .cve
      sink.row(row, subject: isNamed ? subject : Span(), listed: text.extracting(found.range))
      count += 1
    }
    return count
  }
}
