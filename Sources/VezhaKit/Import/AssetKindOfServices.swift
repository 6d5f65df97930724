extension AssetKind {
  /// What open ports tell, most important first: a mail server with a web page is a mail server.
  private static let table: [(kind: AssetKind, ports: Set<Int>)] = [
    (.identity, [88, 389, 636]),
    (.vpn, [500, 1194, 1701, 4500, 51820]),
    (.mail, [25, 110, 143, 465, 587, 993, 995]),
    (.nameServer, [53]),
    (.web, [80, 443, 8080, 8443]),
    (.database, [1433, 1521, 3306, 5432]),
  ]

  /// The kind that the open ports tell, or nil where they tell none.
  init?(toldBy services: [Service]) {
    guard !services.isEmpty else { return nil }
    for (kind, ports) in Self.table
    where services.contains(where: { $0.state == "open" && ports.contains($0.port) }) {
      self = kind
      return
    }
    return nil
  }
}
