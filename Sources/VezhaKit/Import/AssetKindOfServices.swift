extension AssetKind {
  /// What an open port tells, or nil where it tells nothing.
  private init?(toldBy port: Int) {
    switch port {
    case 88, 389, 636: self = .identity
    case 500, 1194, 1701, 4500, 51820: self = .vpn
    case 25, 110, 143, 465, 587, 993, 995: self = .mail
    case 53: self = .nameServer
    case 80, 443, 8080, 8443: self = .web
    case 1433, 1521, 3306, 5432: self = .database
    default: return nil
    }
  }

  /// What the name that a scanner gives a service tells, or nil; for services at ports of their own choice.
  private init?(toldBy name: String) {
    switch name.lowercased() {
    case "kerberos", "kerberos-sec", "ldap", "ldaps", "ldapssl", "ssl/ldap": self = .identity
    case "isakmp", "ike", "openvpn", "l2tp", "wireguard", "pptp": self = .vpn
    case "smtp", "smtps", "ssl/smtp", "submission", "imap", "imaps", "ssl/imap", "pop3", "pop3s", "ssl/pop3":
      self = .mail
    case "domain", "dns": self = .nameServer
    case "http", "https", "www", "ssl/http", "http-proxy", "http-alt", "https-alt": self = .web
    case "mysql", "postgresql", "ms-sql-s", "mssql", "oracle", "oracle-tns", "mongodb", "mongod": self = .database
    default: return nil
    }
  }

  /// Most important first: a mail server with a web page is a mail server.
  private static let order: [AssetKind] = [.identity, .vpn, .mail, .nameServer, .web, .database]

  /// The kind that the open ports tell, by their number or else by the name of the service; nil where they tell none.
  init?(toldBy services: [Service]) {
    var best: Int?
    for service in services where service.state == "open" {
      guard let kind = AssetKind(toldBy: service.port) ?? AssetKind(toldBy: service.name),
        let rank = Self.order.firstIndex(of: kind)
      else { continue }
      best = min(best ?? rank, rank)
    }
    guard let best else { return nil }
    self = Self.order[best]
  }
}
