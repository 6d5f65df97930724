extension Pipeline {
  /// Originals above this size are not read again to tell their fields.
  private static let largestRead = 8 << 20

  /// All series, received or configured, with what is wrong with them, ordered by key.
  public func seriesHealth() throws -> [SeriesHealth] {
    let documents = Dictionary(grouping: try ledger.documents(), by: \.series)
    let settings = try ledger.settings()
    let keys = Set(documents.keys).union(settings.series.map(\.key)).sorted()
    return keys.map { key in
      let documents = documents[key] ?? []
      let newest = documents.max(by: { Document.precedes($0, $1) })
      return SeriesHealth(
        series: settings.series(key, format: newest?.format), documents: documents, now: now, fields: fields(of:))
    }
  }

  /// Names of a document's fields; nil if its bytes are not kept, too large, or cannot be read.
  private func fields(of document: Document) -> Set<String>? {
    guard document.bytes <= Self.largestRead,
      let original = try? ledger.sealedOriginal(of: document.number),
      let bytes = try? Zstandard.decompress(original.sealed.span)
    else { return nil }
    return DocumentFields.names(of: bytes.span, format: document.format)
  }
}
