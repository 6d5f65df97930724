/// Tells what a message says of the subjects it names, by its words: that they are targets, or that an attack or leak is
/// claimed.
///
/// Words of success win over calls to attack; a link to a public check of reachability, or a page that shows the result,
/// is a claim. A message without any such word names targets. Words are those of the series' settings, else the ones
/// here in English, Ukrainian and Russian.
struct MessageClaims {
  private let claimed: [Word]
  private let leak: [Word]
  private let defacement: [Word]
  private let target: [Word]

  /// The rules of a series.
  init(_ words: ClaimWords?) {
    claimed = (words?.claimed ?? Self.claimed).map { Word($0) }
    leak = (words?.leak ?? Self.leak).map { Word($0) }
    defacement = (words?.defacement ?? Self.defacement).map { Word($0) }
    target = (words?.target ?? Self.target).map { Word($0) }
  }

  /// What a message says; the threat where its words tell.
  ///
  /// Words inside the names and URLs of the message are none of its own.
  func meaning(of text: [UInt8]) -> (role: Role, threat: Threat?) {
    let whole = Self.folded(text)
    let first = meaning(folded: whole)
    if first.threat == nil { return first }
    let own = meaning(folded: Self.folded(Self.withoutSubjects(text)))
    if own.role == .target, Self.checks.contains(where: { $0.isPart(of: whole) }) { return (.claimed, .ddos) }
    return own
  }

  private func meaning(folded: [UInt8]) -> (role: Role, threat: Threat?) {
    if leak.contains(where: { $0.stands(in: folded) }) { return (.claimed, .leak) }
    if defacement.contains(where: { $0.stands(in: folded) }) { return (.claimed, .defacement) }
    if claimed.contains(where: { $0.stands(in: folded) }) || Self.checks.contains(where: { $0.isPart(of: folded) }) {
      return (.claimed, .ddos)
    }
    return (.target, target.contains { $0.stands(in: folded) } ? .ddos : nil)
  }

  /// The text of a message and where its links lead, as one text whose words tell.
  static func joined(_ text: [UInt8], _ links: [[UInt8]]) -> [UInt8] {
    var joined = text
    for link in links {
      joined.append(0x20)
      joined += link
    }
    return joined
  }

  /// A text with a sign that is no letter in place of every host, address, URL and mailbox.
  private static func withoutSubjects(_ text: [UInt8]) -> [UInt8] {
    var own = text
    var extractor = SubjectExtractor()
    extractor.forEach(in: text.span) { _, _, place in
      for index in place.range { own[index] = UInt8(ascii: ";") }
    }
    return own
  }

  /// Whether a host only carries or checks the message, so that it is no subject of it; it is never opened.
  static func isMessenger(_ host: Span<UInt8>) -> Bool {
    messengers.contains { name in
      let name = name.utf8.span
      guard host.count >= name.count else { return false }
      let start = host.count - name.count
      for index in 0..<name.count where host[start + index] != name[index] { return false }
      return start == 0 || host[start - 1] == UInt8(ascii: ".")
    }
  }

  /// Services that check whether a site is reachable, and the messenger's own links.
  private static let messengers = [
    "check-host.net", "check-host.cc", "check-host.eu", "host-tracker.com", "dnschecker.org", "t.me", "telegram.me",
    "telegra.ph", "telegram.org",
  ]

  private static let checks = ["check-host.", "host-tracker.com", "/check-report/"].map { Word($0) }

  static let claimed = [
    "down", "offline", "unavailable", "unreachable", "not available", "took down", "taken down", "shut down", "crashed",
    "is dead", "killed", "destroyed", "disabled", "hacked", "breached", "tango down", "successfully attacked",
    "went down", "ddosed", "dead", "not responding",
    "takedown", "timeout", "timed out", "connection refused", "bad gateway", "taken offline",
    "лежить", "лежать", "ліг", "лягла", "лягли", "впав", "впала", "впали", "поклали", "поклал*", "не працює",
    "не працюють",
    "не відкривається", "не відкриваються", "не відповідає", "недоступн*", "знищен*", "зламан*", "зламали", "вимкнен*",
    "виведен* з ладу",
    "лежит", "лежат", "лёг", "лег", "легла", "легли", "упал", "упала", "упали", "положили", "уложили", "не работает",
    "не работают", "не отвечает", "не отвечают", "не открывается", "не открываются", "положен", "положена", "положены",
    "мёртв", "мертв", "мёртвый", "убили", "закрыл доступ", "закрыли доступ", "отключили", "взлом", "прилёг", "прилег",
    "ушёл в закат", "обвалили", "недоступен", "уничтожен*", "обвалил*", "обрушил*", "взломан*", "взломали", "отключен*",
    "выведен* из строя",
    "вывели из строя", "дохлый", "убит", "отправили отдыхать", "прилег*",
  ]
  static let target = [
    "target", "targets", "attack", "attacking", "ddos", "ціль", "цілі", "атакуємо", "атака", "атакуйте", "б'ємо",
    "бʼємо",
    "цель", "цели", "атакуем", "атакуйте", "бьем", "бьём", "под прицелом",
  ]
  static let leak = [
    "leak", "leaked", "leaks", "data breach", "database", "dump", "dumped", "exfiltrated", "stolen", "витік", "витоку",
    "злив", "злили", "дані викрадено", "база даних", "викрадено", "викрали", "утечка", "утечки", "слив", "слили",
    "слита",
    "дамп", "дампы", "база данных", "базу данных", "похищен*", "украли", "украдены",
  ]
  static let defacement = [
    "defaced", "deface", "defacement", "дефейс*", "задефейсили",
  ]

  /// The text in small letters, any run of white space as one blank, with a blank at both ends.
  private static func folded(_ text: [UInt8]) -> [UInt8] {
    var folded: [UInt8] = [0x20]
    folded.reserveCapacity(text.count + 2)
    for byte in String(decoding: text, as: UTF8.self).lowercased().utf8 {
      if !isSpace(byte) {
        folded.append(byte)
      } else if folded.last != 0x20 {
        folded.append(0x20)
      }
    }
    folded.append(0x20)
    return folded
  }

  /// A word or phrase in small letters; `*` after a word stands for any ending.
  private struct Word {
    private let bytes: [UInt8]

    init(_ text: String) { bytes = Array(text.lowercased().utf8) }

    /// Whether it stands in a folded text as a whole.
    func stands(in text: [UInt8]) -> Bool {
      var index = 1
      while index < text.count {
        if !Self.isLetter(text, before: index), matches(text, at: index, isWhole: true) { return true }
        index += 1
      }
      return false
    }

    /// Whether it stands anywhere.
    func isPart(of text: [UInt8]) -> Bool {
      text.indices.contains { matches(text, at: $0, isWhole: false) }
    }

    private func matches(_ text: [UInt8], at start: Int, isWhole: Bool) -> Bool {
      var index = start
      for byte in bytes {
        if byte == UInt8(ascii: "*") {
          while index < text.count, Self.isLetter(text, before: index + 1) { index += 1 }
          continue
        }
        guard index < text.count, text[index] == byte else { return false }
        index += 1
      }
      return !isWhole || !Self.isLetter(text, before: index + 1)
    }

    /// Whether the byte before an index belongs to a letter or digit.
    private static func isLetter(_ text: [UInt8], before index: Int) -> Bool {
      guard index >= 1, index <= text.count else { return false }
      switch text[index - 1] {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): return true
      // Cyrillic and other scripts of two bytes; signs of three and four bytes end a word.
      case 0xc3...0xdf: return true
      case 0x80...0xbf:
        return index >= 2 && (0xc3...0xdf).contains(text[index - 2])
      default: return false
      }
    }
  }
}
