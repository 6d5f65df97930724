/// The product tree of a CSAF advisory: branches, full names, relationships and groups.
struct CSAFProducts {
  /// A product as the way through the tree to it says.
  struct Product {
    var vendor = ""
    var name = ""
    var version = ""
    var cpe = ""
    var purl = ""

    /// The product with what one vulnerability says of it.
    func listed(as status: ListedProduct.Status, remedy: String) -> ListedProduct {
      ListedProduct(
        vendor: vendor, name: name, version: version, cpe: cpe, purl: purl, status: status, remedy: remedy)
    }
  }

  private var byIdentifier: [String: Product] = [:]
  private var groups: [String: [String]] = [:]

  /// The product with an identifier of the advisory.
  subscript(id: String) -> Product? { byIdentifier[id] }

  /// Reads the tree of an advisory; empty if it has none.
  init(_ tape: borrowing JSONTape) {
    guard let tree = tape.member("product_tree", of: tape.root) else { return }
    branches(tape, tree, Product())
    var names = JSONWalk(tape, tape.member("full_product_names", of: tree) ?? 0)
    while let product = names.element(tape) { add(tape, product, Product()) }
    var relationships = JSONWalk(tape, tape.member("relationships", of: tree) ?? 0)
    while let relationship = relationships.element(tape) { relate(tape, relationship) }
    var lists = JSONWalk(tape, tape.member("product_groups", of: tree) ?? 0)
    while let group = lists.element(tape) {
      guard let id = tape.text(tape.member("group_id", of: group) ?? 0) else { continue }
      groups[id] = Self.texts(tape, tape.member("product_ids", of: group) ?? 0)
    }
  }

  private static func texts(_ tape: borrowing JSONTape, _ list: Int) -> [String] {
    var texts: [String] = []
    var walk = JSONWalk(tape, list)
    while let element = walk.element(tape) {
      if let text = tape.text(element) { texts.append(text) }
    }
    return texts
  }

  /// The JSON reader bounds the depth.
  private mutating func branches(_ tape: borrowing JSONTape, _ parent: Int, _ way: Product) {
    var walk = JSONWalk(tape, tape.member("branches", of: parent) ?? 0)
    while let branch = walk.element(tape) {
      var inner = way
      let name = tape.text(tape.member("name", of: branch) ?? 0) ?? ""
      switch tape.name(tape.member("category", of: branch) ?? 0) {
      case "vendor": inner.vendor = name
      case "product_name": inner.name = name
      case "product_version", "product_version_range": inner.version = name
      case "product_family": if inner.name.isEmpty { inner.name = name }
      default: break
      }
      if let product = tape.member("product", of: branch) { add(tape, product, inner) }
      branches(tape, branch, inner)
    }
  }

  private mutating func add(_ tape: borrowing JSONTape, _ product: Int, _ way: Product) {
    guard let id = tape.text(tape.member("product_id", of: product) ?? 0) else { return }
    var found = way
    if found.name.isEmpty { found.name = tape.text(tape.member("name", of: product) ?? 0) ?? "" }
    if let helper = tape.member("product_identification_helper", of: product) {
      if let cpe = tape.text(tape.member("cpe", of: helper) ?? 0) { found.cpe = cpe }
      // 2.1 has a list of package URLs.
      let purl = tape.text(tape.member("purl", of: helper) ?? 0)
      found.purl = purl ?? Self.texts(tape, tape.member("purls", of: helper) ?? 0).first ?? found.purl
    }
    byIdentifier[id] = found
  }

  /// A component of another product: what it is says the component, where it runs its name.
  private mutating func relate(_ tape: borrowing JSONTape, _ relationship: Int) {
    guard let full = tape.member("full_product_name", of: relationship),
      let part = tape.text(tape.member("product_reference", of: relationship) ?? 0)
    else { return }
    let whole = tape.text(tape.member("relates_to_product_reference", of: relationship) ?? 0) ?? ""
    var product = byIdentifier[part] ?? Product()
    if product.vendor.isEmpty { product.vendor = byIdentifier[whole]?.vendor ?? "" }
    add(tape, full, product)
  }

  /// What to do for each product; under the empty identifier what is said of all.
  func remedies(_ tape: borrowing JSONTape, _ list: Int) -> [String: String] {
    var remedies: [String: (rank: Int, text: String)] = [:]
    var walk = JSONWalk(tape, list)
    while let remediation = walk.element(tape) {
      let category = tape.text(tape.member("category", of: remediation) ?? 0) ?? ""
      let details = tape.text(tape.member("details", of: remediation) ?? 0) ?? ""
      guard let rank = Self.rank(category) else { continue }
      var ids = Self.texts(tape, tape.member("product_ids", of: remediation) ?? 0)
      for group in Self.texts(tape, tape.member("group_ids", of: remediation) ?? 0) { ids += groups[group] ?? [] }
      if ids.isEmpty { ids = [""] }
      let text = "\(category): \(details)"
      for id in ids where remedies[id].map({ rank < $0.rank }) ?? true { remedies[id] = (rank, text) }
    }
    return remedies.mapValues(\.text)
  }

  /// The order in which remediations help; nil for what is none.
  private static func rank(_ category: String) -> Int? {
    switch category {
    case "vendor_fix": 0
    case "optional_patch": 1
    case "mitigation": 2
    case "workaround": 3
    case "fix_planned": 4
    case "none_available": 5
    case "no_fix_planned": 6
    default: nil
    }
  }
}
