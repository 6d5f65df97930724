/// That an organization goes by another key: it was renamed, or merged into one that has that key.
public struct KeyChange: Hashable, Sendable {
  /// The key it had.
  public var former: String
  /// The key that stands for it now.
  public var key: String
  /// Why.
  public var reason: String
  /// Who changed it.
  public var author: String
  /// When.
  public var time: Instant

  /// That an organization goes by another key.
  public init(former: String, key: String, reason: String, author: String, time: Instant) {
    self.former = former
    self.key = key
    self.reason = reason
    self.author = author
    self.time = time
  }
}

/// The keys that organizations had before, with the key that stands for each now.
public struct OrganizationKeys: Hashable, Sendable {
  private var present: [String: String] = [:]

  /// The keys after these changes, oldest first.
  public init(_ changes: [KeyChange] = []) {
    for change in changes {
      for (former, key) in present where key == change.former { present[former] = change.key }
      present[change.former] = change.key
      // Renamed back: what is a key again is no former one.
      present[change.key] = nil
    }
  }

  /// Whether no organization ever changed its key.
  public var isEmpty: Bool { present.isEmpty }

  /// The key that stands for a key now.
  public func current(_ key: String) -> String { present[key] ?? key }

  /// The former keys of an organization, in order; O(all former keys).
  public func formers(of key: String) -> [String] { present.filter { $0.value == key }.keys.sorted() }
}
