// Several bodies behind one portal host: a listed url tells them apart by its path.
extension MatchIndex {
  /// The claims that remain when the path of what was listed is looked at.
  ///
  /// Urls of ours with a path are tenants of their host. A listed url with a path names the tenant whose path is the
  /// longest beginning of it, segment by segment; with the tenant go those who have the host itself. Where no tenant's
  /// path is one, only they remain, and where there are none, all: the host was named.
  func tenants(of claims: [Claim], listed: Span<UInt8>) -> [Claim] {
    guard claims.count > 1, let parts = ListedURL(listed) else { return claims }
    let path = Self.segments(String(copying: listed.extracting(parts.path)))
    guard !path.isEmpty else { return claims }
    var hosts: [Claim] = []
    var tenants: [(claim: Claim, depth: Int)] = []
    for claim in claims {
      let own = tenantPath(of: claim)
      if own.isEmpty { hosts.append(claim) } else if path.starts(with: own) { tenants.append((claim, own.count)) }
    }
    guard let depth = tenants.map(\.depth).max() else { return hosts.isEmpty ? claims : hosts }
    return hosts + tenants.filter { $0.depth == depth }.map(\.claim)
  }

  /// The path of the url on which a claim to the host itself rests; empty where it has none.
  private func tenantPath(of claim: Claim) -> [Substring] {
    guard claim.rule == .hostExact || claim.rule == .hostWWW, claim.identifier >= 0,
      inventory.identifiers.kind(claim.identifier) == .url
    else { return [] }
    let value = inventory.identifiers[claim.identifier].value
    guard let parts = ListedURL(value.utf8.span) else { return [] }
    return Self.segments(String(copying: value.utf8.span.extracting(parts.path)))
  }

  /// Segments of a path without its query and fragment.
  private static func segments(_ path: String) -> [Substring] {
    path.prefix { $0 != "?" && $0 != "#" }.split(separator: "/")
  }
}
