/// What the title of a post of an extortion site may be besides a name.
enum VictimTitle {
  /// Whether it announces something of the group's own and names no victim.
  ///
  /// Words count as a whole, and those that names of companies have too only where nothing but a colon follows.
  static func isAnnouncement(_ title: String) -> Bool {
    let folded = words(title)
    if phrases.contains(where: { " \(folded) ".contains(" \($0) ") }) { return true }
    let lead = title.prefix { !":!|–—".contains($0) }
    return leads.contains(words(String(lead)))
  }

  /// The part of a title in which names of hosts are whole: nothing of one that is masked, and of one that is cut not the
  /// last word.
  static func whole(_ title: String) -> String {
    if title.contains("*") { return "" }
    guard title.hasSuffix("...") || title.hasSuffix("…") else { return title }
    return title.lastIndex(where: \.isWhitespace).map { String(title[..<$0]) } ?? ""
  }

  private static let phrases = [
    "important announcement", "is officially online", "is back online", "we are back", "our new blog", "our new domain",
    "our new site", "new mirror", "new mirrors", "our mirror", "our mirrors", "affiliate program",
    "partnership program", "looking for partners", "we are recruiting", "we recruit", "recruiting affiliates",
    "recruiting partners",
    "how to contact us", "happy new year",
  ]
  private static let leads: Set<String> = [
    "announcement", "announcements", "new blog", "new domain", "new domains", "mirror", "mirrors", "recruiting",
    "recruitment", "we recruit",
  ]

  /// In small letters, with one blank between words and nothing else.
  private static func words(_ text: String) -> String {
    text.lowercased().split(whereSeparator: { !$0.isLetter && !$0.isNumber }).joined(separator: " ")
  }
}
