/// Posts about victims of extortion: ransomware.live (v1, v2, pro, press), ransomwatch, RansomLook.
///
/// A post claims that data of an organization was taken: its name and, where stated or where the title is one, its host are
/// listed. Titles that are cut or masked, and announcements that name no victim, are skipped.
public enum VictimPosts: DocumentFormat {
  /// `victim-posts`.
  public static let id = "victim-posts"
  /// What it is called.
  public static let title = "ransomware.live, ransomwatch, RansomLook, press incidents"
  /// What is taken from it.
  public static let takes = "victims' names and domains, as claims of a leak"
  /// Since pieces of keys in running text are no hosts.
  public static let version = 2
  /// Each post adds to the last.
  public static let seriesKind = SeriesKind.stream
  /// A post is a claim until somebody confirms it.
  public static let role: Role? = .claimed

  /// Whether the text holds such posts, alone, in a list, or under `victims`, `results` or `posts`.
  public static func recognises(head: Span<UInt8>) -> Bool {
    let shape = JSONHead(head)
    if shape.has("post_title", "group_name") || shape.has("victim", "group") || shape.has("victim", "domain") {
      return true
    }
    if shape.has("victims.victim", "victims.group") || shape.has("victims.post_title", "victims.group_name") {
      return true
    }
    if shape.has("results.victim") && (shape.has("results.domain") || shape.has("results.group")) { return true }
    return shape.has("posts.post_title") || shape.has("name", "columns", "records", "domain")
  }

  /// When the newest post was found.
  public static func published(_ bytes: Span<UInt8>) -> Instant? {
    guard let tape = try? JSONTape(bytes) else { return nil }
    var newest: Instant?
    forEachPost(tape) { post, _ in
      if let time = VictimPost(tape, post).time { newest = max(newest ?? time, time) }
    }
    return newest
  }

  /// Reads all posts.
  /// - Throws: what JSON that is none throws; `.unknownFormat` if there is no list of posts.
  public static func read(
    _ bytes: Span<UInt8>, of series: Series, into sink: any ListingSink
  ) throws(ReadError) -> DocumentSummary {
    let tape = try JSONTape(bytes)
    var writer = ListingWriter(sink)
    var texts = TextListings(sink)
    let hasPosts = forEachPost(tape) { post, pointer in
      writer.summary.rows += 1
      guard tape.kind(post) == .object else {
        writer.skip(.path(pointer), field: "post", "", "no JSON object")
        return
      }
      VictimPost(tape, post).list(pointer, &writer, &texts)
    }
    guard hasPosts else { throw ReadError(.unknownFormat, reason: "JSON without posts about victims") }
    return writer.summary
  }

  /// Visits every post with the pointer to it.
  /// - Returns: whether there was a place for posts.
  @discardableResult
  private static func forEachPost(_ tape: borrowing JSONTape, _ body: (Int, String) -> Void) -> Bool {
    var (list, prefix) = (tape.root, "")
    if tape.kind(list) == .object {
      let found =
        [("victims", tape.member("victims", of: list)), ("results", tape.member("results", of: list))]
        + [("posts", tape.member("posts", of: list))]
      guard let (name, inner) = found.first(where: { $0.1 != nil }), let inner else {
        body(list, "")
        return true
      }
      (list, prefix) = (inner, "/\(name)")
    }
    guard tape.kind(list) == .array else { return false }
    var walk = JSONWalk(tape, list)
    while true {
      let number = walk.index
      guard let post = walk.element(tape) else { return true }
      body(post, "\(prefix)/\(number)")
    }
  }
}

/// One post, whatever its generation calls its members.
struct VictimPost {
  private var title = ""
  private var titleMember = "victim"
  private var site = ""
  private var siteMember = "website"
  /// When the post was found, else when it or the incident is dated.
  private(set) var time: Instant?

  init(_ tape: borrowing JSONTape, _ post: Int) {
    guard tape.kind(post) == .object else { return }
    for name in ["victim", "post_title", "name"] where title.isEmpty {
      if let text = tape.member(named: name, of: post).flatMap({ tape.text($0) }) {
        (title, titleMember) = (text, name)
      }
    }
    for name in ["website", "domain"] where site.isEmpty {
      if let text = tape.member(named: name, of: post).flatMap({ tape.text($0) }) { (site, siteMember) = (text, name) }
    }
    for name in ["discovered", "published", "date", "attackdate", "added"] where time == nil {
      if let text = tape.member(named: name, of: post).flatMap({ tape.text($0) }) { time = Instant(asIfUTC: text) }
    }
    title = Self.plain(title)
  }

  /// Lists what the post names.
  func list(_ pointer: String, _ writer: inout ListingWriter, _ texts: inout TextListings) {
    let place = Place.path("\(pointer)/\(titleMember)")
    var row = ListingRow(subjectKind: .host, threat: .leak, time: time, place: .path("\(pointer)/\(siteMember)"))
    var hasHost = false
    if !site.isEmpty, site.lowercased() != "n/a" {
      hasHost = writer.network(site.utf8.span, row, field: siteMember)
    }
    row.place = place
    guard !title.isEmpty else {
      if !hasHost { writer.skip(place, field: titleMember, "", "names no victim") }
      return
    }
    if let reason = Self.rejection(title) {
      writer.skip(place, field: titleMember, title, reason)
      return
    }
    writer.name(title.utf8.span, row)
    if !hasHost { writer.summary.listings += texts.list(title.utf8.span, row, place: { _ in place }) }
  }

  /// Why a title is no name; nil if it may be one.
  private static func rejection(_ title: String) -> String? {
    if title.contains("*") { return "a masked name" }
    if title.hasSuffix("...") || title.hasSuffix("…") { return "a name cut by the leak site" }
    let folded = title.lowercased()
    return announcements.contains { folded.contains($0) } ? "an announcement, no victim" : nil
  }

  private static let announcements = [
    "announcement", "is officially online", "is back online", "we are back", "new blog", "new domain", "mirror",
    "affiliate program", "partnership program", "looking for partners", "recruit", "how to contact us",
    "happy new year",
  ]

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
