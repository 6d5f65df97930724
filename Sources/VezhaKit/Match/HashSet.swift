/// Hashes of 64 bits, to be counted or found again where a collision does no harm.
struct HashSet: Sendable {
  private var slots: [UInt64]
  /// How many distinct hashes there are.
  private(set) var count = 0

  /// An empty set.
  ///
  /// - Parameter capacity: how many hashes are expected.
  init(capacity: Int = 0) {
    var size = 256
    while size < capacity * 2 { size *= 2 }
    slots = Array(repeating: 0, count: size)
  }

  /// A hash of a number within a family of numbers.
  static func hash(_ bits: UInt128, _ family: UInt64) -> UInt64 {
    let low = UInt64(truncatingIfNeeded: bits)
    let high = UInt64(truncatingIfNeeded: bits >> 64)
    return (low &* 0x9e37_79b9_7f4a_7c15) ^ (high &* 0xc2b2_ae3d_27d4_eb4f)
      ^ (family &* 0x1656_67b1_9e37_79f9)
  }

  private static func slot(_ value: UInt64, _ mask: Int) -> Int {
    Int(truncatingIfNeeded: (value ^ (value >> 31)) &* 0x9e37_79b9_7f4a_7c15 >> 24) & mask
  }

  /// Whether a hash is among them.
  func contains(_ hash: UInt64) -> Bool {
    let value = hash == 0 ? 1 : hash
    let mask = slots.count - 1
    var slot = Self.slot(value, mask)
    while slots[slot] != 0 {
      if slots[slot] == value { return true }
      slot = (slot + 1) & mask
    }
    return false
  }

  /// Adds the hashes of another.
  mutating func formUnion(_ other: Self) {
    for value in other.slots where value != 0 { insert(value) }
  }

  /// Adds a hash.
  ///
  /// - Returns: whether it was new.
  @discardableResult
  mutating func insert(_ hash: UInt64) -> Bool {
    if count * 2 >= slots.count {
      let old = slots
      slots = Array(repeating: 0, count: old.count * 2)
      count = 0
      for value in old where value != 0 { insert(value) }
    }
    let value = hash == 0 ? 1 : hash
    let mask = slots.count - 1
    var slot = Self.slot(value, mask)
    while slots[slot] != 0 {
      if slots[slot] == value { return false }
      slot = (slot + 1) & mask
    }
    slots[slot] = value
    count += 1
    return true
  }
}
