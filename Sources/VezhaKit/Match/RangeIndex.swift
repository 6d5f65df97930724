/// Ranges by address: all that contain a point, however they nest. O(log n + hits).
struct RangeIndex: Sendable {
  private struct Entry: Sendable {
    var range: AddressRange
    var identifier: Int32
    /// Largest upper end in the subtree of this position (implicit balanced tree over the sorted entries).
    var maxUpper: Address
  }

  private var entries: [Entry] = []

  /// An index over ranges with the identifiers they stand for.
  init(_ ranges: [(range: AddressRange, identifier: Int)]) {
    entries = ranges.sorted { ($0.range, $0.identifier) < ($1.range, $1.identifier) }.map {
      Entry(range: $0.range, identifier: Int32($0.identifier), maxUpper: $0.range.upper)
    }
    _ = settle(0, entries.count)
  }

  private mutating func settle(_ lower: Int, _ upper: Int) -> Address? {
    guard lower < upper else { return nil }
    let middle = (lower + upper) / 2
    var largest = entries[middle].range.upper
    if let left = settle(lower, middle) { largest = max(largest, left) }
    if let right = settle(middle + 1, upper) { largest = max(largest, right) }
    entries[middle].maxUpper = largest
    return largest
  }

  /// Whether there are no ranges.
  var isEmpty: Bool { entries.isEmpty }

  /// Calls the body with each range that overlaps the given one.
  func overlapping(_ range: AddressRange, _ body: (AddressRange, Int) -> Void) {
    visit(0, entries.count, range, body)
  }

  private func visit(_ lower: Int, _ upper: Int, _ range: AddressRange, _ body: (AddressRange, Int) -> Void) {
    guard lower < upper else { return }
    let middle = (lower + upper) / 2
    let entry = entries[middle]
    guard entry.maxUpper >= range.lower else { return }
    visit(lower, middle, range, body)
    guard entry.range.lower <= range.upper else { return }
    if entry.range.upper >= range.lower { body(entry.range, Int(entry.identifier)) }
    visit(middle + 1, upper, range, body)
  }
}

/// Single addresses in order: equal ones and those inside a range. O(log n + hits).
struct AddressIndex: Sendable {
  private var addresses: [Address] = []
  private var identifiers: [Int32] = []

  /// An index over addresses with the identifiers they stand for.
  init(_ given: [(address: Address, identifier: Int)]) {
    let sorted = given.sorted { ($0.address, $0.identifier) < ($1.address, $1.identifier) }
    addresses = sorted.map(\.address)
    identifiers = sorted.map { Int32($0.identifier) }
  }

  /// Calls the body with each address inside the range.
  func inside(_ range: AddressRange, _ body: (Address, Int) -> Void) {
    var low = 0
    var high = addresses.count
    while low < high {
      let middle = (low + high) / 2
      if addresses[middle] < range.lower { low = middle + 1 } else { high = middle }
    }
    while low < addresses.count, addresses[low] <= range.upper {
      body(addresses[low], Int(identifiers[low]))
      low += 1
    }
  }
}
