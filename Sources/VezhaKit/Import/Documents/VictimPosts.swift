/// Posts about victims of extortion: ransomware.live (v1, v2, pro, press), ransomwatch, RansomLook; JSON or CSV.
///
/// A post claims that data of an organization was taken: its name and, where stated or where the title is one, its host are
/// listed. Titles that are cut or masked are listed as they stand: matching knows them. Of announcements of the group itself
/// only hosts are listed. Posts stand alone, in a list, under a name, or in lists by group.
public enum VictimPosts: DocumentFormat {
  /// `victim-posts`.
  public static let id = "victim-posts"
  /// What it is called.
  public static let title = "ransomware.live, ransomwatch, RansomLook, press incidents"
  /// What is taken from it.
  public static let takes = "victims' names and domains, as claims of a leak"
  /// Raised when the same bytes give other rows.
  public static let version = 2
  /// Each post adds to the last.
  public static let seriesKind = SeriesKind.stream
  /// A post is a claim until somebody confirms it.
  public static let role: Role? = .claimed

  /// Whether the text holds such posts, alone, in a list, or under a name.
  public static func recognises(head: Span<UInt8>) -> Bool {
    if TextShape(head: head) == .text { return isTable(CSVColumns(head: head)) }
    let shape = JSONHead(head)
    if shape.has("post_title", "group_name") || shape.has("victim", "group") || shape.has("victim", "domain") {
      return true
    }
    if shape.has("victims.victim", "victims.group") || shape.has("victims.post_title", "victims.group_name") {
      return true
    }
    if shape.has("results.victim") && (shape.has("results.domain") || shape.has("results.group")) { return true }
    return shape.has("posts.post_title") || shape.hasAnywhere("post_title", "discovered")
      || shape.has("name", "columns", "records", "domain")
  }

  /// When the newest post was found.
  public static func published(_ bytes: Span<UInt8>) -> Instant? {
    var newest: Instant?
    if TextShape(head: bytes.extracting(first: min(bytes.count, DocumentReader.headBytes))) == .text {
      try? forEachRow(bytes) { post in if let time = post.time { newest = max(newest ?? time, time) } }
      return newest
    }
    guard let tape = try? JSONTape(bytes) else { return nil }
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
    var writer = ListingWriter(sink)
    var texts = TextListings(sink)
    if TextShape(head: bytes.extracting(first: min(bytes.count, DocumentReader.headBytes))) == .text {
      try forEachRow(bytes) { post in
        writer.summary.rows += 1
        post.list(&writer, &texts)
      }
      return writer.summary
    }
    let tape = try JSONTape(bytes)
    let hasPosts = forEachPost(tape) { post, pointer in
      writer.summary.rows += 1
      guard tape.kind(post) == .object else {
        writer.skip(.path(pointer), field: "post", "", "no JSON object")
        return
      }
      VictimPost(tape, post, at: pointer).list(&writer, &texts)
    }
    guard hasPosts else { throw ReadError(.unknownFormat, reason: "JSON without posts about victims") }
    return writer.summary
  }

  /// Whether a table has the columns of such posts.
  private static func isTable(_ columns: CSVColumns?) -> Bool {
    guard let columns else { return false }
    return columns.has("post_title", "group_name") || columns.has("post_title", "discovered")
      || columns.has("victim", "group", "discovered") || columns.has("victim", "group", "attackdate")
  }

  /// Visits every row of a table as a post.
  private static func forEachRow(_ bytes: Span<UInt8>, _ body: (VictimPost) -> Void) throws(ReadError) {
    var scanner = CSVScanner(bytes)
    guard try scanner.next(bytes) else { return }
    let columns = CSVColumns(scanner, of: bytes)
    guard isTable(columns) else {
      throw ReadError(.unknownFormat, reason: "a table without the columns of posts about victims")
    }
    while try scanner.next(bytes) {
      let post = VictimPost(at: scanner.place(0)) { name in
        columns.index(name).map { (scanner.text($0, of: bytes), scanner.place($0)) }
      }
      body(post)
    }
  }

  /// Visits every post with the pointer to it.
  /// - Returns: whether there was a place for posts.
  @discardableResult
  private static func forEachPost(_ tape: borrowing JSONTape, _ body: (Int, String) -> Void) -> Bool {
    let root = tape.root
    if tape.kind(root) == .array {
      list(tape, root, "", body)
      return true
    }
    for name in ["victims", "results", "posts"] {
      guard let list = tape.member(named: name, of: root) else { continue }
      guard tape.kind(list) == .array else { return false }
      self.list(tape, list, "/\(name)", body)
      return true
    }
    if VictimPost.names(tape, root) {
      body(root, "")
      return true
    }
    // An export of RansomLook: lists by the name of the group.
    var hasList = false
    let members = tape.kind(root) == .object ? tape.inside(root) : 0..<0
    var key = members.lowerBound
    while key < members.upperBound {
      if tape.kind(key + 1) == .array {
        hasList = true
        let group = (tape.text(key) ?? "").replacing("~", with: "~0").replacing("/", with: "~1")
        list(tape, key + 1, "/\(group)", body)
      }
      key = tape.next(key + 1)
    }
    return hasList
  }

  /// Visits the posts of a list; RansomLook has a list of posts in a list, behind an object that describes the group.
  private static func list(
    _ tape: borrowing JSONTape, _ array: Int, _ pointer: String, _ body: (Int, String) -> Void
  ) {
    var walk = JSONWalk(tape, array)
    while true {
      let number = walk.index
      guard let post = walk.element(tape) else { return }
      if tape.kind(post) == .array {
        list(tape, post, "\(pointer)/\(number)", body)
      } else if tape.member("locations", of: post) == nil || VictimPost.names(tape, post) {
        body(post, "\(pointer)/\(number)")
      }
    }
  }
}
