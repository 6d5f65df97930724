import Crypto

/// Messages of another ledger beside ours: each kept once, however many sites hand it on.
///
/// Labels are counted within each ledger, so two sites give the same one to different alerts. Where it is taken here,
/// theirs is kept under the label and six digits of its own (`2026-W47-01-9f3a20`), the same wherever it is loaded.
struct JoinedMessages {
  /// Messages that are not here yet, under the labels they get here.
  private(set) var new: [AlertMessage] = []
  /// Labels that theirs could not keep, with those they have here.
  private(set) var renamed: [(theirs: String, ours: String)] = []
  private var labels: [String: String] = [:]
  /// Their alerts with ours.
  private var alerts: [String: String] = [:]
  private var known: [Content: AlertMessage] = [:]
  private var takenLabels = Set<String>()
  private var takenAlerts = Set<String>()

  /// What a message says, whatever its label.
  private struct Content: Hashable {
    var week: String
    var organization: String
    var number: Int
    var kind: AlertKind
    var written: Instant
    var told: [AlertMessage.Told]

    init(_ message: AlertMessage) {
      week = JoinedMessages.base(message.alert)
      organization = message.organization
      number = message.number
      kind = message.kind
      written = message.written
      told = message.told
    }
  }

  init(_ ours: [AlertMessage]) {
    for message in ours {
      known[Content(message)] = message
      takenLabels.insert(message.label)
      takenAlerts.insert(message.alert)
    }
  }

  /// Takes a message of theirs, in the order in which they were written.
  mutating func take(_ message: AlertMessage) {
    if let mine = known[Content(message)] {
      labels[message.label] = mine.label
      alerts[message.alert] = mine.alert
      return
    }
    var own = message
    if let alert = alerts[message.alert] {
      own.alert = alert
    } else if takenAlerts.contains(message.alert) {
      own.alert = Self.ownAlert(message)
    }
    // Both sites went on with the same alert.
    if takenLabels.contains(own.label) { own.alert = Self.ownAlert(message) }
    alerts[message.alert] = alerts[message.alert] ?? own.alert
    labels[message.label] = own.label
    known[Content(message)] = own
    takenLabels.insert(own.label)
    if own.label != message.label { renamed.append((message.label, own.label)) }
    new.append(own)
  }

  /// The label here of a message of theirs; what is no message of an alert keeps its name.
  func label(_ theirs: String) -> String { labels[theirs] ?? theirs }

  /// `2026-W47-01` of `2026-W47-01-9f3a20`.
  private static func base(_ alert: String) -> String {
    alert.split(separator: "-", omittingEmptySubsequences: false).prefix(3).joined(separator: "-")
  }

  private static func ownAlert(_ message: AlertMessage) -> String {
    var hasher = SHA256()
    let told = message.told.flatMap { [$0.finding, String($0.start.microseconds)] }
    let fields = [
      base(message.alert), message.organization, String(message.number), message.kind.rawValue,
      String(message.written.microseconds),
    ]
    for field in fields + told { hasher.update(data: Array("\(field.utf8.count):\(field)".utf8)) }
    return "\(base(message.alert))-\(hexadecimal(hasher.finalize().prefix(3)))"
  }
}
