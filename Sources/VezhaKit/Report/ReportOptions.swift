/// How a report is written: nothing here changes what it says.
public struct ReportOptions: Hashable, Sendable {
  /// Languages of the pages, each once.
  ///
  /// The first is the one of the words in files for machines, and its pages bear no language in their names.
  public var languages: [Language]
  /// Whom a reader calls.
  public var cert: CERTContact
  /// Zone of times on pages for readers who have none of their own; nil where these are UTC.
  public var timeZone: LocalTimeZone?
  /// Whether everything bears the mark of an exercise.
  public var isExercise: Bool
  /// Whether CSV fields stand as they are, for machines only: a spreadsheet may run them.
  public var hasRawCSV: Bool

  /// How a report is written.
  public init(
    languages: [Language] = [.english], cert: CERTContact = CERTContact(), timeZone: LocalTimeZone? = nil,
    isExercise: Bool = false, hasRawCSV: Bool = false
  ) {
    var seen = Set<Language>()
    let distinct = languages.filter { seen.insert($0).inserted }
    self.languages = distinct.isEmpty ? [.english] : distinct
    self.cert = cert
    self.timeZone = timeZone
    self.isExercise = isExercise
    self.hasRawCSV = hasRawCSV
  }

  /// What stands before every TLP mark of an exercise, or nothing.
  func exerciseMark(_ words: Words) -> String { isExercise ? "\(words.exercise) · " : "" }

  /// What identifiers are made of: an exercise never bears those of the real thing.
  func identity(_ name: String) -> String { isExercise ? "exercise \(name)" : name }

  /// The mark of files for machines: `TLP:AMBER`, of an exercise `EXERCISE TLP:AMBER`.
  func mark(_ tlp: TLP) -> String { "\(isExercise ? "EXERCISE " : "")TLP:\(tlp.rawValue)" }

  /// The options for one organization: its own language first, unless the languages were asked for by name.
  public func speaking(to organization: Organization?) -> ReportOptions {
    guard let code = organization?.language?.prefix(2), let own = Language(rawValue: String(code)) else { return self }
    var options = self
    options.languages = [own] + languages.filter { $0 != own }
    return options
  }
}

/// The team that sends the reports, as a reader reaches it.
public struct CERTContact: Hashable, Sendable {
  /// Its name, or empty.
  public var name: String
  /// Its telephone, or empty.
  public var phone: String
  /// Its mail address, or empty.
  public var email: String

  /// A team; everything may be empty.
  public init(name: String = "", phone: String = "", email: String = "") {
    self.name = name
    self.phone = phone
    self.email = email
  }
}
