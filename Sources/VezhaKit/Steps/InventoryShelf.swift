/// The inventory that a command loaded last.
///
/// Facts up to some marks never change, so what was loaded for them serves again: a run that receives, alerts and
/// reports loads a hundred thousand assets once.
actor InventoryShelf {
  private var last: (basis: [Int], loaded: LoadedInventory)?

  /// The inventory as known at a time.
  func inventory(of ledger: Ledger, asKnown: Instant?) throws -> LoadedInventory {
    let basis = try ledger.inventoryBasis(asKnown: asKnown)
    if let last, last.basis == basis { return last.loaded }
    let loaded = try ledger.inventory(asKnown: asKnown)
    last = (basis, loaded)
    return loaded
  }
}

extension Pipeline {
  /// The inventory as known at a time, loaded once for all steps of a command.
  func inventory(asKnown: Instant?) async throws -> LoadedInventory {
    try await shelf.inventory(of: ledger, asKnown: asKnown)
  }
}
