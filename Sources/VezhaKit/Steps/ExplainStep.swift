/// How a text is read, canonicalised and matched against the inventory as it is.
public struct TextExplanation: Sendable {
  /// Each subject the text gave.
  public var subjects: [Subject] = []
  /// What was skipped, with the reason.
  public var problems: [Problem] = []
  /// For each subject: registrable domain (hosts), claims and what became of them.
  public var verdicts: [Verdict] = []

  /// What became of a subject.
  public struct Verdict: Sendable {
    /// The subject.
    public var subject: Subject
    /// As written.
    public var listed: String
    /// Registrable domain, or nil.
    public var registrable: String?
    /// The warning list that knows it, with whether it hides what rests on it alone; or nil.
    public var warning: (key: String, hides: Bool)?
    /// What it would be a sighting of, if anything.
    public var sightings: [Sighting]
  }
}

extension Pipeline {
  /// Explains a text: an entry as a list would have it.
  public func explain(text: String) throws -> TextExplanation {
    let settings = try ledger.settings()
    let suffixes = try suffixes(settings)
    let index = try index(try ledger.inventory(), settings, formats: [])
    let collector = SubjectCollector()
    var explanation = TextExplanation()
    _ = try? DocumentReader.read(file: "text", bytes: Array(text.utf8).span, of: Series(key: ""), sink: collector)
    explanation.problems = collector.problems
    if collector.entries.isEmpty, !text.isEmpty {
      // No host and no address: it may be the name of an organization, as posts of extortion groups have them.
      collector.entries.append((ListingRow(subjectKind: .name, place: .line(1, column: 1)), text, text))
    }
    for entry in collector.entries {
      let matcher = DocumentMatcher(
        index: index, document: 0, role: .target, published: now, mayImitate: true, salt: [])
      matcher.row(entry.row, subject: entry.name.utf8.span, listed: entry.listed.utf8.span)
      let subject: Subject
      switch entry.row.subjectKind {
      case .host, .name, .emailDomain, .cve: subject = Subject(kind: entry.row.subjectKind, value: entry.name)
      case .address: subject = Subject(kind: .address, value: entry.row.address?.description ?? "")
      case .range: subject = Subject(kind: .range, value: entry.row.range?.description ?? "")
      }
      let registrable = suffixes.registrableLength(entry.name.utf8.span).map { String(entry.name.suffix($0)) }
      let known =
        subject.kind == .host
        ? warningLists.list(knowing: subject.value.utf8.span, registrable: registrable?.utf8.count)
        : warningLists.list(knowing: subject)
      explanation.subjects.append(subject)
      explanation.verdicts.append(
        TextExplanation.Verdict(
          subject: subject, listed: entry.listed, registrable: subject.kind == .host ? registrable : nil,
          warning: known.map { ($0.key, $0.hides) }, sightings: matcher.sightings()))
    }
    return explanation
  }
}

/// Keeps the rows of a short text.
private final class SubjectCollector: ListingSink {
  var entries: [(row: ListingRow, name: String, listed: String)] = []
  var problems: [Problem] = []

  func row(_ row: ListingRow, subject: Span<UInt8>, listed: Span<UInt8>) {
    guard entries.count < 100 else { return }
    entries.append((row, String(copying: subject), String(copying: listed)))
  }

  func skipped(_ problem: @autoclosure () -> Problem) {
    if problems.count < 100 { problems.append(problem()) }
  }
}
