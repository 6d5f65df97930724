/// Why an organization keeps its key.
public struct KeyChangeError: Error, Hashable, Sendable {
  /// Whether there is no such organization, rather than something wrong with the request.
  public var isMissing: Bool
  /// One clause in lower case.
  public var reason: String
}

/// What changing a key gave.
public struct KeyChangeOutcome: Sendable {
  /// What changed.
  public var change: KeyChange
  /// Assets that the organization owns under its key, retired ones not counted.
  public var assets: Int
  /// Its findings of all that is known.
  public var findings: Int
  /// Decisions, not withdrawn, that cover them.
  public var decisions: Int
}

extension Pipeline {
  /// Gives an organization another key; everything that is known of it follows.
  ///
  /// - Throws: `KeyChangeError` where there is no such organization or the new key is taken.
  public func rename(
    organization former: String, to key: String, reason: String, author: String
  ) async throws -> KeyChangeOutcome {
    let inventory = try ledger.inventory().inventory
    try Self.check(former, in: inventory)
    guard Self.isKey(key) else {
      throw KeyChangeError(
        isMissing: false,
        reason: "\(key) is no key: it has letters, digits, '.', '_', '-', and begins with one of the first two")
    }
    if inventory.number(of: key) != nil, inventory.currentKey(key) != former {
      throw KeyChangeError(
        isMissing: false, reason: "the key \(key) is taken; `vezha organizations merge` makes one of the two")
    }
    return try await change(former, to: key, reason: reason, author: author, command: "rename")
  }

  /// Makes one organization of two; everything that is known of the first becomes the second's.
  ///
  /// The second keeps its record; names of the first become aliases, its domains and ranges are held by both until
  /// the file of organizations says otherwise.
  ///
  /// - Throws: `KeyChangeError` where one of the two does not exist or they are the same.
  public func merge(
    organization former: String, into key: String, reason: String, author: String
  ) async throws -> KeyChangeOutcome {
    let inventory = try ledger.inventory().inventory
    try Self.check(former, in: inventory)
    try Self.check(key, in: inventory)
    guard former != key else {
      throw KeyChangeError(isMissing: false, reason: "\(key) cannot be merged into itself")
    }
    return try await change(former, to: key, reason: reason, author: author, command: "merge")
  }

  private static func check(_ key: String, in inventory: Inventory) throws(KeyChangeError) {
    guard key != Organization.unassigned else {
      throw KeyChangeError(
        isMissing: false, reason: "\(key) stands for what nobody registered; `vezha assign` gives it to somebody")
    }
    guard inventory.number(of: key) != nil else {
      throw KeyChangeError(isMissing: true, reason: "no organization has the key \(key)")
    }
    let current = inventory.currentKey(key)
    guard current == key else {
      throw KeyChangeError(isMissing: false, reason: "\(key) is a former key of \(current)")
    }
  }

  /// Whether `inventory.xsd` takes it for a key.
  private static func isKey(_ text: String) -> Bool {
    func isWord(_ scalar: Unicode.Scalar) -> Bool {
      switch scalar.properties.generalCategory {
      case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber: true
      default: false
      }
    }
    func isMark(_ scalar: Unicode.Scalar) -> Bool {
      switch scalar.properties.generalCategory {
      case .nonspacingMark, .spacingMark, .enclosingMark: true
      default: scalar == "." || scalar == "_" || scalar == "-"
      }
    }
    guard let first = text.unicodeScalars.first, isWord(first), text.utf8.count <= 100 else { return false }
    return text != Organization.unassigned && text.unicodeScalars.allSatisfy { isWord($0) || isMark($0) }
  }

  private func change(
    _ former: String, to key: String, reason: String, author: String, command: String
  ) async throws -> KeyChangeOutcome {
    let reason = reason.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guard !reason.isEmpty, reason.utf8.count <= 2000, author.utf8.count <= 200 else {
      throw KeyChangeError(isMissing: false, reason: "it needs a reason of at most 2,000 bytes")
    }
    let change = KeyChange(former: former, key: key, reason: reason, author: author, time: now)
    try ledger.addKeyChange(change, known: now, command: command) { OwnerIndex(organizations: $0).decide }
    try await refresh()
    let known = try await history()
    let inventory = known.loaded.inventory
    let number = inventory.number(of: key)
    return KeyChangeOutcome(
      change: change, assets: inventory.assets.count { $0.owner == number && !$0.isRetired },
      findings: known.history.keys().count { $0.key.organization == key },
      decisions: known.decisions.count { $0.organization == key && $0.withdrawal == nil })
  }
}
