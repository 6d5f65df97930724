/// STIX 2.0 and 2.1: bundles, lists of objects, single objects.
///
/// | in the document | role |
/// |---|---|
/// | values in indicator patterns, observables (also those inside 2.0 observed data) | malicious |
/// | attributes of MISP that its export keeps as `x-misp-attribute` | as `MISPEvent` says |
/// | identity, location, observable or infrastructure that something `targets`; recipients of a message | target |
/// | identity or location where something was sighted, or that an incident targets or impacts; what is compromised | confirmed |
/// | the same of an incident judged a false positive | refuted |
/// | vulnerability with a CVE number | vulnerable |
///
/// The sectors of an identity do not make it a victim: threat actors have them too. What is revoked, benign or sighted
/// zero times is not listed. Patterns of other languages (Snort, YARA, Sigma) are passed over.
public enum STIXBundle: DocumentFormat {
  /// `stix`.
  public static let id = "stix"
  /// What it is called.
  public static let title = "STIX 2.0 and 2.1 bundle"
  /// What is taken from it.
  public static let takes = "targets and sightings of identities, indicators by pattern, observables; markings"
  /// Raised when the same bytes give other rows.
  public static let version = 2
  /// Each bundle adds to the last.
  public static let seriesKind = SeriesKind.stream
  /// Every row says its own role.
  public static let role: Role? = .malicious

  /// Whether the text is a bundle, or objects with STIX identifiers.
  public static func recognises(head: Span<UInt8>) -> Bool {
    let shape = JSONHead(head)
    if shape["type"] == "bundle" && (shape.has("objects") || shape["id"]?.hasPrefix("bundle--") == true) { return true }
    if shape.has("objects.type"), shape["objects.id"]?.contains("--") == true { return true }
    return shape.has("type") && shape["id"]?.contains("--") == true && (shape.has("spec_version") || shape.isArray)
  }

  /// The newest time at which an object was published or changed.
  public static func published(_ bytes: Span<UInt8>) -> Instant? {
    guard let tape = try? JSONTape(bytes) else { return nil }
    var newest: Instant?
    var objects = STIXReader.objects(of: tape)
    while let object = objects.element(tape) {
      var members = JSONWalk(tape, object)
      while let (name, value) = members.member(tape) {
        guard name == "modified" || name == "published" || name == "created", let time = tape.time(value) else {
          continue
        }
        newest = max(newest ?? time, time)
      }
    }
    return newest
  }

  /// Reads a bundle.
  /// - Throws: what JSON that is none throws; `.unknownFormat` if it holds no objects.
  public static func read(
    _ bytes: Span<UInt8>, of series: Series, into sink: any ListingSink
  ) throws(ReadError) -> DocumentSummary {
    let tape = try JSONTape(bytes)
    if tape.kind(tape.root) == .object, tape.member("type", of: tape.root) == nil,
      tape.member("objects", of: tape.root) == nil
    {
      throw ReadError(.unknownFormat, reason: "a JSON object that is neither a STIX bundle nor a STIX object")
    }
    if let objects = tape.member("objects", of: tape.root), tape.kind(objects) != .array, tape.kind(objects) != .null,
      tape.member("type", of: tape.root).map({ tape.string($0, is: "bundle") }) ?? true
    {
      throw ReadError(.unknownFormat, reason: "a STIX bundle whose `objects` are no list")
    }
    var reader = STIXReader(tape, sink)
    return reader.read(tape)
  }
}

/// Reads the objects of one document.
///
/// The members of an object are visited once. What is listed of it waits until all objects have said whom they aim at.
struct STIXReader {
  /// What is listed of an object: ranges of the texts that were kept, or positions on the tape.
  private enum Content {
    case indicator(pattern: Range<Int>, time: Instant?, threat: Threat?)
    case observable(id: Int, value: Range<Int>, isMailbox: Bool)
    case observedData(Int)
    case vulnerability(Int)
    /// An identity or location, which counts only where something is aimed at it.
    case named(Int)
    /// What MISP's export could not say otherwise, *Targeting data* among it.
    case attribute(Int)
  }

  private var writer: ListingWriter
  private var pattern = STIXPatternListings()
  private var aims = STIXAims()
  private var found: [(number: Int, content: Content)] = []
  /// Copies of what will be listed: by then the strings of a large document have left the processor's cache.
  private var texts: [UInt8] = []
  private var prefix: StaticString = "/objects/"

  init(_ tape: borrowing JSONTape, _ sink: any ListingSink) {
    writer = ListingWriter(sink)
    if tape.kind(tape.root) == .array { prefix = "/" }
  }

  /// The objects of a bundle, of a list, or the single one.
  static func objects(of tape: borrowing JSONTape) -> JSONWalk {
    switch tape.kind(tape.root) {
    case .array: JSONWalk(tape, tape.root)
    case .object:
      if let list = tape.member("objects", of: tape.root), tape.kind(list) == .array {
        JSONWalk(tape, list)
      } else {
        JSONWalk(single: tape.root)
      }
    default: JSONWalk(tape, 0)
    }
  }

  mutating func read(_ tape: borrowing JSONTape) -> DocumentSummary {
    var objects = Self.objects(of: tape)
    while true {
      let number = objects.index
      guard let object = objects.element(tape) else { break }
      writer.summary.rows += 1
      if let content = content(tape, object) { found.append((number, content)) }
    }
    aims.settle(tape)
    let texts = texts
    for (number, content) in found { list(tape, content, number, texts.span) }
    return writer.summary
  }

  /// Looks at an object, its markings and whom it aims at.
  private mutating func content(_ tape: borrowing JSONTape, _ object: Int) -> Content? {
    // The type comes first in nearly all objects.
    guard let type = tape.member("type", of: object) else { return nil }
    switch tape.name(type) {
    case "indicator": return indicator(tape, object)
    case "domain-name", "ipv4-addr", "ipv6-addr", "url", "email-addr": return observable(tape, object)
    case "relationship":
      mark(tape, aims.relationship(tape, object))
      return nil
    case "marking-definition":
      writer.mark(STIXMarking.tlp(tape, definition: object))
      return nil
    default:
      mark(tape, tape.member("object_marking_refs", of: object) ?? 0)
      return other(tape, tape.name(type), object)
    }
  }

  /// The types of which a bundle holds few.
  private mutating func other(_ tape: borrowing JSONTape, _ type: JSONName, _ object: Int) -> Content? {
    switch type {
    case "observed-data":
      aims.observation(tape, object)
      return .observedData(object)
    case "x-misp-attribute": return .attribute(object)
    case "vulnerability": return .vulnerability(object)
    case "location": return .named(object)
    case "identity":
      aims.identity(tape, object)
      return .named(object)
    case "sighting": aims.sighting(tape, object)
    case "email-message": aims.message(tape, object)
    case "incident": aims.incident(tape, object)
    default: break
    }
    return nil
  }

  private mutating func mark(_ tape: borrowing JSONTape, _ refs: Int) {
    var walk = JSONWalk(tape, refs)
    while let ref = walk.element(tape) { writer.mark(STIXMarking.tlp(tape, reference: ref)) }
  }

  private mutating func indicator(_ tape: borrowing JSONTape, _ object: Int) -> Content? {
    var (text, modified, created) = (0, 0, 0)
    var (isSTIX, isListed, isCompromised) = (true, true, false)
    var members = JSONWalk(tape, object)
    while let (name, value) = members.member(tape) {
      switch name {
      case "pattern": text = value
      case "modified": modified = value
      case "created": created = value
      case "pattern_type": isSTIX = tape.string(value, is: "stix")
      case "object_marking_refs": mark(tape, value)
      case "revoked": if tape.bool(value) == true { isListed = false }
      case "indicator_types", "labels":
        var types = JSONWalk(tape, value)
        while let type = types.element(tape) {
          if tape.string(type, is: "benign") { isListed = false }
          if tape.string(type, is: "compromised") { isCompromised = true }
        }
      default: break
      }
    }
    guard isSTIX, isListed, text > 0 else { return nil }
    return .indicator(
      pattern: keep(tape, text), time: tape.time(modified) ?? tape.time(created),
      threat: isCompromised ? .intrusion : nil)
  }

  private mutating func observable(_ tape: borrowing JSONTape, _ object: Int) -> Content? {
    var (type, id, text) = (0, 0, 0)
    var members = JSONWalk(tape, object)
    while let (name, value) = members.member(tape) {
      switch name {
      case "type": type = value
      case "id": id = value
      case "value": text = value
      case "object_marking_refs": mark(tape, value)
      default: break
      }
    }
    guard text > 0 else { return nil }
    return .observable(id: id, value: keep(tape, text), isMailbox: tape.string(type, is: "email-addr"))
  }

  private mutating func keep(_ tape: borrowing JSONTape, _ text: Int) -> Range<Int> {
    let start = texts.count
    tape.withString(text) { append($0, to: &texts) }
    return start..<texts.count
  }

  private mutating func list(
    _ tape: borrowing JSONTape, _ content: Content, _ number: Int, _ texts: Span<UInt8>
  ) {
    switch content {
    case .indicator(let text, let time, let threat):
      let origin = STIXPatternListings.Origin(
        threat: threat, time: time, place: .pointer(prefix, number, "/pattern"))
      pattern.read(texts.extracting(text), origin, into: &writer)
    case .observable(let id, let text, let isMailbox):
      let aim = aims(tape, id)
      let row = ListingRow(
        subjectKind: .host, role: aim?.role ?? .malicious, threat: aim?.threat,
        time: aim?.time ?? aims.observed(tape, id), place: .pointer(prefix, number, "/value"))
      list(texts.extracting(text), isMailbox: isMailbox, row)
    case .observedData(let object): observedData(tape, object, number)
    case .vulnerability(let object): vulnerability(tape, object, number)
    case .named(let object): named(tape, object, number)
    case .attribute(let object): attribute(tape, object, number)
    }
  }

  private mutating func list(_ text: Span<UInt8>, isMailbox: Bool, _ row: consuming ListingRow) {
    if isMailbox {
      writer.mailbox(text, consume row, field: "value")
    } else {
      writer.network(text, consume row, field: "value")
    }
  }

  /// Observed data of STIX 2.0 hold their observables in a map.
  private mutating func observedData(_ tape: borrowing JSONTape, _ object: Int, _ number: Int) {
    guard let content = tape.member("objects", of: object), tape.kind(content) == .object else { return }
    if let revoked = tape.member("revoked", of: object), tape.bool(revoked) == true { return }
    let row = ListingRow(
      subjectKind: .host, role: .malicious, time: tape.time(tape.member("last_observed", of: object) ?? 0),
      place: .pointer(prefix, number, "/objects"))
    let recipients = Self.recipients(tape, content)
    let inside = tape.inside(content)
    var key = inside.lowerBound
    while key < inside.upperBound {
      let observable = key + 1
      if let type = tape.member("type", of: observable), let value = tape.member("value", of: observable) {
        var row = row
        if !recipients.isEmpty, let name = tape.text(key), recipients.contains(name) { row.role = .target }
        switch tape.name(type) {
        case "domain-name", "ipv4-addr", "ipv6-addr", "url", "email-addr":
          let isMailbox = tape.string(type, is: "email-addr")
          tape.withString(value) { list($0, isMailbox: isMailbox, row) }
        default: break
        }
      }
      key = tape.next(observable)
    }
  }

  /// Names in a map of observables of those to whom a message in it went.
  private static func recipients(_ tape: borrowing JSONTape, _ observables: Int) -> Set<String> {
    var recipients: Set<String> = []
    var inner = JSONWalk(tape, observables)
    while let (_, observable) = inner.member(tape) {
      guard let type = tape.member("type", of: observable), tape.string(type, is: "email-message") else { continue }
      for field in STIXAims.recipientFields {
        var refs = JSONWalk(tape, tape.member(field, of: observable) ?? 0)
        while let ref = refs.element(tape) { if let name = tape.text(ref) { recipients.insert(name) } }
      }
    }
    return recipients
  }

  private mutating func attribute(_ tape: borrowing JSONTape, _ object: Int, _ number: Int) {
    guard let type = tape.member("x_misp_type", of: object), let value = tape.member("x_misp_value", of: object) else {
      return
    }
    let attribute = MISPAttribute(
      type: tape.name(type), category: tape.name(tape.member("x_misp_category", of: object) ?? 0),
      isForDetection: false)
    let row = ListingRow(
      subjectKind: .host, role: attribute.isTarget ? .target : .malicious,
      time: tape.time(tape.member("modified", of: object) ?? 0), place: .pointer(prefix, number, "/x_misp_value"))
    tape.withString(value) { text in
      switch attribute.meaning {
      case .network: writer.network(text, row, field: "x_misp_value")
      case .mailbox: writer.mailbox(text, row, field: "x_misp_value")
      case .name: writer.name(text, row)
      case .nameAndAddress, .withPort, .networkOrName, .vulnerability, .none: break
      }
    }
  }

  private mutating func vulnerability(_ tape: borrowing JSONTape, _ object: Int, _ number: Int) {
    let row = ListingRow(
      subjectKind: .cve, role: .vulnerable, threat: .vulnerability,
      time: tape.time(tape.member("modified", of: object) ?? 0), place: .pointer(prefix, number, "/name"))
    var names = [tape.member("name", of: object) ?? 0]
    var references = JSONWalk(tape, tape.member("external_references", of: object) ?? 0)
    while let reference = references.element(tape) {
      names.append(tape.member("external_id", of: reference) ?? 0)
    }
    for name in names where tape.withString(name, { ListingWriter.isCVE($0) }) == true {
      tape.withString(name) { writer.vulnerability($0, row) }
      return
    }
  }

  private mutating func named(_ tape: borrowing JSONTape, _ object: Int, _ number: Int) {
    guard let id = tape.member("id", of: object), let aim = aims(tape, id) else { return }
    let row = ListingRow(
      subjectKind: .name, role: aim.role, threat: aim.threat, time: aim.time, place: .pointer(prefix, number, "/name"))
    guard let name = tape.member("name", of: object) else { return }
    tape.withString(name) { writer.name($0, row) }
  }
}
