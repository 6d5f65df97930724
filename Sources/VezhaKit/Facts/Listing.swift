/// What a document says a subject is.
public enum Role: String, Sendable, CaseIterable, Codable {
  case target, claimed, confirmed, refuted, malicious, vulnerable, lookalike

  /// Whether it is counted apart from what lists name: no system of ours is listed.
  public var isApart: Bool { self == .vulnerable || self == .lookalike }
}

/// What a subject is.
public enum SubjectKind: String, Sendable, CaseIterable, Codable {
  /// A canonical host name.
  case host
  /// A single address.
  case address
  /// A range of addresses.
  case range
  /// An organization or person as written, folded (`FoldedName`).
  case name
  /// The domain of a mailbox; what stands before the `@` is never kept.
  case emailDomain = "email-domain"
  /// A vulnerability by its CVE number, upper case.
  case cve
}

/// What is said to happen to a subject; with the role it decides the impact.
public enum Threat: String, Sendable, CaseIterable, Codable {
  case ddos, leak, defacement, intrusion, malware, phishing, scan, vulnerability, outage
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
///
/// Every row carries one: the long forms are kept apart so that the others stay short.
public enum Place: Hashable, Sendable {
  /// 1-based line and column in bytes.
  case line(Int, column: Int)
  /// JSON pointer made of a prefix, an element's number and a suffix: `/targets/12/host`.
  case pointer(StaticString, Int, StaticString)
  /// JSON pointer with two numbers: `/objects/3/object_refs/1`.
  indirect case nested(StaticString, Int, StaticString, Int, StaticString)
  /// JSON pointer with three numbers: `/response/0/Event/Object/3/Attribute/5/value`.
  indirect case deep(StaticString, Int, StaticString, Int, StaticString, Int, StaticString)
  /// A JSON pointer or element path that the reader wrote.
  case path(String)

  /// As written in reports.
  public var text: String {
    switch self {
    case .line(let line, let column): "\(line):\(column)"
    case .pointer(let prefix, let index, let suffix): "\(prefix)\(index)\(suffix)"
    case .nested(let prefix, let first, let middle, let second, let suffix):
      "\(prefix)\(first)\(middle)\(second)\(suffix)"
    case .deep(let prefix, let first, let middle, let second, let inner, let third, let suffix):
      "\(prefix)\(first)\(middle)\(second)\(inner)\(third)\(suffix)"
    case .path(let path): path
    }
  }

  /// Places are equal when they read the same.
  public static func == (left: Place, right: Place) -> Bool { left.text == right.text }

  /// Hashes as it reads.
  public func hash(into hasher: inout Hasher) { hasher.combine(text) }
}

/// A product that an advisory names.
public final class ListedProduct: Sendable, Hashable {
  /// What the advisory says of the product.
  public enum Status: String, Sendable, CaseIterable, Codable {
    case affected, fixed
    case notAffected = "not-affected"
    case underInvestigation = "under-investigation"
  }

  /// Who makes it, or empty.
  public let vendor: String
  /// Its name.
  public let name: String
  /// The version or range of versions as written, or empty.
  public let version: String
  /// CPE name as written (2.2 or 2.3), or empty.
  public let cpe: String
  /// Package URL, or empty.
  public let purl: String
  /// What the advisory says of it.
  public let status: Status
  /// What to do, as the advisory says; or empty.
  public let remedy: String
  /// Until when it must be done, where the advisory sets a date.
  public let due: Instant?
  /// Whether the vulnerability is known to be exploited.
  public let isExploited: Bool
  /// Whether extortionists are known to use it.
  public let isUsedForRansom: Bool

  /// A product that an advisory names.
  public init(
    vendor: String = "", name: String, version: String = "", cpe: String = "", purl: String = "",
    status: Status = .affected, remedy: String = "", due: Instant? = nil, isExploited: Bool = false,
    isUsedForRansom: Bool = false
  ) {
    self.vendor = vendor
    self.name = name
    self.version = version
    self.cpe = cpe
    self.purl = purl
    self.status = status
    self.remedy = remedy
    self.due = due
    self.isExploited = isExploited
    self.isUsedForRansom = isUsedForRansom
  }

  private var texts: [String] { [vendor, name, version, cpe, purl, status.rawValue, remedy] }

  /// Products are equal when all their fields are.
  public static func == (left: ListedProduct, right: ListedProduct) -> Bool {
    left.texts == right.texts && left.due == right.due && left.isExploited == right.isExploited
      && left.isUsedForRansom == right.isUsedForRansom
  }

  /// Hashes what tells products apart.
  public func hash(into hasher: inout Hasher) { hasher.combine(texts) }
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
  /// What the row says of its subject, where it is not what the format or the series says of all.
  public var role: Role?
  /// What is said to happen to it, where the row or its format says.
  public var threat: Threat?
  /// The row's own time, where it has one that is not the document's.
  public var time: Instant?
  /// The product an advisory names.
  public var product: ListedProduct?
  /// Where the row stands.
  public var place: Place

  /// A row; everything but kind and place may be absent.
  public init(
    subjectKind: SubjectKind, address: Address? = nil, range: AddressRange? = nil,
    transport: Transport? = nil,
    port: UInt16? = nil, attack: AttackKind? = nil, path: PathClass? = nil, role: Role? = nil,
    threat: Threat? = nil, time: Instant? = nil, product: ListedProduct? = nil, place: Place
  ) {
    self.subjectKind = subjectKind
    self.address = address
    self.range = range
    self.transport = transport
    self.port = port
    self.attack = attack
    self.path = path
    self.role = role
    self.threat = threat
    self.time = time
    self.product = product
    self.place = place
  }
}

/// Takes the rows of a document as they are read.
///
/// A push interface: nothing is kept for rows that hit nothing.
public protocol ListingSink: AnyObject {
  /// One row. `subject` is the canonical text of a host (A-labels, lower case), name (folded), mail domain or CVE,
  /// empty for addresses and ranges; `listed` is the subject as written. Both are valid only during the call.
  func row(_ row: ListingRow, subject: Span<UInt8>, listed: Span<UInt8>)
  /// One value that was skipped.
  func skipped(_ problem: @autoclosure () -> Problem)
}
