/// A short text for people whose hosts are known as such, so that each format prints them in its own form.
struct Prose: Hashable, Sendable, ExpressibleByStringInterpolation {
  /// A piece of a text.
  enum Run: Hashable, Sendable {
    case text(String)
    /// A canonical host, address or range.
    case host(String)
    case strong(String)
    /// A label that leads to a place of the document.
    case link(String, anchor: String)
  }

  /// The pieces in order.
  var runs: [Run]

  /// A text of pieces.
  init(_ runs: [Run]) { self.runs = runs }

  /// A plain text.
  init(_ text: String) { runs = [.text(text)] }

  /// A plain text.
  init(stringLiteral value: String) { runs = [.text(value)] }

  /// A text with hosts and emphasis inside.
  init(stringInterpolation: StringInterpolation) { runs = stringInterpolation.runs }

  /// The text with canonical hosts and no emphasis.
  var plain: String {
    runs.map {
      switch $0 {
      case .text(let text), .host(let text), .strong(let text), .link(let text, _): text
      }
    }.joined()
  }

  /// The text with hosts defanged and no emphasis, for mails.
  var defanged: String {
    runs.map {
      switch $0 {
      case .host(let host): HostText.defanged(host)
      case .text(let text), .strong(let text), .link(let text, _): text
      }
    }.joined()
  }

  /// One text after another.
  static func + (left: Prose, right: Prose) -> Prose { Prose(left.runs + right.runs) }

  /// Texts with a separator between them.
  static func joined(_ parts: [Prose], separator: String) -> Prose {
    Prose(Array(parts.map(\.runs).joined(separator: [.text(separator)])))
  }

  /// Hosts as a list that names at most `limit` and counts the rest.
  static func hosts(_ hosts: [String], limit: Int, more: (Int) -> String) -> Prose {
    var parts = hosts.prefix(limit).map { Prose([.host($0)]) }
    if hosts.count > limit { parts.append(Prose(more(hosts.count - limit))) }
    return joined(parts, separator: ", ")
  }

  /// Collects the pieces of an interpolated text.
  struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var runs: [Run] = []

    init(literalCapacity: Int, interpolationCount: Int) {}

    mutating func appendLiteral(_ literal: String) { if !literal.isEmpty { runs.append(.text(literal)) } }

    mutating func appendInterpolation(_ text: String) { runs.append(.text(text)) }

    mutating func appendInterpolation(_ number: Int) { runs.append(.text(String(number))) }

    mutating func appendInterpolation(_ prose: Prose) { runs += prose.runs }

    mutating func appendInterpolation(host: String) { runs.append(.host(host)) }

    mutating func appendInterpolation(strong: String) { runs.append(.strong(strong)) }
  }
}
