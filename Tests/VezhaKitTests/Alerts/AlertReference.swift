import Foundation

/// Which messages of alerts must be written, worked out the slow and simple way from the text of the design.
///
/// Times are whole seconds since 1970.
struct AlertReference {
  /// A list: when it was published, and which of our names stand on it.
  struct List {
    var published: Int
    var names: Set<String>
    var isEmpty: Bool
  }

  /// A message, as a line can show it.
  struct Message: Hashable, Comparable, CustomStringConvertible {
    var written: Int
    var organization: String
    var label: String
    var kind: String
    /// Each name with the beginning of its episode.
    var told: [String]

    static func < (left: Self, right: Self) -> Bool {
      (left.written, left.organization) < (right.written, right.organization)
    }
    var description: String { "\(written) \(label) \(organization) \(kind) \(told)" }
  }

  /// A run of lists that name somebody.
  struct Episode {
    var start: Int
    var last: Int
    var off: Int?
  }

  static let gap = 36 * 3600
  static let hold = 3600
  static let mostPerDay = 3
  static let silence = 5 * 86_400

  let lists: [List]
  /// The organization of each of our names.
  let owners: [String: String]
  /// Names that are not waited for.
  let urgent: Set<String>
  /// Positions of the lists that name each of ours.
  private let seen: [String: [Int]]
  private(set) var messages: [Message] = []
  private var open: [String: [Message]] = [:]

  init(lists: [List], owners: [String: String], urgent: Set<String>) {
    self.lists = lists
    self.owners = owners
    self.urgent = urgent
    var seen: [String: [Int]] = [:]
    for (number, list) in lists.enumerated() { for name in list.names { seen[name, default: []].append(number) } }
    self.seen = seen
  }

  /// Whether anything may be written before another list comes.
  var isIdle: Bool { open.isEmpty && waiting == 0 }
  private var waiting = 0
  /// Episodes of all names as they stood after so many lists.
  private var standing: (lists: Int, episodes: [String: [Episode]]) = (-1, [:])

  /// Episodes change when a list comes, and a day after an empty one.
  private mutating func allEpisodes(at time: Int) -> [String: [Episode]] {
    let count = lists.firstIndex { $0.published > time } ?? lists.count
    let isDelayed = lists[..<count].contains { $0.isEmpty && $0.published > time - 2 * 86_400 }
    if standing.lists != count || isDelayed {
      standing = (
        count,
        Dictionary(uniqueKeysWithValues: owners.keys.map { ($0, episodes(of: $0, at: time)) })
      )
    }
    return standing.episodes
  }

  /// An empty list shows an absence only after a day without one that is not empty.
  private func showsAbsence(_ number: Int, at time: Int) -> Bool {
    let list = lists[number]
    if list.published > time { return false }
    if !list.isEmpty { return true }
    let end = list.published + 86_400
    return end <= time && !lists.contains { $0.published > list.published && $0.published < end && !$0.isEmpty }
  }

  private func absence(after first: Int, before end: Int, at time: Int) -> Int? {
    guard first + 1 < end else { return nil }
    return (first + 1..<end).first { showsAbsence($0, at: time) }.map { lists[$0].published }
  }

  private func episodes(of name: String, at time: Int) -> [Episode] {
    let count = lists.firstIndex { $0.published > time } ?? lists.count
    let numbers = (seen[name] ?? []).filter { $0 < count }
    var groups: [[Int]] = []
    for number in numbers {
      if let before = groups.last?.last,
        !(lists[number].published - lists[before].published > Self.gap
          && absence(after: before, before: number, at: time) != nil)
      {
        groups[groups.count - 1].append(number)
      } else {
        groups.append([number])
      }
    }
    return groups.enumerated().map { position, group in
      let next = position + 1 < groups.count ? groups[position + 1][0] : count
      return Episode(
        start: lists[group[0]].published, last: lists[group[group.count - 1]].published,
        off: absence(after: group[group.count - 1], before: next, at: time))
    }
  }

  private func isOn(_ episode: Episode, at time: Int) -> Bool {
    guard episode.off == nil, let newest = lists.last(where: { $0.published <= time }) else { return false }
    // An empty list that shows nothing yet leaves the list before it in force.
    let spoken = lists.last { $0.published <= time && !$0.isEmpty }
    return spoken?.published == episode.last && time - newest.published <= Self.silence
  }

  /// Judges a moment: what is written then.
  mutating func tick(_ time: Int) -> [Message] {
    var pending: [String: [(name: String, episode: Episode)]] = [:]
    let all = allEpisodes(at: time)
    let known = Set(messages.flatMap(\.told))
    let since = (messages.first?.written ?? time) - 86_400
    for name in owners.keys.sorted() {
      for episode in all[name] ?? [] {
        let isTold = known.contains("\(name) \(episode.start)")
        guard !isTold, episode.start > since || isOn(episode, at: time), let owner = owners[name] else { continue }
        pending[owner, default: []].append((name, episode))
      }
    }
    waiting = pending.count
    var written: [Message] = []
    var number = messages.filter { $0.kind == "first" && $0.label.hasPrefix(Self.week(time)) }.count
    for organization in Set(pending.keys).union(open.keys).sorted() {
      let today = messages.filter { $0.organization == organization && $0.written / 86_400 == time / 86_400 }.count
      guard today < Self.mostPerDay else { continue }
      if let names = pending[organization] {
        guard names.contains(where: { urgent.contains($0.name) || $0.episode.start + Self.hold <= time }) else {
          continue
        }
        let told = names.map { "\($0.name) \($0.episode.start)" }.sorted()
        if let running = open[organization] {
          let message = Message(
            written: time, organization: organization, label: "\(running[0].label).\(running.count)", kind: "update",
            told: told)
          written.append(message)
          open[organization, default: []].append(message)
        } else {
          number += 1
          let message = Message(
            written: time, organization: organization, label: "\(Self.week(time))-\(number < 10 ? "0" : "")\(number)",
            kind: "first", told: told)
          written.append(message)
          open[organization] = [message]
        }
      } else if let running = open[organization] {
        let names = Set(running.flatMap(\.told).compactMap { $0.split(separator: " ").first.map(String.init) })
        let isOver = names.allSatisfy { name in
          guard let last = all[name]?.last, let off = last.off else { return false }
          return off + Self.gap <= time
        }
        guard isOver else { continue }
        written.append(
          Message(
            written: time, organization: organization, label: "\(running[0].label).\(running.count)", kind: "closing",
            told: []))
        open[organization] = nil
      }
    }
    messages += written
    return written
  }

  /// `2024-W14`: the year and number of the week whose Thursday lies in that year.
  static func week(_ time: Int) -> String {
    let day = time / 86_400
    let thursday = day - (day + 3) % 7 + 3
    var year = 1970
    var first = 0
    while true {
      let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
      let length = isLeap ? 366 : 365
      guard first + length <= thursday else { break }
      first += length
      year += 1
    }
    let number = (thursday - first) / 7 + 1
    return "\(year)-W\(number < 10 ? "0" : "")\(number)"
  }
}
