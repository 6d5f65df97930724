/// How many distinct hashes were added.
///
/// Hashes are put aside by their first bits and looked at part by part, each in a table that lies in the processor's
/// cache; one table of all of them would cost a miss for each.
struct DistinctCount: Sendable {
  private static let parts = 256
  /// Above so many hashes put aside what is there twice is dropped.
  private static let smallest = 1 << 16

  private var waiting: [UInt64] = []
  private var settled: [[UInt64]] = []
  private var settledCount = 0
  private var last: UInt64?

  /// Adds a hash.
  mutating func add(_ hash: UInt64) {
    // Lists name a subject in many rows one after the other.
    if hash == last { return }
    last = hash
    waiting.append(hash)
    if waiting.count >= max(Self.smallest, settledCount) { settle() }
  }

  /// How many there are.
  var count: Int {
    guard !waiting.isEmpty else { return settledCount }
    // Most documents are small.
    if settled.isEmpty { return Self.distinct(waiting).count }
    var copy = self
    copy.settle()
    return copy.settledCount
  }

  private mutating func settle() {
    if settled.isEmpty { settled = Array(repeating: [], count: Self.parts) }
    for hash in waiting { settled[Self.part(hash)].append(hash) }
    waiting.removeAll(keepingCapacity: true)
    settledCount = 0
    for part in settled.indices {
      settled[part] = Self.distinct(settled[part])
      settledCount += settled[part].count
    }
  }

  private static func part(_ hash: UInt64) -> Int {
    Int(truncatingIfNeeded: ((hash ^ (hash >> 29)) &* 0x9e37_79b9_7f4a_7c15) >> 56)
  }

  private static func distinct(_ hashes: [UInt64]) -> [UInt64] {
    var set = HashSet(capacity: hashes.count)
    return hashes.filter { set.insert($0) }
  }
}
