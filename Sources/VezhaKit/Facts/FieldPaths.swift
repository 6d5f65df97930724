/// Where the values of a record stand: members of JSON objects (`victim.name`), or columns of a table by their header.
///
/// Each field may have several places; what stands at any of them is read.
public struct FieldPaths: Hashable, Sendable, Codable {
  /// A value that can be read.
  public enum Field: String, Sendable, CaseIterable, Codable {
    /// A host, address, range or URL, whatever it turns out to be.
    case subject
    /// A host or URL.
    case host
    /// An address or range; beside a host it is evidence.
    case address
    /// The name of an organization.
    case name
    /// A mailbox.
    case mailbox
    /// A CVE.
    case cve
    /// Running text that may name anything.
    case text
    /// When the record was made.
    case time
    /// A port.
    case port
    /// A transport protocol.
    case transport
  }

  /// Where in a JSON document the list of records stands; empty for the document itself.
  public var records: String
  /// Places of each field that is read.
  public var places: [Field: [String]]

  /// Places of fields.
  public init(records: String = "", places: [Field: [String]]) {
    self.records = records
    self.places = places
  }

  /// Places of a field, none if it is not read.
  public subscript(field: Field) -> [String] { places[field] ?? [] }
}

/// Words by which a message is told to be a claim and not a list of targets, or to speak of a leak.
///
/// Each list that is given replaces the one that is built in. A word counts at the start of a word, in any case.
public struct ClaimWords: Hashable, Sendable, Codable {
  /// Words that claim an attack succeeded.
  public var claimed: [String]?
  /// Words that call to attack.
  public var target: [String]?
  /// Words that speak of stolen data.
  public var leak: [String]?
  /// Words that speak of a defaced site.
  public var defacement: [String]?

  /// Words; nil for those that are built in.
  public init(
    claimed: [String]? = nil, target: [String]? = nil, leak: [String]? = nil, defacement: [String]? = nil
  ) {
    self.claimed = claimed
    self.target = target
    self.leak = leak
    self.defacement = defacement
  }
}
