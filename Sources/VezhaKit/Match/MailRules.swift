// email-domain: whose mailbox a document lists.

extension MatchIndex {
  /// Claims on the domain of a listed mailbox: a mail domain of ours, else a host or zone of ours that it is or lies
  /// below.
  ///
  /// What is only near, such as a neighbour under one registrable domain, is somebody else's mailbox.
  func judge(mailDomain domain: Span<UInt8>, at published: Instant) -> [Claim] {
    let own = (mailDomains[NameTable.hash(domain)] ?? []).filter {
      counts($0, at: published) && inventory.identifiers[$0].value.utf8.elementsEqual(String(copying: domain).utf8)
    }
    if !own.isEmpty {
      return own.map {
        Claim(
          rule: .emailDomain, identifier: $0, organization: inventory.owner(of: inventory.identifiers.holder($0)),
          specificity: .max)
      }
    }
    let claims = judge(host: domain, at: published)?.claims ?? []
    return claims.filter { [.hostExact, .hostWWW, .hostBelow].contains($0.rule) }.map {
      var claim = $0
      claim.rule = .emailDomain
      return claim
    }
  }
}
