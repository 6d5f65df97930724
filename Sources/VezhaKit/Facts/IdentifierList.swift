/// The identifiers of an inventory, packed.
///
/// Hundreds of thousands of values lie in one array of bytes, so that loading and dropping them costs no allocation
/// each. An element's text is made when it is asked for.
public struct IdentifierList: Sendable, RandomAccessCollection {
  private struct Packed: Sendable {
    var offset: Int
    var length: Int32
    /// Position of an asset, or minus one minus the position of an organization.
    var holder: Int32
    /// Microseconds; the largest number for no end.
    var until: Int64
    var kind: IdentifierKind
  }

  private var items: [Packed] = []
  /// All values, one after the other.
  private(set) var bytes: [UInt8] = []

  init() {}

  /// First position.
  public var startIndex: Int { 0 }
  /// How many there are.
  public var endIndex: Int { items.count }

  /// An identifier with its text.
  public subscript(position: Int) -> Inventory.HeldIdentifier {
    Inventory.HeldIdentifier(
      kind: items[position].kind, value: string(bytes.span.extracting(place(position))),
      holder: holder(position),
      until: until(position))
  }

  /// What an identifier is.
  func kind(_ position: Int) -> IdentifierKind { items[position].kind }

  /// Where the canonical form stands in `bytes`.
  func place(_ position: Int) -> Range<Int> {
    let item = items[position]
    return item.offset..<(item.offset + Int(item.length))
  }

  /// Who holds an identifier.
  func holder(_ position: Int) -> Inventory.Holder {
    let holder = items[position].holder
    return holder >= 0 ? .asset(Int(holder)) : .organization(Int(-1 - holder))
  }

  /// Until when an identifier counts, or nil.
  func until(_ position: Int) -> Instant? {
    let until = items[position].until
    return until == .max ? nil : Instant(microseconds: until)
  }

  mutating func reserveCapacity(_ count: Int) {
    items.reserveCapacity(items.count + count)
    bytes.reserveCapacity(bytes.count + count * 24)
  }

  mutating func append(_ identifier: Inventory.HeldIdentifier) {
    append(identifier.kind, identifier.value.utf8.span, identifier.holder, identifier.until)
  }

  mutating func append(
    _ kind: IdentifierKind, _ value: Span<UInt8>, _ holder: Inventory.Holder, _ until: Instant?
  ) {
    let number =
      switch holder {
      case .asset(let number): Int32(number)
      case .organization(let number): Int32(-1 - number)
      }
    items.append(
      Packed(
        offset: bytes.count, length: Int32(value.count), holder: number, until: until?.microseconds ?? .max,
        kind: kind))
    unsafe value.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
  }
}
