/// Hashes of a text and of all texts with one letter less, each in a constant number of steps.
///
/// A polynomial of the letters modulo 2^64: without a letter the lower powers stay, the higher ones go down by one.
enum NeighbourHash {
  private static let base: UInt64 = 0x9e37_79b9_7f4a_7c15
  /// What undoes a multiplication by the base.
  private static let inverse: UInt64 = {
    var inverse = base
    // Newton's iteration doubles the bits that are right; an odd number is its own inverse in three.
    for _ in 0..<5 { inverse = inverse &* (2 &- base &* inverse) }
    return inverse
  }()

  /// The hash of a text.
  static func of(_ text: Span<UInt8>) -> UInt64 {
    var hash: UInt64 = 0
    var power: UInt64 = 1
    for index in 0..<text.count {
      hash = hash &+ (UInt64(text[index]) &+ 1) &* power
      power = power &* base
    }
    return hash
  }

  /// The hash of a text of which only some bytes count, and what the hash of a text behind it is multiplied by.
  struct Part {
    var hash: UInt64 = 0
    var power: UInt64 = 1

    mutating func append(_ byte: UInt8) {
      hash = hash &+ (UInt64(byte) &+ 1) &* power
      power = power &* base
    }

    /// The hash of this text and another behind it.
    func followed(by other: Part) -> UInt64 { hash &+ power &* other.hash }
  }

  /// Whether a condition holds for the hash of a text or of one of its texts with one letter less.
  @inline(__always)
  static func contains(_ text: Span<UInt8>, where condition: (UInt64) -> Bool) -> Bool {
    let whole = of(text)
    if condition(whole) { return true }
    let inverse = inverse
    var before: UInt64 = 0
    var power: UInt64 = 1
    for index in 0..<text.count {
      let term = (UInt64(text[index]) &+ 1) &* power
      if condition(before &+ (whole &- before &- term) &* inverse) { return true }
      before = before &+ term
      power = power &* base
    }
    return false
  }
}
