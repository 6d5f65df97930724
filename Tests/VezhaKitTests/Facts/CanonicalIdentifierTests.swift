import Testing

@testable import VezhaKit

@Suite struct CanonicalIdentifierTests {
  /// Kind and text as written; kind and value kept, or the reason; why it is never matched.
  struct Row: Sendable, CustomTestStringConvertible {
    var kind: IdentifierKind
    var given: String
    var value: String?
    var kept: IdentifierKind?
    var note: String?
    var unmatchable: String?
    /// What is kept as given, if not all of it.
    var keptAs: String?

    init(
      _ kind: IdentifierKind, _ given: String, _ value: String?, kept: IdentifierKind? = nil,
      note: String? = nil,
      unmatchable: String? = nil, keptAs: String? = nil
    ) {
      self.kind = kind
      self.given = given
      self.value = value
      self.kept = kept
      self.note = note
      self.unmatchable = unmatchable
      self.keptAs = keptAs
    }
    var testDescription: String { "\(kind.rawValue) \(given)" }
  }

  @Test(arguments: [
    Row(.host, " WWW.Example.org. ", "www.example.org"),
    Row(.host, "SRV01", "srv01", unmatchable: "single label"),
    Row(.host, "СЕРВЕР", "xn--b1afb6bcb", unmatchable: "single label"),
    Row(.host, "localhost", "localhost", unmatchable: "placeholder"),
    Row(.host, "localhost.localdomain", "localhost.localdomain", unmatchable: "placeholder"),
    Row(.host, "pc.localdomain", "pc.localdomain", unmatchable: "placeholder"),
    Row(.host, "(unknown)", "(unknown)", unmatchable: "placeholder"),
    Row(.host, "=", "=", unmatchable: "placeholder"),
    Row(.host, "No registered hostname", "no registered hostname", unmatchable: "placeholder"),
    Row(.host, "192.0.2.1", "192.0.2.1", kept: .address, unmatchable: "documentation"),
    Row(.host, "2001:DB8::1", "2001:db8::1", kept: .address, unmatchable: "documentation"),
    Row(.host, "192.0.2.1:8080", "192.0.2.1", kept: .address, unmatchable: "documentation"),
    Row(.domain, "192.0.2.1", "192.0.2.1", unmatchable: "address in place of a name"),
    Row(.host, "App.example.org:5000", "app.example.org"),
    Row(.host, "app.example.org:70000", nil, note: "character that no host name has"),
    Row(.host, "app.example.org:", nil, note: "character that no host name has"),
    Row(.host, "a:app.example.org:80", nil, note: "character that no host name has"),
    Row(.host, "host.42", "host.42", unmatchable: "last label is a number"),
    Row(.host, "a b.example", nil, note: "character that no host name has"),
    Row(.host, "a..example", nil, note: "label that is empty or no valid IDNA label"),
    Row(.host, "  ", nil, note: "empty value"),
    Row(.host, "*.example.org", "example.org", kept: .domain, note: "wildcard read as the whole zone"),
    Row(.domain, "*.Example.org", "example.org"),
    Row(.domain, "example", "example", unmatchable: "single label"),
    Row(.address, "192.0.2.1.", "192.0.2.1", unmatchable: "documentation"),
    Row(.address, "10.0.0.1", "10.0.0.1", unmatchable: "private"),
    Row(.address, "fe80::1%eth0", "fe80::1", unmatchable: "link-local"),
    Row(.address, "192.0.2.0/24", "192.0.2.0/24", kept: .range, unmatchable: "documentation"),
    Row(.address, "192.168.01.1", nil, note: "no address"),
    Row(.address, "8.8.8.5/24", "8.8.8.5"), Row(.address, "8.8.8.5/255.255.255.0", "8.8.8.5"),
    Row(.address, "8.8.8.0/32", "8.8.8.0"), Row(.address, "8.8.8.8:443", "8.8.8.8"),
    Row(.address, "2001:db8::5/64", "2001:db8::5", unmatchable: "documentation"),
    Row(.address, "2001:db8::/128", "2001:db8::", unmatchable: "documentation"),
    Row(.address, "2001:db8::/64", "2001:db8::/64", kept: .range, unmatchable: "documentation"),
    Row(.range, "8.8.8.8/32", "8.8.8.8", kept: .address),
    Row(.range, "8.8.8.8-8.8.8.8", "8.8.8.8", kept: .address),
    Row(.range, "8.8.8.8/24", "8.8.8.0/24", note: "host bits cleared"),
    Row(.range, "8.8.8.1 - 8.8.8.9", "8.8.8.1-8.8.8.9"),
    Row(.range, "8.8.8.8", "8.8.8.8", kept: .address),
    Row(.range, "8.0.0.0/7", "8.0.0.0/7", unmatchable: "too wide"),
    Row(.range, "all", nil, note: "no range of addresses"),
    Row(
      .url, "HTTPS://User:Pw@WWW.Example.org:443/A/b?c=d#e", "https://www.example.org/A/b",
      keptAs: "HTTPS://WWW.Example.org:443/A/b"),
    Row(
      .url, "https://example.org/a;jsessionid=1/b", "https://example.org/a", keptAs: "https://example.org/a"),
    Row(
      .url, "https://example.org/see/https://u:p@example.net/", "https://example.org/see/https",
      keptAs: "https://example.org/see/https"),
    Row(
      .url, "https://u:p@[2001:DB8::1]/", "https://[2001:db8::1]/", unmatchable: "documentation",
      keptAs: "https://[2001:DB8::1]/"),
    Row(.url, "1https://u:p@example.org/", nil, note: "no URL with a host"),
    Row(.url, "http://example.org:8080", "http://example.org:8080/"),
    Row(.url, "http://example.org:/x", "http://example.org/x"),
    Row(.url, "https://[2001:DB8::1]:8443/", "https://[2001:db8::1]:8443/", unmatchable: "documentation"),
    Row(.url, "example.org/login", "https://example.org/login", note: "no scheme, read as https"),
    Row(.url, "http://intranet/x", "http://intranet/x", unmatchable: "single label"),
    Row(.url, "http://example.org:99999/", nil, note: "no URL with a host"),
    Row(.url, "https:///x", nil, note: "no URL with a host"),
    Row(.emailDomain, "Desk@Mail.Example.org", "mail.example.org"),
    Row(.emailDomain, "example.org", "example.org"),
    Row(.emailDomain, "\"a@b\"@example.org", "example.org"),
    Row(.emailDomain, "user@", nil, note: "empty host name"),
    Row(.emailDomain, "root@localhost", "localhost", unmatchable: "placeholder"),
    Row(.mac, "AA-BB-CC-00-11-22", "aa:bb:cc:00:11:22"), Row(.mac, "aabb.cc00.1122", "aa:bb:cc:00:11:22"),
    Row(.mac, "AABBCC001122", "aa:bb:cc:00:11:22"), Row(.mac, "aa.bb.cc.00.11.22", "aa:bb:cc:00:11:22"),
    Row(.mac, "00:00:00:00:00:00", "00:00:00:00:00:00", unmatchable: "placeholder"),
    Row(.mac, "aa:bb:cc:00:11", nil, note: "no MAC address"),
    Row(.mac, "aa:bb:cc:00:11:2g", nil, note: "no MAC address"),
    Row(.nativeID, "  INV-0042 ", "INV-0042"),
  ])
  func `an identifier is folded, kept or refused`(row: Row) {
    let (identifier, note) = Identifier.canonical(row.kind, given: row.given)
    #expect(identifier?.value == row.value)
    #expect(note == row.note)
    guard let identifier else { return }
    #expect(identifier.kind == row.kept ?? row.kind)
    #expect(identifier.given == row.keptAs ?? row.given)
    #expect(identifier.unmatchableReason(documentationSpace: false) == row.unmatchable)
  }

  @Test(
    arguments: [
      ("https://www.example.org/a", "www.example.org"), ("https://[2001:db8::1]:8443/", "2001:db8::1"),
      ("http://192.0.2.1:81/", "192.0.2.1"), ("", nil),
    ] as [(String, String?)])
  func `the host of a canonical URL is found`(url: String, expected: String?) {
    #expect(Identifier.urlHost(url) == expected)
  }
}
