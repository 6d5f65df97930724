import Foundation

// product: an advisory names what an asset runs.

/// What assets run, arranged by product.
struct ProductIndex: Sendable {
  /// Something an asset runs.
  private struct Holding: Hashable, Sendable {
    var asset: Int
    /// Folded vendor where it is known, else empty.
    var vendor: String
    var version: String
    /// As the inventory has it.
    var label: String
  }

  /// A holding that an advisory means.
  struct Hit: Hashable {
    var asset: Int
    var label: String
    /// Whether a version says so; else only the name does.
    var isByVersion: Bool
  }

  private var byProduct: [String: [Holding]] = [:]
  /// Package URLs without version, to holdings.
  private var byPackage: [String: [Holding]] = [:]
  /// By the first letters of a folded text of vendor and product, where nothing parts them.
  private var byText: [String: [(text: String, holding: Holding)]] = [:]

  /// Whether nothing is known.
  var isEmpty: Bool { byProduct.isEmpty && byPackage.isEmpty && byText.isEmpty }

  /// Nothing, where no document is an advisory.
  init() {}

  /// What assets run, by their position; retired ones have none.
  init(_ software: [Int: AssetSoftware]) {
    for (asset, held) in software.sorted(by: { $0.key < $1.key }) {
      for service in held.services where service.state == "open" {
        for cpe in service.cpe { add(asset, cpe: cpe, version: service.version) }
        if !service.product.isEmpty { add(asset, text: service.product, version: service.version) }
      }
      for product in held.products {
        if !product.cpe.isEmpty { add(asset, cpe: product.cpe, version: product.version) }
        if !product.purl.isEmpty { add(asset, purl: product.purl, version: product.version) }
        if !product.name.isEmpty { add(asset, text: product.name, version: product.version) }
      }
    }
  }

  private mutating func add(_ asset: Int, cpe: String, version: String) {
    guard let name = PlatformName(cpe) else { return }
    byProduct[name.product, default: []].append(
      Holding(asset: asset, vendor: name.vendor, version: name.version.isEmpty ? version : name.version, label: cpe))
  }

  private mutating func add(_ asset: Int, purl: String, version: String) {
    let (package, own) = Self.package(purl)
    byPackage[package, default: []].append(
      Holding(asset: asset, vendor: "", version: own.isEmpty ? version : own, label: purl))
  }

  private mutating func add(_ asset: Int, text: String, version: String) {
    let folded = PlatformName.folded(text)
    guard folded.count >= 3 else { return }
    let label = version.isEmpty || text.hasSuffix(version) ? text : "\(text) \(version)"
    byText[String(folded.prefix(3)), default: []].append(
      (folded, Holding(asset: asset, vendor: "", version: version, label: label)))
  }

  /// A package URL without version, qualifiers and subpath, and its version (package-url specification).
  private static func package(_ purl: String) -> (package: String, version: String) {
    var text = purl.prefix { $0 != "?" && $0 != "#" }
    var version = ""
    // An at sign before the last slash belongs to a scope.
    if let at = text.lastIndex(of: "@"), !text[at...].contains("/") {
      version = String(text[text.index(after: at)...])
      text = text[..<at]
    }
    return (text.lowercased(), version.removingPercentEncoding ?? version)
  }

  /// Assets that run what an advisory says is affected or looked into, ordered by asset.
  func hits(_ listed: ListedProduct) -> [Hit] {
    guard listed.status == .affected || listed.status == .underInvestigation else { return [] }
    var hits: [Int: Hit] = [:]
    func take(_ holding: Holding, _ written: String) {
      let verdict = VersionRange.contains(holding.version, in: written)
      if verdict == false { return }
      let hit = Hit(asset: holding.asset, label: holding.label, isByVersion: verdict == true)
      if let known = hits[holding.asset], known.isByVersion || !hit.isByVersion { return }
      hits[holding.asset] = hit
    }
    if !listed.cpe.isEmpty, let name = PlatformName(listed.cpe) {
      for holding in byProduct[name.product] ?? [] where Self.agree(holding.vendor, name.vendor) {
        take(holding, name.version.isEmpty ? listed.version : name.version)
      }
    }
    if !listed.purl.isEmpty {
      let (package, version) = Self.package(listed.purl)
      for holding in byPackage[package] ?? [] { take(holding, version.isEmpty ? listed.version : version) }
    }
    let (vendor, product) = (PlatformName.folded(listed.vendor), PlatformName.folded(listed.name))
    if !product.isEmpty {
      // A CPE of ours names vendor and product apart; both must be the advisory's.
      for holding in byProduct[product] ?? [] where !vendor.isEmpty && holding.vendor == vendor {
        take(holding, listed.version)
      }
      for text in [vendor + product, product]
      where text.count >= 3 && (text != product || product.count >= 6 || vendor.isEmpty) {
        for (own, holding) in byText[String(text.prefix(3))] ?? [] where Self.names(own, text) {
          take(holding, listed.version)
        }
      }
    }
    return hits.values.sorted { $0.asset < $1.asset }
  }

  private static func agree(_ left: String, _ right: String) -> Bool { left.isEmpty || right.isEmpty || left == right }

  /// Whether a folded text of ours is a product's name, perhaps with a version behind it.
  private static func names(_ own: String, _ product: String) -> Bool {
    guard own.hasPrefix(product) else { return false }
    return own.dropFirst(product.count).allSatisfy(\.isNumber)
  }
}

extension MatchIndex {
  /// Claims on an advisory's product, one for each asset that runs it.
  func judge(product: ListedProduct) -> [Claim] {
    products.hits(product).map { hit in
      Claim(
        rule: .product, identifier: -1, organization: inventory.assets[hit.asset].owner, specificity: 0,
        zone: hit.label, asset: hit.asset, certainty: hit.isByVersion ? nil : .possible)
    }
  }
}
