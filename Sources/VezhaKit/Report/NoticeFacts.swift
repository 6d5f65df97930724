/// A message of an alert with what became of it.
public struct NoticeFacts: Hashable, Sendable {
  /// Its label: `2026-W47-03.1`.
  public var label: String
  /// Key of the organization.
  public var organization: String
  /// What it tells.
  public var kind: AlertKind
  /// How many names it tells of.
  public var names: Int
  /// When the earliest list of what it tells was published; nil for a closing note.
  public var published: Instant?
  /// When that list was received.
  public var received: Instant?
  /// When it was written.
  public var written: Instant
  /// When it was first sent.
  public var sent: Instant?
  /// When the first answer came.
  public var answered: Instant?
  /// What was answered, each once, in the order in which it came.
  public var answers: [Answer.State]
  /// What was answered in words, in the order in which it came.
  public var replies: [Reply] = []

  /// An answer in words.
  public struct Reply: Hashable, Sendable {
    /// The name it is about; empty for all of the message.
    public var subject: String
    /// The words; nil where they speak of others and the reader may not see them.
    public var text: String?
  }

  /// Minutes from the publication to a time; nil where one of them is not known, never below zero.
  func minutes(to time: Instant?) -> Int? {
    guard let published, let time else { return nil }
    return max(0, Int((time - published).microseconds / 60_000_000))
  }
}
