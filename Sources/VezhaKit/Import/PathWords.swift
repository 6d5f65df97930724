extension PathClass {
  /// What a path with its query is for, by the words in it; the path itself is never kept.
  ///
  /// A word counts whole, or by its first eight letters. Of several classes the first wins, in the order search,
  /// login, api, form; then a last part with an extension that is no page is a file.
  init(path: Span<UInt8>) {
    guard path.count > 0 else {
      self = .root
      return
    }
    // Nothing that classifies a path stands further in.
    let count = min(path.count, 512)
    var best: PathClass?
    var word: UInt64 = 0
    var length = 0
    var before: UInt8 = 0
    var lastDot = -1
    var lastSlash = -1
    var queryStart = count
    var index = 0
    while index <= count {
      let byte = index < count ? path[index] : 0
      let folded = byte | 0x20
      if folded >= UInt8(ascii: "a"), folded <= UInt8(ascii: "z"), byte >= 0x40 {
        if length < 8 { word = word << 8 | UInt64(folded) }
        length += 1
        index += 1
        continue
      }
      if length > 0 {
        let isParameter =
          byte == UInt8(ascii: "=") && (before == UInt8(ascii: "?") || before == UInt8(ascii: "&"))
        if let found = Self.classOfWord(word, length, isParameter), found.order < best?.order ?? .max {
          best = found
        }
        word = 0
        length = 0
      }
      if queryStart == count {
        switch byte {
        case UInt8(ascii: "/"): lastSlash = index
        case UInt8(ascii: "."): lastDot = index
        case UInt8(ascii: "?"), UInt8(ascii: "#"): queryStart = index
        default: break
        }
      }
      before = byte
      index += 1
    }
    if let best {
      self = best
    } else if lastSlash + 1 >= queryStart {
      self = lastSlash <= 0 ? .root : .other
    } else {
      self = lastDot > lastSlash && Self.isFileExtension(path, lastDot + 1, queryStart) ? .file : .other
    }
  }

  private var order: Int {
    switch self {
    case .search: 0
    case .login: 1
    case .api: 2
    case .form: 3
    default: 4
    }
  }

  private static func classOfWord(_ word: UInt64, _ length: Int, _ isParameter: Bool) -> PathClass? {
    if length < 3 { return isParameter && (word == packed("s") || word == packed("q")) ? .search : nil }
    return words[word]
  }

  private static let words: [UInt64: PathClass] = {
    var table: [UInt64: PathClass] = [:]
    for word in [
      "search", "suche", "szukaj", "hledat", "buscar", "recherche", "query", "find", "poshuk", "poisk",
    ] {
      table[packed(word)] = .search
    }
    for word in [
      "login", "logon", "signin", "auth", "oauth", "authorize", "sso", "saml", "password", "account",
      "cabinet", "logowanie",
    ] {
      table[packed(word)] = .login
    }
    for word in ["api", "rest", "graphql", "ajax", "rpc", "soap", "json", "odata"] {
      table[packed(word)] = .api
    }
    for word in [
      "form", "forms", "contact", "contacts", "feedback", "register", "signup", "submit", "subscribe",
    ] {
      table[packed(word)] = .form
    }
    return table
  }()

  /// The first eight letters in one number.
  private static func packed(_ word: String) -> UInt64 {
    word.utf8.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
  }

  private static func isFileExtension(_ path: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    guard (2...5).contains(end - start) else { return false }
    for page in ["php", "html", "htm", "xhtml", "asp", "aspx", "jsp", "jspx", "cgi", "do", "shtml", "cfm"]
    where page.utf8.count == end - start && starts(path, at: start, page) {
      return false
    }
    for index in start..<end
    where
      !(path[index] | 0x20 >= 0x61 && path[index] | 0x20 <= 0x7a
      || path[index] >= 0x30 && path[index] <= 0x39)
    {
      return false
    }
    return true
  }
}
