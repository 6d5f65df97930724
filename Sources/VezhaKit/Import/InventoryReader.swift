/// What was in one inventory file.
public struct InventorySummary: Hashable, Sendable {
  /// Id of the format, for example `nmap-xml`.
  public var format: String
  /// Version of the reader; another version may give other records for the same bytes.
  public var readerVersion: Int
  /// Whether the file is a whole inventory.
  public var complete: Bool
  /// Why it is not, or nil.
  public var incompleteReason: String?
  /// When it was made, where it says.
  public var observed: Instant?
  /// How many assets were emitted.
  public var assets: Int
  /// How many organizations were emitted.
  public var organizations: Int
  /// What was skipped.
  public var problems: Problems
}

/// Reads inventory files of every known format.
public enum InventoryReader {
  /// Ids of all formats, in the order in which they are tried.
  public static var formats: [String] { AssetFormats.all.map { $0.id } }

  /// Reads one file and hands on each record soon after it is complete.
  ///
  /// Records are emitted between pieces of the file, in file order, so memory does not grow with the file. What was
  /// emitted before a refusal is the caller's to drop.
  /// - Parameters:
  ///   - name: the file as the user named it; used in messages only.
  ///   - salvage: keep what stands before the place where the file is not well-formed or was cut. The summary then
  ///     is not complete and says why. Attacks and limits are refused all the same.
  ///   - mapping: how to read a file that no format knows, with its tables; nil to go by the root element.
  ///   - chunk: the next bytes, best 64 KiB to 1 MiB, or nil at the end.
  ///   - emit: takes a record.
  /// - Throws: `ReadError` if the file is refused; what `emit` throws.
  public static func read(
    file name: String, salvage: Bool = false, mapping: (InventoryMapping, MappingTables)? = nil,
    chunk: () throws(ReadError) -> [UInt8]?,
    emit: (InventoryRecord) throws -> Void
  ) throws -> InventorySummary {
    let chosen = ChosenFormat(mapping)
    let stream: XMLStream
    var assets = 0
    var organizations = 0

    func drain() throws {
      guard let reader = chosen.reader, !reader.output.records.isEmpty else { return }
      var records: [InventoryRecord] = []
      swap(&records, &reader.output.records)
      for record in records {
        switch record {
        case .asset:
          assets += 1
          try emit(record)
        case .organization(let organization):
          organizations += 1
          try emit(.organization(organization.withoutPrivateParts()))
        }
      }
      // The emptied array goes back, so that its storage is used again.
      records.removeAll(keepingCapacity: true)
      swap(&records, &reader.output.records)
    }

    var salvaged: String?
    do throws(ReadError) {
      stream = try XMLStream { root throws(ReadError) in try chosen.choose(for: root) }
    } catch { throw error.named(name) }
    while true {
      let bytes: [UInt8]?
      do throws(ReadError) { bytes = try chunk() } catch { throw error.named(name) }
      do throws(ReadError) {
        if let bytes { try stream.feed(bytes) } else { try stream.finish() }
      } catch {
        guard salvage, chosen.reader != nil, error.code == .malformed || error.code == .truncated else {
          throw error.named(name)
        }
        salvaged = "salvaged up to line \(error.line), column \(error.column): \(error.reason)"
      }
      try drain()
      if bytes == nil || salvaged != nil { break }
    }
    guard let reader = chosen.reader else {
      throw ReadError(.unknownFormat, file: name, reason: "the file has no root element")
    }
    reader.finish()
    try drain()
    let output = reader.output
    let reason = salvaged ?? output.incomplete
    return InventorySummary(
      format: chosen.id, readerVersion: chosen.version, complete: reason == nil,
      incompleteReason: reason.map(URLText.places(in:)), observed: output.observed, assets: assets,
      organizations: organizations,
      problems: output.problems)
  }
}

/// Finds the reader for a root element.
private final class ChosenFormat {
  private let mapping: (InventoryMapping, MappingTables)?
  private(set) var reader: (any InventoryHandler)?
  private(set) var id = ""
  private(set) var version = 0

  init(_ mapping: (InventoryMapping, MappingTables)?) { self.mapping = mapping }

  func choose(for root: borrowing XMLElement) throws(ReadError) -> any InventoryHandler {
    if let (mapping, tables) = mapping {
      let made = MappedInventory(mapping, tables: tables)
      guard MappedInventory.fits(mapping, root: root.nameText) else {
        throw unknown(root, "the mapping \(mapping.name) has nothing for")
      }
      (reader, id, version) = (made, mapping.format, InventoryMapping.version)
      return made
    }
    for format in AssetFormats.all where format.recognises(root) {
      let made = format.init()
      (reader, id, version) = (made, format.id, format.version)
      return made
    }
    throw unknown(root, "no known inventory format has")
  }

  private func unknown(_ root: borrowing XMLElement, _ what: String) -> ReadError {
    let position = root.position
    let namespace = root.namespaceText
    let place = namespace.isEmpty ? "" : " in namespace \(visible(namespace))"
    return ReadError(
      .unknownFormat, line: position.line, column: position.column,
      reason: "\(what) the root element \(visible(root.nameText))\(place)")
  }
}

/// A text of the file for one line of a message: cut, without control characters and other traps.
private func visible(_ text: String) -> String {
  var shown = String.UnicodeScalarView()
  for scalar in text.unicodeScalars.prefix(100) {
    let isPlain =
      scalar.properties.generalCategory != .control && scalar.properties.generalCategory != .format
    shown.append(isPlain ? scalar : "?")
  }
  return String(shown)
}
