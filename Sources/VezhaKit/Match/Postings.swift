/// Numbers by hashes: all that were posted under one, in ascending order of posting.
///
/// O(1 + hits). Two hashes may be the same for different things: whoever asks looks at what was found.
struct Postings: Sendable {
  private struct Entry: Sendable {
    var key: UInt64
    var number: Int32
    /// Next entry of the same slot, or -1.
    var next: Int32
  }

  private var entries: [Entry] = []
  private var slots: [Int32] = [-1]
  /// One bit for what may be there, sixteen for each posting: most of what is asked for is not, and this says so
  /// without a look at the rest.
  private var marks: [UInt64] = [0]

  init() {}

  /// A table of numbers under their hashes.
  init(_ given: [(key: UInt64, number: Int)]) {
    var size = 1
    while size < given.count * 2 { size *= 2 }
    entries.reserveCapacity(given.count)
    slots = Array(repeating: -1, count: size)
    marks = Array(repeating: 0, count: max(1, size / 8))
    // From the last on, so that a slot's list begins with the first.
    for (key, number) in given.reversed() {
      let slot = slot(of: key)
      entries.append(Entry(key: key, number: Int32(truncatingIfNeeded: number), next: slots[slot]))
      slots[slot] = Int32(truncatingIfNeeded: entries.count - 1)
      let (word, bit) = mark(of: key)
      marks[word] |= bit
    }
  }

  private static func mixed(_ key: UInt64) -> UInt64 { (key ^ (key >> 31)) &* 0x9e37_79b9_7f4a_7c15 }

  private func slot(of key: UInt64) -> Int {
    Int(truncatingIfNeeded: Self.mixed(key) >> 24) & (slots.count - 1)
  }

  private func mark(of key: UInt64) -> (word: Int, bit: UInt64) {
    let mixed = Self.mixed(key) >> 8
    return (Int(truncatingIfNeeded: mixed >> 6) & (marks.count - 1), 1 << (mixed & 63))
  }

  /// Whether something may be under a hash; where not, nothing is.
  @inline(__always)
  private func mayHold(_ key: UInt64) -> Bool {
    let (word, bit) = mark(of: key)
    return marks[word] & bit != 0
  }

  /// Calls the body with each number under a hash.
  func forEach(_ key: UInt64, _ body: (Int) -> Void) {
    guard mayHold(key) else { return }
    var position = slots[slot(of: key)]
    while position >= 0 {
      let entry = entries[Int(position)]
      if entry.key == key { body(Int(entry.number)) }
      position = entry.next
    }
  }

  /// Whether anything is under a hash.
  @inline(__always)
  func contains(_ key: UInt64) -> Bool { mayHold(key) && holds(key) }

  private func holds(_ key: UInt64) -> Bool {
    var position = slots[slot(of: key)]
    while position >= 0 {
      let entry = entries[Int(position)]
      if entry.key == key { return true }
      position = entry.next
    }
    return false
  }
}
