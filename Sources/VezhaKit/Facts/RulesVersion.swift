/// Versions that reports name and that tell when derived things must be derived anew.
public enum RulesVersion {
  /// Version of matching, episodes, classes and urgency.
  public static let rules = "3"
  /// Version of all readers together: raised when any of them reads differently.
  public static let readers = "4"
  /// As reports print it.
  public static let text = "rules \(rules), readers \(readers)"
}

/// Words that say why an asset has its owner.
public enum OwnerReason {
  /// The inventory file names it.
  public static let named = "named in the inventory"
  /// The import said so for what nobody claims.
  public static let byDefault = "default of the import"
  /// Nobody claims it.
  public static let nobody = "nobody claims it"
}
