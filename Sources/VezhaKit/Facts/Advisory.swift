/// What an advisory asks for a vulnerability of a product.
public struct Advisory: Hashable, Sendable {
  /// Until when it must be done, where the advisory sets a date.
  public var due: Instant?
  /// Whether the vulnerability is known to be exploited.
  public var isExploited: Bool
  /// Whether extortionists are known to use it.
  public var isUsedForRansom: Bool
  /// What to do, as the advisory says; or empty.
  public var remedy: String

  /// What an advisory asks for.
  public init(due: Instant? = nil, isExploited: Bool = false, isUsedForRansom: Bool = false, remedy: String = "") {
    self.due = due
    self.isExploited = isExploited
    self.isUsedForRansom = isUsedForRansom
    self.remedy = remedy
  }

  /// What a listed product's advisory asks for.
  public init(_ product: ListedProduct) {
    self.init(
      due: product.due, isExploited: product.isExploited, isUsedForRansom: product.isUsedForRansom,
      remedy: product.remedy)
  }

  /// Both together: the earlier date, and whatever either says.
  public func stricter(than other: Advisory?) -> Advisory {
    guard let other else { return self }
    return Advisory(
      due: [due, other.due].compactMap(\.self).min(), isExploited: isExploited || other.isExploited,
      isUsedForRansom: isUsedForRansom || other.isUsedForRansom, remedy: other.remedy.isEmpty ? remedy : other.remedy)
  }
}

/// What an asset runs.
public struct AssetSoftware: Hashable, Sendable {
  /// Its services.
  public var services: [Service]
  /// Its products.
  public var products: [Product]

  /// What an asset runs.
  public init(services: [Service], products: [Product]) {
    self.services = services
    self.products = products
  }
}
