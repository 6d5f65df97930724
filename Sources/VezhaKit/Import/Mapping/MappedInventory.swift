/// Reads an XML file by a mapping: one asset for each record, streaming.
final class MappedInventory: InventoryHandler {
  var output = InventoryOutput()
  private let mapping: InventoryMapping
  private var collector: RecordCollector
  private var reading: ValueReading
  /// How many elements of the path to the file's own time are open.
  private var observedDepth = 0
  private var records = 0
  /// How many of them were meant as assets, and how many became one.
  private var wanted = (records: 0, assets: 0)
  /// Empty tables that were asked, each told once.
  private var emptyTables: Set<String> = []

  init(_ mapping: InventoryMapping, tables: MappingTables) {
    self.mapping = mapping
    reading = ValueReading(tables: tables)
    collector = RecordCollector(mapping.assets.map { ($0.each, $0.parts) })
  }

  /// Whether the mapping is for files with this root element.
  static func fits(_ mapping: InventoryMapping, root: String) -> Bool {
    (mapping.assets.map(\.each) + mapping.tables.map(\.each)).contains {
      $0.steps.first?.name.matches(root) ?? false
    }
  }

  func start(_ element: borrowing XMLElement) throws(ReadError) -> XMLInterest {
    let isInRecord = collector.isInRecord
    let interest = try collector.start(element)
    guard !isInRecord, let path = mapping.observed, observedDepth == element.depth - 1,
      element.depth <= path.steps.count, path.steps[element.depth - 1].name.matches(element.nameText)
    else { return interest }
    observedDepth = element.depth
    if element.depth < path.steps.count { return interest == .skip ? .children : interest }
    switch path.end {
    case .text: return .text
    case .attribute(let name):
      var text = ""
      element.forEachAttribute { if $0 == name { text = $2 } }
      observe(text, line: element.line)
      return interest
    case .elementName: return interest
    }
  }

  func end(_ element: borrowing XMLElementEnd) throws(ReadError) {
    if !collector.isInRecord, observedDepth == element.depth, let path = mapping.observed {
      if observedDepth == path.steps.count, path.end == .text { observe(element.text, line: element.line) }
      observedDepth -= 1
    }
    guard let (rule, record) = collector.end(element) else { return }
    records += 1
    guard mapping.assets[rule].conditions.allSatisfy({ $0.holds(record) }) else { return }
    wanted.records += 1
    add(record, mapping.assets[rule])
  }

  func finish() {
    if wanted.records > 0, wanted.assets == 0 {
      output.incomplete = "the mapping finds nothing that identifies a record"
    }
    guard records == 0, mapping.tables.isEmpty else { return }
    output.incomplete = "the mapping fits no element"
    let paths = mapping.assets.map { $0.each.steps.map(\.name.description).joined(separator: "/") }
    output.skip(
      line: 1, "mapping", value: mapping.name, reason: "no element stands at \(paths.joined(separator: " or "))")
  }

  private func observe(_ text: String, line: Int) {
    let text = trimmedXML(text)
    guard !text.isEmpty else { return }
    output.observed = ScannerTime.parse(text)
    if output.observed == nil { output.skip(line: line, "observed", value: text, reason: "no time") }
  }

  private func add(_ record: RecordNode, _ rule: AssetRule) {
    var builder = AssetBuilder(line: record.line)
    builder.observed = output.observed
    if let key = first(.key, rule, record) { builder.add(.nativeID, given: key.text, line: key.line, to: &output) }
    if let name = first(.name, rule, record) { builder.name = name.text }
    if let owner = first(.organization, rule, record) { builder.organization = owner.text }
    if let value = first(.criticality, rule, record) {
      builder.criticality = Criticality(words: value.text)
      if builder.criticality == nil {
        output.skip(line: value.line, "criticality", value: value.text, reason: "not on the scale of criticality")
      }
    }
    if let value = first(.kind, rule, record) { builder.kind = kind(value) }
    if let value = first(.observed, rule, record) {
      if let time = ScannerTime.parse(value.text) {
        builder.observed = time
      } else {
        output.skip(line: value.line, "observed", value: value.text, reason: "no time")
      }
    }
    for (kind, rules) in rule.identifiers {
      for value in reading.values(rules, of: record) { add(value, kind, to: &builder) }
    }
    for part in rule.services { forEach(part, of: record) { addService(part, $0, to: &builder) } }
    for part in rule.products { forEach(part, of: record) { addProduct(part, $0, to: &builder) } }
    for (table, value) in reading.takeUnresolved() { tell(unresolved: value, in: table) }
    if let record = builder.finished() {
      wanted.assets += 1
      output.records.append(.asset(record))
    } else {
      output.skip(line: record.line, record.name, value: "", reason: "nothing identifies it")
    }
  }

  private func tell(unresolved value: MappedValue, in table: String) {
    guard reading.tables.isEmpty(table) else {
      return output.skip(line: value.line, table, value: value.text, reason: "no row of the table has this key")
    }
    guard emptyTables.insert(table).inserted else { return }
    output.skip(
      line: value.line, table, value: value.text,
      reason: "the table is empty: no file read fills it, and no reference into it can be resolved")
  }

  private func first(_ field: SingleField, _ rule: AssetRule, _ record: RecordNode) -> MappedValue? {
    rule.single[field].flatMap { reading.values($0, of: record).first }
  }

  private func kind(_ value: MappedValue) -> AssetKind? {
    if let kind = AssetKind(rawValue: value.text.lowercased()) { return kind }
    let known = AssetKind.allCases.map(\.rawValue).joined(separator: ", ")
    output.skip(line: value.line, "kind", value: value.text, reason: "none of \(known)")
    return nil
  }

  private func add(_ value: MappedValue, _ kind: MappedIdentifier, to builder: inout AssetBuilder) {
    switch kind {
    case .hostsOrAddresses: builder.add(nameOrAddress: value.text, line: value.line, to: &output)
    case .urls:
      // What may be private in an address (user, query, session) is left behind.
      guard let site = WebSite(value.text) else {
        return output.skip(line: value.line, "url", value: "", reason: "no URL with a host")
      }
      if site.scheme.isEmpty {
        builder.add(nameOrAddress: site.host, line: value.line, to: &output)
      } else {
        builder.add(.url, given: site.url, line: value.line, to: &output)
      }
    case .nativeIDs: builder.add(.nativeID, given: value.text, line: value.line, to: &output)
    case .hosts: builder.add(.host, given: value.text, line: value.line, to: &output)
    case .addresses: builder.add(.address, given: value.text, line: value.line, to: &output)
    case .domains: builder.add(.domain, given: value.text, line: value.line, to: &output)
    case .ranges: builder.add(.range, given: value.text, line: value.line, to: &output)
    case .macs: builder.add(.mac, given: value.text, line: value.line, to: &output)
    case .emailDomains: builder.add(.emailDomain, given: value.text, line: value.line, to: &output)
    }
  }

  private func forEach<Field>(_ part: PartRule<Field>, of record: RecordNode, _ body: (RecordNode) -> Void) {
    guard let each = part.each else { return body(record) }
    for element in record.elements(each.steps[...]) { body(element) }
  }

  private func text<Field>(_ field: Field, _ part: PartRule<Field>, _ node: RecordNode) -> String {
    part.fields[field].flatMap { reading.values($0, of: node).first?.text } ?? ""
  }

  private func addService(_ part: PartRule<ServiceField>, _ node: RecordNode, to builder: inout AssetBuilder) {
    let given = text(.port, part, node)
    // A record without a port has no service; one with a bad port is counted.
    if given.isEmpty { return }
    guard let port = Int(given), (1...65_535).contains(port) else {
      return output.skip(line: node.line, "port", value: given, reason: "no port number from 1 to 65535")
    }
    let transport = text(.transport, part, node).lowercased()
    let state = text(.state, part, node).lowercased()
    let cpe = part.fields[.cpe].map { reading.values($0, of: node).map(\.text) } ?? []
    builder.add(
      Service(
        transport: transport.isEmpty ? "tcp" : transport, port: port, state: state.isEmpty ? "open" : state,
        name: text(.name, part, node), product: text(.product, part, node), version: text(.version, part, node),
        cpe: cpe), line: node.line, to: &output)
  }

  private func addProduct(_ part: PartRule<ProductField>, _ node: RecordNode, to builder: inout AssetBuilder) {
    let product = Product(
      name: text(.name, part, node), version: text(.version, part, node), cpe: text(.cpe, part, node),
      purl: text(.purl, part, node))
    // A version of nothing is no product.
    if product.name.isEmpty && product.cpe.isEmpty && product.purl.isEmpty { return }
    builder.add(product, line: node.line, to: &output)
  }
}

extension RecordCondition {
  /// Whether a record is what it must be.
  func holds(_ record: RecordNode) -> Bool {
    record.values(path).contains { values.contains($0.text.lowercased()) } != isNegated
  }
}

extension AssetRule {
  /// What is kept of a record: every path the rule names.
  var parts: KeptParts {
    var parts = KeptParts()
    for condition in conditions { parts.insert(condition.path) }
    for rules in single.values { rules.flatMap(\.paths).forEach { parts.insert($0) } }
    for (_, rules) in identifiers { rules.flatMap(\.paths).forEach { parts.insert($0) } }
    for part in services { part.paths.forEach { parts.insert($0) } }
    for part in products { part.paths.forEach { parts.insert($0) } }
    return parts
  }
}

extension PartRule {
  /// Every path at which a value is taken, from the record on.
  fileprivate var paths: [ElementPath] {
    let own = fields.values.flatMap { $0 }.flatMap(\.paths)
    guard let each else { return own }
    return own.map { each.appending($0) } + [each.appending(nil)]
  }
}
