/// Ranges by address: all that contain a point, however they nest.
///
/// O(log n + hits).
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

/// Single addresses in order: equal ones and those inside a range.
///
/// O(log n + hits).
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

/// Single addresses by hash: the identifiers equal to one, in ascending order.
///
/// O(1 + hits).
struct AddressTable: Sendable {
  private struct Entry: Sendable {
    var address: Address
    var identifier: Int32
    /// Next entry of the same slot, or -1.
    var next: Int32
  }

  private var entries: [Entry] = []
  private var slots: [Int32] = [-1]

  /// A table of addresses with the identifiers they stand for.
  init(_ given: [(address: Address, identifier: Int)]) {
    entries.reserveCapacity(given.count)
    var size = 1
    while size < given.count * 2 { size *= 2 }
    slots = Array(repeating: -1, count: size)
    // From the last on, so that a slot's list begins with the first.
    for (address, identifier) in given.reversed() {
      let slot = slot(of: address)
      entries.append(Entry(address: address, identifier: Int32(identifier), next: slots[slot]))
      slots[slot] = Int32(entries.count - 1)
    }
  }

  private func slot(of address: Address) -> Int {
    let low = UInt64(truncatingIfNeeded: address.bits)
    let high = UInt64(truncatingIfNeeded: address.bits >> 64)
    let mixed = (low ^ (high &* 0xc2b2_ae3d_27d4_eb4f)) &* 0x9e37_79b9_7f4a_7c15
    return Int(truncatingIfNeeded: mixed >> 32) & (slots.count - 1)
  }

  /// Calls the body with each identifier of an address.
  func forEach(_ address: Address, _ body: (Int) -> Void) {
    var position = slots[slot(of: address)]
    while position >= 0 {
      let entry = entries[Int(position)]
      if entry.address == address { body(Int(entry.identifier)) }
      position = entry.next
    }
  }
}
