/// The tables of a mapping, filled before the assets are read, so that those stream.
public struct MappingTables: Sendable {
  /// Most rows of all tables together.
  static let maximumRows = 2_000_000

  private var rows: [String: [String: String]] = [:]
  private var count = 0

  /// Empty tables.
  public init() {}

  func value(of key: String, in table: String) -> String? { rows[table]?[key] }

  func isEmpty(_ table: String) -> Bool { rows[table] == nil }

  /// Adds a row; where a key stands twice the first counts.
  fileprivate mutating func add(_ table: String, key: String, value: String) -> Bool {
    guard count < Self.maximumRows else { return false }
    if rows[table, default: [:]][key] == nil {
      rows[table, default: [:]][key] = value
      count += 1
    }
    return true
  }

  /// Reads the rows of one file.
  ///
  /// A file that is refused gives none: whoever imports it refuses it too, and says why.
  /// - Throws: `ReadError` with code `.limit` if the tables would grow too large.
  public mutating func read(
    _ mapping: InventoryMapping, chunk: () throws(ReadError) -> [UInt8]?
  ) throws(ReadError) {
    let gathering = TableGathering(mapping, self)
    do throws(ReadError) {
      let stream = try XMLStream { _ in gathering }
      while let bytes = try chunk() { try stream.feed(bytes) }
      try stream.finish()
    } catch {
      if gathering.isFull { throw error }
      return
    }
    self = gathering.tables
  }
}

/// Reads the tables of one file.
private final class TableGathering: XMLHandler {
  /// Tables by the element whose records fill them.
  private let rules: [[TableRule]]
  private var collector: RecordCollector
  private var reading = ValueReading(tables: MappingTables())
  private(set) var tables: MappingTables
  private(set) var isFull = false

  init(_ mapping: InventoryMapping, _ tables: MappingTables) {
    var groups: [[TableRule]] = []
    for rule in mapping.tables {
      if let index = groups.firstIndex(where: { $0.first?.each == rule.each }) {
        groups[index].append(rule)
      } else {
        groups.append([rule])
      }
    }
    rules = groups
    self.tables = tables
    collector = RecordCollector(
      groups.compactMap { group in
        guard let each = group.first?.each else { return nil }
        var parts = KeptParts()
        for path in group.flatMap({ $0.key.paths + $0.value.paths }) { parts.insert(path) }
        return (each, parts)
      })
  }

  func start(_ element: borrowing XMLElement) throws(ReadError) -> XMLInterest { try collector.start(element) }

  func end(_ element: borrowing XMLElementEnd) throws(ReadError) {
    guard let (group, record) = collector.end(element) else { return }
    for rule in rules[group] {
      guard let key = reading.values([rule.key], of: record).first else { continue }
      let value = reading.values([rule.value], of: record).first?.text ?? ""
      guard tables.add(rule.name, key: key.text, value: value) else {
        isFull = true
        throw ReadError(
          .limit, line: record.line, column: 1, reason: "more than \(MappingTables.maximumRows) rows of tables")
      }
    }
  }
}
