/// Names of the inventory and their ancestors, found by hash of their bytes.
///
/// Each name knows three lists of identifiers: those equal to it, those for which it is the name that others lie
/// below, and those that lie beneath it down from its registrable domain. A lookup is O(1).
struct NameTable: Sendable {
  /// A name with its lists; -1 ends a list.
  struct Node: Sendable {
    var offset: UInt32
    var length: UInt32
    var hash: UInt64
    var exact: Int32 = -1
    var base: Int32 = -1
    var beneath: Int32 = -1
    /// A zone of the constituency.
    var isZone = false
    /// A public suffix: nothing of ours claims what lies below it.
    var isSuffix = false
    /// A registrable domain under which something of ours lies.
    var isRegistrable = false
    /// Distinct owners of what lies at or beneath: -1 none yet, -2 several, else the only one.
    var owner: Int32 = -1
    /// Whether something at or beneath has ended, so that `owner` must be counted anew for a time.
    var hasEnded = false

    /// Whether it is more than a name above others.
    var saysSomething: Bool { exact >= 0 || base >= 0 || beneath >= 0 || isZone || isRegistrable }
  }

  /// Which list of a node.
  enum List {
    case exact, base, beneath
  }

  private(set) var nodes: [Node] = []
  private var links: [(identifier: Int32, next: Int32)] = []
  private var bytes: [UInt8] = []
  private var slots: [Int32] = Array(repeating: -1, count: 1024)

  /// Starting value of the hash; names are hashed from their last byte, so that one pass over a host gives the
  /// hashes of all its ancestors.
  static let seed: UInt64 = 0xcbf2_9ce4_8422_2325

  /// Adds the byte before to a hash.
  static func step(_ hash: UInt64, _ byte: UInt8) -> UInt64 { (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }

  /// Spreads a hash over the table.
  private static func slot(_ hash: UInt64, _ mask: Int) -> Int {
    Int(truncatingIfNeeded: (hash ^ (hash >> 29)) &* 0x9e37_79b9_7f4a_7c15 >> 20) & mask
  }

  /// The hash of a whole name.
  static func hash(_ name: Span<UInt8>, from start: Int = 0) -> UInt64 {
    var hash = seed
    var index = name.count - 1
    while index >= start {
      hash = step(hash, name[index])
      index -= 1
    }
    return hash
  }

  /// Position of the node of the name's bytes from `start`, whose hash is known; -1 if there is none.
  func find(_ name: Span<UInt8>, from start: Int, hash: UInt64) -> Int {
    let mask = slots.count - 1
    var slot = Self.slot(hash, mask)
    while true {
      let number = Int(slots[slot])
      if number < 0 { return -1 }
      let node = nodes[number]
      if node.hash == hash, Int(node.length) == name.count - start, equals(node, name, start) {
        return number
      }
      slot = (slot + 1) & mask
    }
  }

  private func equals(_ node: Node, _ name: Span<UInt8>, _ start: Int) -> Bool {
    let offset = Int(node.offset)
    for index in 0..<Int(node.length) where bytes[offset + index] != name[start + index] { return false }
    return true
  }

  /// Position of the name's node, made if there is none.
  mutating func node(_ name: Span<UInt8>, from start: Int = 0) -> Int {
    node(name, from: start, hash: Self.hash(name, from: start))
  }

  /// Makes room for so many names.
  mutating func reserve(_ count: Int) {
    nodes.reserveCapacity(count)
    links.reserveCapacity(count * 3)
    bytes.reserveCapacity(count * 24)
    var size = slots.count
    while size < count * 2 { size *= 2 }
    if size > slots.count { resize(size) }
  }

  /// Position of the node of the name's bytes from `start`, whose hash is known, made if there is none.
  mutating func node(_ name: Span<UInt8>, from start: Int, hash: UInt64) -> Int {
    let found = find(name, from: start, hash: hash)
    if found >= 0 { return found }
    if nodes.count * 2 >= slots.count { resize(slots.count * 2) }
    nodes.append(Node(offset: UInt32(bytes.count), length: UInt32(name.count - start), hash: hash))
    unsafe name.extracting(start..<name.count).withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
    place(nodes.count - 1)
    return nodes.count - 1
  }

  /// Adds the ancestors of a name, so that whoever looks for one from the shortest on can stop at the first that is
  /// missing.
  mutating func addAncestors(of name: Span<UInt8>, _ ends: NameEnds) {
    // The longest first: where one is known, all above it are.
    for level in stride(from: ends.count - 1, through: 0, by: -1) {
      if find(name, from: ends.starts[level], hash: ends.hashes[level]) >= 0 { return }
      _ = node(name, from: ends.starts[level], hash: ends.hashes[level])
    }
  }

  private mutating func resize(_ size: Int) {
    slots = Array(repeating: -1, count: size)
    for number in nodes.indices { place(number) }
  }

  private mutating func place(_ number: Int) {
    let mask = slots.count - 1
    var slot = Self.slot(nodes[number].hash, mask)
    while slots[slot] >= 0 { slot = (slot + 1) & mask }
    slots[slot] = Int32(number)
  }

  /// Puts an identifier on a node's list.
  mutating func link(_ identifier: Int, to number: Int, _ list: List) {
    let link = Int32(links.count)
    switch list {
    case .exact:
      links.append((Int32(identifier), nodes[number].exact))
      nodes[number].exact = link
    case .base:
      links.append((Int32(identifier), nodes[number].base))
      nodes[number].base = link
    case .beneath:
      links.append((Int32(identifier), nodes[number].beneath))
      nodes[number].beneath = link
    }
  }

  /// Marks a node as a zone of the constituency.
  mutating func markZone(_ number: Int) { nodes[number].isZone = true }

  /// Marks a node as a public suffix.
  mutating func markSuffix(_ number: Int) { nodes[number].isSuffix = true }

  /// The name of a node.
  func name(_ number: Int) -> String {
    let node = nodes[number]
    return String(decoding: bytes[Int(node.offset)..<Int(node.offset) + Int(node.length)], as: UTF8.self)
  }

  /// Counts an owner under a registrable domain.
  mutating func count(owner: Int, under number: Int, ended: Bool) {
    nodes[number].isRegistrable = true
    if ended { nodes[number].hasEnded = true }
    if nodes[number].owner == -1 {
      nodes[number].owner = Int32(owner)
    } else if nodes[number].owner != Int32(owner) {
      nodes[number].owner = -2
    }
  }

  /// Walks a list; the body returns false to stop.
  func forEach(_ head: Int32, _ body: (Int) -> Bool) {
    var link = head
    while link >= 0 {
      let (identifier, next) = links[Int(link)]
      if !body(Int(identifier)) { return }
      link = next
    }
  }
}
