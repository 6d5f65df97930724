// Most listed hosts imitate nothing of ours; their labels say so by bytes alone.

/// Labels that the sieve has let pass, so that what many hosts share is looked at once.
struct PassedLabels {
  /// Each label at the place that its bytes give it; a later one takes the place of an earlier one.
  private var labels: [UInt128] = []
  private static let size = 4096
  /// The fold in hand.
  fileprivate var fold: [UInt8] = []
  /// Two labels in hand.
  fileprivate var both: [UInt8] = []

  /// The bytes of a text as a number; nil for texts of more than sixteen bytes, which are not remembered.
  fileprivate static func number(_ text: Span<UInt8>) -> UInt128? {
    guard text.count <= 16 else { return nil }
    var low: UInt64 = 0
    var high: UInt64 = 0
    for index in 0..<min(8, text.count) { low = low << 8 | UInt64(text[index]) }
    for index in 8..<max(8, text.count) { high = high << 8 | UInt64(text[index]) }
    return UInt128(high) << 64 | UInt128(low)
  }

  private func place(_ number: UInt128) -> Int {
    let mixed = UInt64(truncatingIfNeeded: number) ^ (UInt64(truncatingIfNeeded: number >> 64) &* 0xc2b2_ae3d_27d4_eb4f)
    return Int(truncatingIfNeeded: mixed &* 0x9e37_79b9_7f4a_7c15 >> 52) & (Self.size - 1)
  }

  fileprivate func contains(_ number: UInt128) -> Bool { !labels.isEmpty && labels[place(number)] == number }

  fileprivate mutating func insert(_ number: UInt128) {
    if labels.isEmpty { labels = Array(repeating: 0, count: Self.size) }
    labels[place(number)] = number
  }
}

extension LookalikeIndex {
  /// Whether a listed host may have a likeness; where not, `likenesses` finds none whatever its registrable domain is.
  ///
  /// No label looks like one of ours, however it is cut or what is added to it, and no two neighbours do together.
  func mayImitate(_ host: Span<UInt8>, _ passed: inout PassedLabels) -> Bool {
    guard !isEmpty else { return false }
    // Where the label before and this one begin. The last label is part of no name.
    var before = -1
    var start = 0
    for index in 0..<host.count where host[index] == UInt8(ascii: ".") {
      let label = host.extracting(start..<index)
      let number = PassedLabels.number(label)
      if !(number.map(passed.contains) ?? false) {
        if mayImitate(label: label, &passed) { return true }
        if let number { passed.insert(number) }
      }
      if before >= 0 {
        let number = PassedLabels.number(host.extracting(before..<index))
        if !(number.map(passed.contains) ?? false) {
          if mayBeCut(host.extracting(before..<(start - 1)), label, &passed) { return true }
          if let number { passed.insert(number) }
        }
      }
      before = start
      start = index + 1
    }
    return false
  }

  /// Whether two neighbours may be a label of ours that was cut by a dot.
  private func mayBeCut(_ first: Span<UInt8>, _ second: Span<UInt8>, _ passed: inout PassedLabels) -> Bool {
    passed.both.removeAll(keepingCapacity: true)
    for index in 0..<first.count { passed.both.append(first[index]) }
    for index in 0..<second.count { passed.both.append(second[index]) }
    guard LookalikeFold.isPlain(passed.both.span) else { return true }
    passed.fold.removeAll(keepingCapacity: true)
    LookalikeFold.append(first, to: &passed.fold)
    LookalikeFold.append(second, to: &passed.fold)
    return isFold(&passed)
  }

  private func mayImitate(label: Span<UInt8>, _ passed: inout PassedLabels) -> Bool {
    if Self.holdsEncoded(label) || byFirstLabel.contains(NeighbourHash.of(label)) { return true }
    if isNear(label, &passed) { return true }
    for word in Self.addedBefore[Int(label.count > 0 ? label[0] : 0)] where Self.begins(label, with: word) {
      if isFold(label.extracting(word.count..<label.count), &passed) { return true }
    }
    for word in Self.addedAfter[Int(label.count > 0 ? label[label.count - 1] : 0)] where Self.ends(label, with: word) {
      if isFold(label.extracting(0..<(label.count - word.count)), &passed) { return true }
    }
    for index in 0..<label.count where label[index] == UInt8(ascii: "-") {
      return mayImitate(words: label, &passed)
    }
    return false
  }

  /// Whether a label, or one that is one edit away from it, looks like one of ours.
  private func isNear(_ label: Span<UInt8>, _ passed: inout PassedLabels) -> Bool {
    passed.fold.removeAll(keepingCapacity: true)
    LookalikeFold.append(label, to: &passed.fold)
    let isLong = label.count >= Self.shortestEdited - 1
    if isLong {
      var plain = passed.fold
      LookalikeFold.settle(&plain, foldsPairs: false)
      if NeighbourHash.contains(plain.span, where: { byNear.contains($0) }) { return true }
    }
    if isFold(&passed) { return true }
    return isLong && NeighbourHash.contains(passed.fold.span, where: { byNear.contains($0) })
  }

  /// Whether a word of ours, a run of them, or all but those that impostors add look like ours.
  private func mayImitate(words label: Span<UInt8>, _ passed: inout PassedLabels) -> Bool {
    var others: [UInt8] = []
    var start = 0
    for index in 0...label.count where index == label.count || label[index] == UInt8(ascii: "-") {
      let word = label.extracting(start..<index)
      start = index + 1
      if byFirstLabel.contains(NeighbourHash.of(word)) { return true }
      if word.count >= Self.shortestAlone, isFold(word, &passed) { return true }
      if word.count > 0,
        Self.addedBefore[Int(word[0])].contains(where: { $0.count == word.count && Self.begins(word, with: $0) })
      {
        continue
      }
      LookalikeFold.append(word, to: &others)
    }
    passed.fold = others
    return isFold(&passed)
  }

  private func isFold(_ text: Span<UInt8>, _ passed: inout PassedLabels) -> Bool {
    passed.fold.removeAll(keepingCapacity: true)
    LookalikeFold.append(text, to: &passed.fold)
    return isFold(&passed)
  }

  /// Settles the text in hand; whether it is the fold of one of ours.
  private func isFold(_ passed: inout PassedLabels) -> Bool {
    LookalikeFold.settle(&passed.fold, foldsPairs: true)
    return passed.fold.count >= Self.shortest && byFold.contains(NeighbourHash.of(passed.fold.span))
  }

  /// Whether an A-label, or a piece that would be one, is in a label: what it shows is not seen by bytes.
  private static func holdsEncoded(_ label: Span<UInt8>) -> Bool {
    for index in 0..<label.count {
      if label[index] >= 0x80 { return true }
      if label[index] == UInt8(ascii: "-"), index >= 3, label[index - 1] == UInt8(ascii: "-"),
        label[index - 2] == UInt8(ascii: "n"), label[index - 3] == UInt8(ascii: "x")
      {
        return true
      }
    }
    return false
  }

  private static func begins(_ label: Span<UInt8>, with word: [UInt8]) -> Bool {
    guard word.count <= label.count else { return false }
    for index in word.indices where word[index] != label[index] { return false }
    return true
  }

  private static func ends(_ label: Span<UInt8>, with word: [UInt8]) -> Bool {
    let offset = label.count - word.count
    guard offset >= 0 else { return false }
    for index in word.indices where word[index] != label[offset + index] { return false }
    return true
  }

  /// Words that impostors add, by their first byte and by their last.
  private static let addedBefore = byByte { $0.first }
  private static let addedAfter = byByte { $0.last }

  private static func byByte(_ byte: ([UInt8]) -> UInt8?) -> [[[UInt8]]] {
    var table = [[[UInt8]]](repeating: [], count: 256)
    for word in added.sorted().map({ Array($0.utf8) }) { if let byte = byte(word) { table[Int(byte)].append(word) } }
    return table
  }
}
