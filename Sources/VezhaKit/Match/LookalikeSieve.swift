// Most listed hosts imitate nothing of ours; their labels say so by bytes alone.

/// Labels that the sieve has let pass, so that what many hosts share is looked at once.
struct PassedLabels {
  /// Each label at the place that its bytes give it; a later one takes the place of an earlier one.
  private var labels: [UInt128] = []
  /// The lasting letters of each.
  private var lasting: [NeighbourHash.Part] = []
  private static let size = 4096
  /// The fold in hand, with pairs and without.
  fileprivate var fold: [UInt8] = []
  fileprivate var plain: [UInt8] = []

  /// The bytes of a text as a number; nil for texts of more than sixteen bytes, which are not remembered.
  fileprivate static func number(_ text: Span<UInt8>) -> UInt128? {
    guard text.count <= 16 else { return nil }
    var low: UInt64 = 0
    var high: UInt64 = 0
    for index in 0..<min(8, text.count) { low = low << 8 | UInt64(text[index]) }
    for index in 8..<max(8, text.count) { high = high << 8 | UInt64(text[index]) }
    return UInt128(high) << 64 | UInt128(low)
  }

  private static func place(_ number: UInt128) -> Int {
    let mixed = UInt64(truncatingIfNeeded: number) ^ (UInt64(truncatingIfNeeded: number >> 64) &* 0xc2b2_ae3d_27d4_eb4f)
    return Int(truncatingIfNeeded: (mixed &* 0x9e37_79b9_7f4a_7c15) >> 52) & (size - 1)
  }

  /// The lasting letters of a label that was let pass; nil where it was not, or is no longer known.
  fileprivate func find(_ number: UInt128) -> NeighbourHash.Part? {
    guard !labels.isEmpty else { return nil }
    let place = Self.place(number)
    return labels[place] == number ? lasting[place] : nil
  }

  fileprivate mutating func insert(_ number: UInt128, _ part: NeighbourHash.Part) {
    if labels.isEmpty {
      labels = Array(repeating: 0, count: Self.size)
      lasting = Array(repeating: NeighbourHash.Part(), count: Self.size)
    }
    let place = Self.place(number)
    labels[place] = number
    lasting[place] = part
  }
}

extension LookalikeIndex {
  /// Whether a listed host may have a likeness; where not, `likenesses` finds none whatever its registrable domain is.
  ///
  /// No label looks like one of ours, however it is cut or what is added to it, and no two neighbours do together.
  func mayImitate(_ host: Span<UInt8>, _ passed: inout PassedLabels) -> Bool {
    guard !isEmpty else { return false }
    // Where the label before begins, and its lasting letters. The last label is part of no name.
    var before = -1
    var lastingBefore = NeighbourHash.Part()
    var start = 0
    for index in 0..<host.count where host[index] == UInt8(ascii: ".") {
      let label = host.extracting(start..<index)
      let number = PassedLabels.number(label)
      let lasting: NeighbourHash.Part
      if let known = number.flatMap({ passed.find($0) }) {
        lasting = known
      } else {
        guard let new = lastingLetters(ofHarmless: label, &passed) else { return true }
        lasting = new
        if let number { passed.insert(number, new) }
      }
      if before >= 0, byLasting.contains(lastingBefore.followed(by: lasting)) || host[before] == UInt8(ascii: "x"),
        mayBeCut(host.extracting(before..<(start - 1)), label, &passed)
      {
        return true
      }
      before = start
      lastingBefore = lasting
      start = index + 1
    }
    return false
  }

  /// Whether two neighbours may be a label of ours that was cut by a dot.
  private func mayBeCut(_ first: Span<UInt8>, _ second: Span<UInt8>, _ passed: inout PassedLabels) -> Bool {
    var both: [UInt8] = []
    for index in 0..<first.count { both.append(first[index]) }
    for index in 0..<second.count { both.append(second[index]) }
    return !LookalikeFold.isPlain(both.span) || isFold(both.span, &passed)
  }

  /// The lasting letters of a label that imitates nothing by itself; nil where it may.
  private func lastingLetters(ofHarmless label: Span<UInt8>, _ passed: inout PassedLabels) -> NeighbourHash.Part? {
    if Self.holdsEncoded(label) || byFirstLabel.contains(NeighbourHash.of(label)) { return nil }
    passed.fold.removeAll(keepingCapacity: true)
    LookalikeFold.append(label, to: &passed.fold)
    let lasting = Self.lastingLetters(of: passed.fold)
    if isNear(label.count, lasting, &passed) || mayImitate(partsOf: label, &passed) { return nil }
    return lasting
  }

  /// Whether the label in hand, or one that is one edit away from it, looks like one of ours.
  private func isNear(_ length: Int, _ lasting: NeighbourHash.Part, _ passed: inout PassedLabels) -> Bool {
    guard length >= Self.shortestEdited - 1 else { return byLasting.contains(lasting.hash) && isFold(&passed) }
    passed.plain.removeAll(keepingCapacity: true)
    passed.plain.append(contentsOf: passed.fold)
    LookalikeFold.settle(&passed.plain, foldsPairs: false)
    if NeighbourHash.contains(passed.plain.span, where: { byNear.contains($0) }) { return true }
    let hasPairs = LookalikeFold.settle(&passed.fold, foldsPairs: true)
    if passed.fold.count >= Self.shortest, byLasting.contains(lasting.hash),
      byFold.contains(NeighbourHash.of(passed.fold.span))
    {
      return true
    }
    return hasPairs && NeighbourHash.contains(passed.fold.span, where: { byNear.contains($0) })
  }

  /// Whether a label looks like ours without a word that impostors add, or by its words.
  private func mayImitate(partsOf label: Span<UInt8>, _ passed: inout PassedLabels) -> Bool {
    guard label.count > 0 else { return false }
    for word in Self.addedBefore[Int(label[0])] where Self.begins(label, with: word) {
      if isFold(label.extracting(word.count..<label.count), &passed) { return true }
    }
    for word in Self.addedAfter[Int(label[label.count - 1])] where Self.ends(label, with: word) {
      if isFold(label.extracting(0..<(label.count - word.count)), &passed) { return true }
    }
    for index in 0..<label.count where label[index] == UInt8(ascii: "-") { return mayImitate(words: label, &passed) }
    return false
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
