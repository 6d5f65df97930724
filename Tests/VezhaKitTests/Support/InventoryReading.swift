import VezhaKit

/// All that one inventory file gives.
struct ReadInventory {
  var summary: InventorySummary
  var records: [InventoryRecord]

  var assets: [AssetRecord] {
    records.compactMap { if case .asset(let asset) = $0 { asset } else { nil } }
  }
  var organizations: [Organization] {
    records.compactMap { if case .organization(let organization) = $0 { organization } else { nil } }
  }
}

/// Bytes in pieces, as a file gives them.
func pieces(_ bytes: [UInt8], step: Int = 65_536) -> () throws(ReadError) -> [UInt8]? {
  var position = 0
  return { () throws(ReadError) -> [UInt8]? in
    guard position < bytes.count else { return nil }
    let end = min(position + step, bytes.count)
    defer { position = end }
    return Array(bytes[position..<end])
  }
}

/// Reads bytes as an inventory, `step` bytes at a time.
func readInventory(
  _ bytes: [UInt8], step: Int = 65_536, salvage: Bool = false, mapping: (InventoryMapping, MappingTables)? = nil
) throws -> ReadInventory {
  var records: [InventoryRecord] = []
  let summary = try InventoryReader.read(
    file: "test.xml", salvage: salvage, mapping: mapping, chunk: pieces(bytes, step: step),
    emit: { records.append($0) })
  return ReadInventory(summary: summary, records: records)
}

func readInventory(_ text: String, step: Int = 65_536, salvage: Bool = false) throws -> ReadInventory {
  try readInventory(Array(text.utf8), step: step, salvage: salvage)
}
