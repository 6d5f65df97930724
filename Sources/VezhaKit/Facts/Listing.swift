/// What a document says a subject is.
public enum Role: String, Sendable, CaseIterable, Codable {
  case target, claimed, confirmed, refuted, malicious, vulnerable, lookalike
}

/// What a subject is.
public enum SubjectKind: String, Sendable, CaseIterable, Codable {
  case host, address, range
}

/// A transport protocol named in a listing.
public enum Transport: String, Sendable, CaseIterable, Codable {
  case tcp, udp, icmp
}

/// What a listed path is for; the path itself is never kept.
public enum PathClass: String, Sendable, CaseIterable, Codable {
  case root, search, login, form, api, file, other
}

/// What kind of flood a listing asks for; no parameter of it is ever kept.
public enum AttackKind: String, Sendable, CaseIterable, Codable {
  case http, http2, http3, slow, tcp, syn, udp, icmp, other
}

/// Where in a document something stands.
public enum Place: Hashable, Sendable {
  /// 1-based line and column in bytes.
  case line(Int, column: Int)
  /// JSON pointer made of a prefix, an element's number and a suffix: `/targets/12/host`.
  case pointer(StaticString, Int, StaticString)

  /// As written in reports.
  public var text: String {
    switch self {
    case .line(let line, let column): "\(line):\(column)"
    case .pointer(let prefix, let index, let suffix): "\(prefix)\(index)\(suffix)"
    }
  }

  /// Places are equal when they read the same.
  public static func == (left: Place, right: Place) -> Bool { left.text == right.text }

  /// Hashes as it reads.
  public func hash(into hasher: inout Hasher) { hasher.combine(text) }
}

/// One row of a document without its texts, which travel beside it as bytes.
public struct ListingRow: Sendable {
  /// What the subject is; `host` where the row names a host, whatever addresses stand beside it.
  public var subjectKind: SubjectKind
  /// The subject if it is an address, or the address that stands beside the host.
  public var address: Address?
  /// The subject if it is a range.
  public var range: AddressRange?
  /// Transport, where the row says.
  public var transport: Transport?
  /// Port, where the row says and it is valid.
  public var port: UInt16?
  /// Kind of flood, where the row says.
  public var attack: AttackKind?
  /// What the path is for, where the row has one.
  public var path: PathClass?
  /// Where the row stands.
  public var place: Place

  /// A row; everything but kind and place may be absent.
  public init(
    subjectKind: SubjectKind, address: Address? = nil, range: AddressRange? = nil,
    transport: Transport? = nil,
    port: UInt16? = nil, attack: AttackKind? = nil, path: PathClass? = nil, place: Place
  ) {
    self.subjectKind = subjectKind
    self.address = address
    self.range = range
    self.transport = transport
    self.port = port
    self.attack = attack
    self.path = path
    self.place = place
  }
}

/// Takes the rows of a document as they are read.
///
/// A push interface: nothing is kept for rows that hit nothing.
public protocol ListingSink: AnyObject {
  /// One row. `host` is canonical (A-labels, lower case), empty unless the subject is a host; `listed` is the
  /// subject as written. Both are valid only during the call.
  func row(_ row: ListingRow, host: Span<UInt8>, listed: Span<UInt8>)
  /// One value that was skipped.
  func skipped(_ problem: @autoclosure () -> Problem)
}
