/// MISP events and feeds, in all their wrappers: `{"Event":...}`, `{"response":...}`, `{"events":[...]}`, single attributes
/// and objects, bare, and lists of these.
///
/// | in the event | role |
/// |---|---|
/// | category *Targeting data*, `target-...` types; the recipient of a mail (`email-dst`) that is no network activity | target |
/// | attributes of some objects | as `MISPObjectMeaning` says: victims, targets, claims |
/// | `vulnerability` | vulnerable |
/// | other hosts, addresses, URLs and mailboxes | malicious |
///
/// What is deleted, proposed (`ShadowAttribute`) or a mere reference (`link`, or *External analysis* not meant for
/// detection) is not listed. Tags give the TLP mark; those that name countries or sectors aimed at become a note.
public enum MISPEvent: DocumentFormat {
  /// `misp`.
  public static let id = "misp"
  /// What it is called.
  public static let title = "MISP event or feed"
  /// What is taken from it.
  public static let takes = "targeting data, attributes and objects in the role of their category; tags for TLP"
  /// Raised when the same bytes give other rows.
  public static let version = 2
  /// Each event adds to the last.
  public static let seriesKind = SeriesKind.stream
  /// Every row says its own role.
  public static let role: Role? = .malicious

  /// Whether the text holds an event, or attributes with MISP's fields.
  public static func recognises(head: Span<UInt8>) -> Bool {
    let shape = JSONHead(head)
    if shape.has("Event.info") || shape.has("Event.Attribute") || shape.has("Event.Object") { return true }
    if shape.has("response.Event") || shape.has("response.Attribute.category") { return true }
    if shape.has("events.Event") || shape.has("response.Object.Attribute")
      || shape.has("Object.Attribute", "Object.name")
    {
      return true
    }
    if shape.has("Attribute.category") || shape.has("Attribute.type") { return true }
    if shape.has("info") && (shape.has("Orgc") || shape.has("orgc_id") || shape.has("Attribute")) { return true }
    return shape.has("category", "type", "value")
      && (shape.has("to_ids") || shape.has("event_id") || shape.has("uuid", "timestamp"))
  }

  /// When the newest event was published, else changed.
  public static func published(_ bytes: Span<UInt8>) -> Instant? {
    guard let tape = try? JSONTape(bytes) else { return nil }
    var newest: Instant?
    MISPReader.forEachEvent(tape) { event, _ in
      var (published, changed, day) = (0, 0, 0)
      var members = JSONWalk(tape, event)
      while let (name, value) = members.member(tape) {
        switch name {
        case "publish_timestamp": published = value
        case "timestamp": changed = value
        case "date": day = value
        default: break
        }
      }
      guard let time = tape.epochSeconds(published) ?? tape.epochSeconds(changed) ?? tape.time(day) else { return }
      newest = max(newest ?? time, time)
    }
    return newest
  }

  /// Reads events.
  /// - Throws: what JSON that is none throws; `.unknownFormat` if there is neither event nor attribute.
  public static func read(
    _ bytes: Span<UInt8>, of series: Series, into sink: any ListingSink
  ) throws(ReadError) -> DocumentSummary {
    let tape = try JSONTape(bytes)
    var reader = MISPReader(sink)
    var count = 0
    MISPReader.forEachEvent(tape) { event, wrapper in
      count += 1
      reader.read(tape, event, wrapper)
    }
    guard count > 0 || MISPReader.isEmptyList(tape) else {
      throw ReadError(.unknownFormat, reason: "a JSON object that is no MISP event")
    }
    return reader.finish()
  }
}

/// Reads the events of one document.
struct MISPReader {
  /// Where an event stands in the document.
  struct Wrapper {
    /// Before the number of the event, or before the members of what has none.
    var prefix: StaticString
    var number: Int?
    var attributes: StaticString
    var objects: StaticString
    /// Behind the number, where there is one attribute and no event around it.
    var oneAttribute: StaticString = "/value"

    /// The place of an attribute's value.
    func place(attribute: Int, object: Int?) -> Place {
      switch (number, object) {
      case (let number?, let object?):
        .deep(prefix, number, objects, object, "/Attribute/", attribute, "/value")
      case (let number?, nil): .nested(prefix, number, attributes, attribute, "/value")
      case (nil, let object?): .nested(objects, object, "/Attribute/", attribute, "/value")
      case (nil, nil): .pointer(attributes, attribute, "/value")
      }
    }

    /// The place of the one attribute's value.
    var place: Place { number.map { .pointer(prefix, $0, oneAttribute) } ?? .path("\(prefix)\(oneAttribute)") }
  }

  private var writer: ListingWriter
  /// Countries and sectors that tags name, in their order.
  private var aimedAt: [String] = []

  init(_ sink: any ListingSink) { writer = ListingWriter(sink) }

  /// Visits every event; a bare attribute or object counts as one.
  static func forEachEvent(_ tape: borrowing JSONTape, _ body: (_ event: Int, _ wrapper: Wrapper) -> Void) {
    let root = tape.root
    if tape.kind(root) == .array {
      list(tape, root, "/", body)
    } else if let response = tape.member("response", of: root) {
      if tape.kind(response) == .array {
        list(tape, response, "/response/", body)
      } else if let event = tape.member("Event", of: response), holdsEvent(tape, event) {
        let wrapper = Wrapper(
          prefix: "", attributes: "/response/Event/Attribute/", objects: "/response/Event/Object/")
        body(event, wrapper)
      } else {
        let wrapper = Wrapper(
          prefix: "/response", attributes: "/response/Attribute/", objects: "/response/Object/")
        single(tape, response, wrapper, body)
      }
    } else if let events = tape.member("events", of: root), tape.kind(events) == .array {
      list(tape, events, "/events/", body)
    } else if let event = tape.member("Event", of: root), tape.kind(event) == .object {
      body(event, Wrapper(prefix: "", attributes: "/Event/Attribute/", objects: "/Event/Object/"))
    } else {
      single(tape, root, Wrapper(prefix: "", attributes: "/Attribute/", objects: "/Object/"), body)
    }
  }

  private static func list(
    _ tape: borrowing JSONTape, _ array: Int, _ prefix: StaticString,
    _ body: (_ event: Int, _ wrapper: Wrapper) -> Void
  ) {
    var walk = JSONWalk(tape, array)
    while true {
      let number = walk.index
      guard let element = walk.element(tape) else { return }
      if let event = tape.member("Event", of: element), tape.kind(event) == .object {
        body(
          event,
          Wrapper(prefix: prefix, number: number, attributes: "/Event/Attribute/", objects: "/Event/Object/"))
      } else {
        single(
          tape, element, Wrapper(prefix: prefix, number: number, attributes: "/Attribute/", objects: "/Object/"), body)
      }
    }
  }

  /// Visits what may be a bare event, attribute or object, the last two perhaps under their names.
  private static func single(
    _ tape: borrowing JSONTape, _ element: Int, _ wrapper: Wrapper, _ body: (_ event: Int, _ wrapper: Wrapper) -> Void
  ) {
    if let attribute = tape.member("Attribute", of: element), isAttribute(tape, attribute) {
      var wrapper = wrapper
      wrapper.oneAttribute = "/Attribute/value"
      body(attribute, wrapper)
    } else if holdsEvent(tape, element) {
      body(element, wrapper)
    }
  }

  /// Whether an object is an event, an attribute, or holds attributes or objects.
  private static func holdsEvent(_ tape: borrowing JSONTape, _ object: Int) -> Bool {
    tape.member("Attribute", of: object) != nil || tape.member("Object", of: object) != nil
      || tape.member("info", of: object) != nil || isAttribute(tape, object)
  }

  /// Whether the document is a list, perhaps as a response, that has nothing in it.
  static func isEmptyList(_ tape: borrowing JSONTape) -> Bool {
    let list = tape.member("response", of: tape.root) ?? tape.member("events", of: tape.root) ?? tape.root
    return tape.kind(list) == .array && tape.inside(list).isEmpty
  }

  private static func isAttribute(_ tape: borrowing JSONTape, _ object: Int) -> Bool {
    tape.member("category", of: object) != nil && tape.member("type", of: object) != nil
      && tape.member("value", of: object) != nil
  }

  /// What was read.
  consuming func finish() -> DocumentSummary {
    if !aimedAt.isEmpty { writer.summary.note = "tagged as aimed at " + aimedAt.joined(separator: ", ") }
    return writer.summary
  }

  /// Reads one event.
  mutating func read(_ tape: borrowing JSONTape, _ event: Int, _ wrapper: Wrapper) {
    if Self.isAttribute(tape, event) {
      writer.summary.rows += 1
      list(tape, MISPAttribute(tape, event), of: nil, wrapper.place)
      tags(tape, tape.member("Tag", of: event) ?? 0)
      return
    }
    var members = JSONWalk(tape, event)
    while let (name, value) = members.member(tape) {
      switch name {
      case "Attribute": attributes(tape, value, wrapper, of: nil, number: nil)
      case "Object": objects(tape, value, wrapper)
      case "Tag", "EventTag": tags(tape, value)
      default: break
      }
    }
  }

  private mutating func objects(_ tape: borrowing JSONTape, _ list: Int, _ wrapper: Wrapper) {
    if tape.kind(list) == .object {
      var wrapper = wrapper
      wrapper.attributes = "/Object/Attribute/"
      return object(tape, MISPObject(tape, list), wrapper, number: nil)
    }
    var walk = JSONWalk(tape, list)
    while true {
      let number = walk.index
      guard let object = walk.element(tape) else { return }
      self.object(tape, MISPObject(tape, object), wrapper, number: number)
    }
  }

  private mutating func object(
    _ tape: borrowing JSONTape, _ object: MISPObject, _ wrapper: Wrapper, number: Int?
  ) {
    if object.isDeleted || object.isCoupled && coupled(tape, object, wrapper, number: number) { return }
    attributes(tape, object.attributes, wrapper, of: object, number: number)
  }

  private mutating func attributes(
    _ tape: borrowing JSONTape, _ list: Int, _ wrapper: Wrapper, of object: MISPObject?, number objectNumber: Int?
  ) {
    var walk = JSONWalk(tape, list)
    while true {
      let number = walk.index
      guard let element = walk.element(tape) else { return }
      writer.summary.rows += 1
      let attribute = MISPAttribute(tape, element)
      if attribute.tags > 0 { tags(tape, attribute.tags) }
      guard attribute.meaning != .none || object?.isTelling == true else { continue }
      self.list(tape, attribute, of: object, wrapper.place(attribute: number, object: objectNumber))
    }
  }

  private mutating func list(
    _ tape: borrowing JSONTape, _ attribute: MISPAttribute, of object: MISPObject?, _ place: Place
  ) {
    var attribute = attribute
    var row = ListingRow(subjectKind: .host, role: .malicious, time: attribute.time(tape), place: place)
    if attribute.isTarget { row.role = .target }
    object?.apply(tape.name(attribute.relation), to: &attribute, &row)
    list(tape, attribute, row)
  }

  private mutating func list(_ tape: borrowing JSONTape, _ attribute: MISPAttribute, _ row: ListingRow) {
    var row = row
    tape.withString(attribute.value) { text in
      switch attribute.meaning {
      case .network:
        row.port = row.port ?? tape.withString(attribute.comment) { Self.port(inComment: $0) } ?? nil
        writer.network(text, row, field: "value")
      case .nameAndAddress, .withPort:
        var bar = 0
        while bar < text.count, text[bar] != UInt8(ascii: "|") { bar += 1 }
        let rest = bar < text.count ? text.extracting((bar + 1)..<text.count) : Span()
        let second = rest.extracting(trimmed(rest, 0..<rest.count))
        if attribute.meaning == .nameAndAddress {
          row.address = Address(second).flatMap { $0.unmatchableReason(documentationSpace: true) == nil ? $0 : nil }
        } else {
          row.port = readPort(second)
        }
        writer.network(text.extracting(0..<bar), row, field: "value")
      case .mailbox: writer.mailbox(text, row, field: "value")
      case .name: writer.name(text, row)
      case .networkOrName:
        if isNetwork(text) { writer.network(text, row, field: "value") } else { writer.name(text, row) }
      case .vulnerability:
        row.role = .vulnerable
        row.threat = .vulnerability
        writer.vulnerability(text, row)
      case .none: break
      }
    }
  }

  /// Whether a text reads as a host, address or URL.
  private func isNetwork(_ text: Span<UInt8>) -> Bool {
    var host: [UInt8] = []
    let text = text.extracting(trimmed(text, 0..<text.count))
    for index in 0..<text.count where isSpace(text[index]) { return false }
    return (try? ListedValue(text, host: &host)) != nil
  }

  /// An object with one name couples it with its addresses.
  /// - Returns: whether it was such an object.
  private mutating func coupled(
    _ tape: borrowing JSONTape, _ object: MISPObject, _ wrapper: Wrapper, number objectNumber: Int?
  ) -> Bool {
    var name: (attribute: MISPAttribute, number: Int)?
    var addresses: [Address] = []
    var walk = JSONWalk(tape, object.attributes)
    while true {
      let number = walk.index
      guard let element = walk.element(tape) else { break }
      let attribute = MISPAttribute(tape, element)
      guard attribute.meaning == .network else { continue }
      if let address = tape.withString(attribute.value, { Address($0) }) ?? nil {
        addresses.append(address)
      } else if name == nil {
        name = (attribute, number)
      } else {
        return false
      }
    }
    guard let (found, number) = name, !addresses.isEmpty else { return false }
    var attribute = found
    writer.summary.rows += walk.index
    var row = ListingRow(
      subjectKind: .host, role: .malicious, time: attribute.time(tape),
      place: wrapper.place(attribute: number, object: objectNumber))
    object.apply(tape.name(attribute.relation), to: &attribute, &row)
    tape.withString(attribute.value) { text in
      for address in addresses {
        row.address = address
        writer.network(text, row, field: "value")
      }
    }
    return true
  }

  private mutating func tags(_ tape: borrowing JSONTape, _ list: Int) {
    var walk = JSONWalk(tape, list)
    while let element = walk.element(tape) {
      // `EventTag` wraps the tag once more.
      let tag = tape.member("Tag", of: element) ?? element
      guard let name = tape.member("name", of: tag) else { continue }
      guard let text = tape.withString(name, { Self.isTelling($0) ? string($0) : nil }) ?? nil else { continue }
      if text.lowercased().hasPrefix("tlp:") {
        writer.mark(TLP(reading: text))
      } else if let value = Self.quoted(text), !aimedAt.contains(value) {
        aimedAt.append(value)
      }
    }
  }

  private static func isTelling(_ tag: Span<UInt8>) -> Bool {
    starts(tag, at: 0, "tlp:") || starts(tag, at: 0, "misp-galaxy:target-information=")
      || starts(tag, at: 0, "misp-galaxy:sector=")
  }

  /// What stands between the first and the last quotation mark.
  private static func quoted(_ tag: String) -> String? {
    guard let first = tag.firstIndex(of: "\""), let last = tag.lastIndex(of: "\""), first < last else { return nil }
    return String(tag[tag.index(after: first)..<last])
  }

  /// The number after the word `port`, as in `On port 612`.
  private static func port(inComment text: Span<UInt8>) -> UInt16? {
    var index = 0
    while index + 5 < text.count, index < 512 {
      if text[index] | 0x20 == UInt8(ascii: "p"), starts(text, at: index, "port"),
        text[index + 4] == 0x20 || text[index + 4] == UInt8(ascii: ":")
      {
        var start = index + 5
        while start < text.count, isSpace(text[start]) { start += 1 }
        var end = start
        while end < text.count, text[end] >= UInt8(ascii: "0"), text[end] <= UInt8(ascii: "9") { end += 1 }
        return readPort(text.extracting(start..<end))
      }
      index += 1
    }
    return nil
  }
}
