/// The ancestors of a name with their hashes, from the shortest on: one pass from the last byte.
struct NameEnds {
  /// Most ancestors that are held; real names have far fewer.
  private static let limit = 16

  /// Where the ancestors begin.
  private(set) var starts = InlineArray<16, Int>(repeating: 0)
  /// Their hashes.
  private(set) var hashes = InlineArray<16, UInt64>(repeating: 0)
  /// How many are held.
  private(set) var count = 0
  /// Where the longest one held begins if there are more, else 0.
  private(set) var rest = 0
  /// Hash of the whole name.
  private(set) var hash = NameTable.seed

  init(_ name: Span<UInt8>) {
    var index = name.count - 1
    while index >= 0 {
      if index > 0, name[index] == UInt8(ascii: ".") {
        if count < Self.limit {
          starts[count] = index + 1
          hashes[count] = hash
          count += 1
        } else {
          rest = starts[count - 1]
        }
      }
      hash = NameTable.step(hash, name[index])
      index -= 1
    }
  }
}

/// Registrable domains of the names seen so far while an index is built: what lies in one zone has the same, so that
/// the public suffix list is asked one thing of each name instead of one thing of each label.
struct RegistrableZones {
  /// By node: length of the registrable domain at or above it; 0 where it is not known.
  private var lengths: [UInt8] = []

  /// Notes that a node's name has a registrable domain of so many bytes.
  mutating func note(_ node: Int, length: Int) {
    while lengths.count <= node { lengths.append(0) }
    lengths[node] = UInt8(clamping: length)
  }

  /// Bytes at the end of the name that make its registrable domain; nil if it is a public suffix.
  func registrableLength(
    of name: Span<UInt8>, _ ends: NameEnds, _ own: Int, _ names: borrowing NameTable,
    _ suffixes: PublicSuffixes
  ) -> Int? {
    if let known = length(own) { return known }
    if ends.count > 0, ends.rest == 0 {
      let last = ends.count - 1
      let parent = names.find(name, from: ends.starts[last], hash: ends.hashes[last])
      // A rule of the list may still name this very name (`s3.amazonaws.com`).
      if let known = length(parent), !suffixes.isPublicSuffix(name) { return known }
    }
    return suffixes.registrableLength(name)
  }

  private func length(_ node: Int) -> Int? {
    guard node >= 0, node < lengths.count, lengths[node] > 0 else { return nil }
    return Int(lengths[node])
  }
}
