/// A finished report without a format: every sentence, row and total is decided here, so that HTML and CSV cannot
/// tell different things.
struct ReportDocument: Sendable {
  /// The facts it was made of; machine formats write them as they are.
  var facts: ReportFacts
  /// The first page.
  var front: FrontPage
  /// Sections in reading order.
  var sections: [Section]
  /// How it is written.
  var options: ReportOptions
  /// All words that formats need of their own.
  var words: Words

  /// The interval, or the label of the alert: digits, dashes, dots and W by construction.
  var title: String { facts.alert?.message.label ?? facts.exposure.interval.title }

  /// What stands on top of the first page.
  struct FrontPage: Sendable {
    /// Kind of the report.
    var kicker: String
    /// Whom it is for.
    var title: String
    /// Which interval, in words.
    var period: String
    /// Whether anything was published in the interval.
    var isBlind: Bool
    /// How much was seen, first of all.
    var coverage: [Prose]
    /// The numbers in a sentence.
    var headline: Prose
    /// What that means for a reader without technical training; empty in a report for the government.
    var plainWords: [PlainBlock]
    /// The numbers.
    var card: [CardNumber]
    /// What limits the comparison of the numbers, or empty.
    var cardNote: String
    /// The trend.
    var trend: Trend
  }

  /// A headed paragraph or list for readers without technical training.
  struct PlainBlock: Hashable, Sendable {
    /// Its heading.
    var title: String
    /// Its sentences.
    var sentences: [Prose]
    /// Whether the sentences are steps of a list.
    var isList: Bool
  }

  /// A number of the card.
  struct CardNumber: Hashable, Sendable {
    /// Stable id, snake case.
    var id: String
    /// What is counted.
    var label: String
    /// The number; nil while we were blind.
    var value: Int?
    /// The number of the interval before; nil where it cannot be told.
    var previous: Int?
    /// The change in words, with its arrow.
    var change: Change
    /// A second line, or empty.
    var note: String
  }

  /// A change against the interval before: an arrow, a number and a word.
  struct Change: Hashable, Sendable {
    /// `▲`, `▼`, `=` or `?`.
    var symbol: String
    /// `3 more`, `the same`.
    var words: String
  }

  /// The trend with its numbers.
  struct Trend: Hashable, Sendable {
    /// Title of the picture.
    var title: String
    /// What it shows, in a sentence.
    var summary: String
    /// One bar for each interval, oldest first.
    var bars: [Bar]
    /// What stands over the bars before our records began, or empty.
    var beforeRecords: String
    /// The highest number of the scale.
    var scale: Int
    /// The numbers of the picture.
    var table: Table

    /// A bar: continuing, returned and new names one above the other.
    struct Bar: Hashable, Sendable {
      /// Short name of the interval.
      var label: String
      /// Whether nothing was published although records had begun.
      var isBlind: Bool
      /// Whether the interval ended before our records began.
      var isBeforeRecords: Bool
      /// Names named already before.
      var continuing: Int
      /// Names back after an absence.
      var returned: Int
      /// Names for the first time.
      var new: Int
    }
  }

  /// A section.
  struct Section: Sendable {
    /// Anchor.
    var id: String
    /// Heading.
    var title: String
    /// What it tells, in a sentence or two.
    var lead: [Prose]
    /// What it holds.
    var blocks: [Block]
  }

  /// A piece of a section.
  enum Block: Sendable {
    case heading(String)
    case paragraph(Prose)
    case list([Prose])
    case table(Table)
    case actions([Action], empty: String)
    case advice([AdviceText])
    case details([FindingDetail], total: Int, file: String)
    /// Terms with what they mean.
    case terms([(term: String, meaning: Prose)])
  }

  /// One line of `act now`.
  struct Action: Hashable, Sendable {
    /// Position, from 1.
    var rank: Int
    /// What to look at first.
    var priority: Priority
    /// The mark of the priority with its word.
    var priorityWords: String
    /// Key of the organization.
    var organization: String
    /// Its name.
    var organizationName: String
    /// Canonical subjects, all of them.
    var subjects: [String]
    /// Ids of the findings.
    var findings: [String]
    /// The subjects as printed.
    var headline: Prose
    /// Why this is here.
    var why: Prose
    /// What to do.
    var what: Prose
    /// Last day on which it should be done.
    var due: Day
    /// The due day in words.
    var dueWords: String
    /// Anchor of the advice.
    var advice: String
  }

  /// Advice for one kind of threat.
  struct AdviceText: Hashable, Sendable {
    /// Anchor.
    var id: String
    /// Heading.
    var title: String
    /// What of it was seen: names, ports, kinds.
    var seen: Prose
    /// Steps.
    var steps: [String]
  }

  /// A finding in full.
  struct FindingDetail: Hashable, Sendable {
    /// Anchor.
    var id: String
    /// Its subject, canonical.
    var subject: String
    /// Mark and word of its state.
    var state: StateMark
    /// Name of its organization.
    var organization: String
    /// Class and priority in words.
    var summary: String
    /// Names and values.
    var facts: [(name: String, value: Prose)]
    /// Evidence, one line per rule, identifier and spelling.
    var evidence: [Prose]

    static func == (left: FindingDetail, right: FindingDetail) -> Bool { left.id == right.id }
    func hash(into hasher: inout Hasher) { hasher.combine(id) }
  }

  /// A state as symbol and word, never colour alone.
  struct StateMark: Hashable, Sendable {
    /// The state.
    var state: FindingState
    /// `●`, `○` or `?`.
    var symbol: String
    /// `on`, `was, 31 h`, `unknown`.
    var words: String
  }

  /// An anchor of the document for a finding.
  static func anchor(_ finding: Finding) -> String {
    "f-"
      + String(
        finding.id.unicodeScalars.filter {
          $0.isASCII && ($0.properties.isAlphabetic || $0.properties.numericType != nil)
        })
  }
}
