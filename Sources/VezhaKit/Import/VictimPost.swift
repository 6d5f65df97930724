/// One post, whatever its generation calls its members.
struct VictimPost {
  /// A value, and what its member or column is called.
  private struct Value {
    var text = ""
    var field: String
    var place = Place.path("/")
  }

  private var title = Value(field: "victim")
  private var site = Value(field: "website")
  /// When the post was found, else when it or the incident is dated.
  private(set) var time: Instant?

  private static let titleNames = ["victim", "post_title", "name"]
  private static let siteNames = ["website", "domain"]
  private static let timeNames = ["discovered", "published", "date", "attackdate", "added"]

  /// Whether an object has what posts call the victim.
  static func names(_ tape: borrowing JSONTape, _ object: Int) -> Bool {
    titleNames.contains { tape.member(named: $0, of: object) != nil }
  }

  /// A post given by a function from the name of a member or column to its text and place.
  init(at post: Place, _ value: (String) -> (text: String, place: Place)?) {
    func first(_ names: [String], _ value: (String) -> (text: String, place: Place)?) -> Value {
      var found = Value(field: names[0], place: post)
      for name in names where found.text.isEmpty {
        if let (text, place) = value(name) { found = Value(text: text, field: name, place: place) }
      }
      return found
    }
    title = first(Self.titleNames, value)
    site = first(Self.siteNames, value)
    for name in Self.timeNames where time == nil { time = value(name).flatMap { Instant(asIfUTC: $0.text) } }
    title.text = Self.plain(title.text)
  }

  /// A post of JSON.
  init(_ tape: borrowing JSONTape, _ post: Int, at pointer: String = "") {
    self.init(at: .path(pointer.isEmpty ? "/" : pointer)) { name in
      tape.member(named: name, of: post).flatMap { tape.text($0) }.map { ($0, .path("\(pointer)/\(name)")) }
    }
  }

  /// Lists what the post names.
  func list(_ writer: inout ListingWriter, _ texts: inout TextListings) {
    let (title, place, titleMember) = (title.text, title.place, title.field)
    let (site, siteMember) = (site.text, site.field)
    var row = ListingRow(subjectKind: .host, threat: .leak, time: time, place: self.site.place)
    var hasHost = false
    if !Self.isMissing(site) {
      for site in Self.sites(site) { hasHost = writer.network(site.utf8.span, row, field: siteMember) || hasHost }
    }
    row.place = place
    guard !Self.isMissing(title) else {
      if !hasHost { writer.skip(place, field: titleMember, "", "names no victim") }
      return
    }
    if VictimTitle.isAnnouncement(title) {
      writer.skip(place, field: titleMember, title, "an announcement, no victim")
    } else {
      writer.name(title.utf8.span, row)
    }
    if !hasHost {
      writer.summary.listings += texts.list(VictimTitle.whole(title).utf8.span, row, place: { _ in place })
    }
  }

  /// What sites write where they know nothing.
  private static func isMissing(_ text: String) -> Bool {
    text.isEmpty || ["n/a", "na", "none", "null", "-", "unknown", "not found"].contains(text.lowercased())
  }

  /// The sites of a cell that may hold several: `a.example, b.example`, `a.example / b.example`.
  private static func sites(_ cell: String) -> [String] {
    var sites: [Substring] = []
    for part in cell.replacing(",http", with: " http").split(whereSeparator: { $0.isWhitespace || ";|".contains($0) }) {
      // In a path a comma is part of it.
      let rest = part.firstRange(of: "://").map { part[$0.upperBound...] } ?? part
      sites += rest.contains("/") ? [part] : part.split(separator: ",")
    }
    sites = sites.filter { $0.contains(".") }
    return sites.isEmpty ? [cell] : sites.map(String.init)
  }

  /// The text without the character references that some copies still have, and without white space around it.
  private static func plain(_ text: String) -> String {
    guard text.contains("&") else { return text.trimmed }
    var plain = text
    // Some were escaped twice.
    for _ in 0..<2 {
      for (reference, character) in references { plain = plain.replacing(reference, with: character) }
    }
    return plain.trimmed
  }

  private static let references = [
    ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#039;", "'"), ("&#x27;", "'"), ("&nbsp;", " "),
    ("&#8211;", "–"), ("&#8217;", "’"), ("&amp;", "&"),
  ]
}

extension String {
  /// Without white space at both ends.
  fileprivate var trimmed: String {
    let bytes = utf8.span
    return VezhaKit.string(bytes.extracting(VezhaKit.trimmed(bytes, 0..<bytes.count)))
  }
}
