import Testing

@testable import VezhaKit

/// The short cuts of the index say what the long way says.
struct MatchIndexPartsTests {
  /// Names with and without rules of the list between them and their registrable domain.
  private static let names = [
    "example.com", "www.example.com", "a.b.www.example.com", "amazonaws.com", "x.amazonaws.com",
    "s3.amazonaws.com", "bucket.s3.amazonaws.com", "a.bucket.s3.amazonaws.com", "github.io", "me.github.io",
    "www.me.github.io", "kobe.jp", "x.kobe.jp", "y.x.kobe.jp", "city.kobe.jp", "www.city.kobe.jp", "ck",
    "www.ck", "a.www.ck", "tax.gov.example", "www.tax.gov.example", "gov.example", "www.gov.example",
    "a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q.r.example.com",
  ]

  @Test(arguments: [names, names.reversed()])
  func `a registrable domain learned from a neighbour is the list's own`(_ order: [String]) throws {
    let suffixes = try PublicSuffixes(extra: ["gov.example"])
    var names = NameTable()
    var zones = RegistrableZones()
    for name in order {
      let span = name.utf8.span
      let ends = NameEnds(span)
      let own = names.node(span, from: 0, hash: ends.hash)
      let length = zones.registrableLength(of: span, ends, own, names, suffixes)
      #expect(length == suffixes.registrableLength(span), "\(name)")
      #expect(suffixes.isPublicSuffix(span) == (suffixes.registrableLength(span) == nil), "\(name)")
      guard let length else { continue }
      for level in 0..<ends.count where ends.starts[level] <= span.count - length {
        zones.note(names.node(span, from: ends.starts[level], hash: ends.hashes[level]), length: length)
      }
    }
  }

  @Test func `the ancestors of a name have the hashes of their own names`() {
    let name = "www.tax.gov.example"
    let ends = NameEnds(name.utf8.span)
    #expect(ends.count == 3)
    #expect(ends.hash == NameTable.hash(name.utf8.span))
    for level in 0..<ends.count {
      #expect(ends.hashes[level] == NameTable.hash(name.utf8.span, from: ends.starts[level]))
    }
  }

  @Test func `a plain name is one that identifies something`() {
    for name in ["www.example.com", "a-b.c1.example", "xn--p1ai.example", "1.2.example"]
    where HostName.isPlain(name.utf8.span) {
      #expect(HostName(name)?.canonical == name)
    }
    for name in [
      "localhost", "localhost.localdomain", "x.localdomain", "192.0.2.1", "a..example", ".example",
      "example.",
      "xn--p1ai", "a.xn--p1ai", "A.example", "a_b.example", "a.0x1f", "",
    ] {
      let isPlain = HostName.isPlain(name.utf8.span)
      #expect(!isPlain, "\(name)")
    }
  }

  @Test func `an address table gives each address its identifiers in ascending order`() {
    let addresses = (0..<300).map { Address(ipv4: 0x1400_0000 + UInt32($0 % 100)) }
    let table = AddressTable(addresses.enumerated().map { ($0.element, $0.offset) })
    for number in 0..<100 {
      var found: [Int] = []
      table.forEach(addresses[number]) { found.append($0) }
      #expect(found == [number, number + 100, number + 200])
    }
    AddressTable([]).forEach(addresses[0]) { _ in Issue.record("an empty table holds nothing") }
  }

  @Test func `packed identifiers read as they were added`() {
    let given = [
      Inventory.HeldIdentifier(kind: .host, value: "www.example.com", holder: .asset(7)),
      Inventory.HeldIdentifier(
        kind: .range, value: "192.0.2.0/24", holder: .organization(3), until: Instant(seconds: 5)),
      Inventory.HeldIdentifier(kind: .nativeID, value: "", holder: .organization(0)),
    ]
    var list = IdentifierList()
    for identifier in given { list.append(identifier) }
    #expect(Array(list) == given)
  }

  @Test func `all ancestors of a name in the table are in it, so that a search may stop at the first that is missing`()
    throws
  {
    var inventory = Inventory(organizations: [Organization(key: "one")])
    let asset = inventory.add(
      Inventory.HeldAsset(
        reference: AssetReference(source: "s", key: "1"), name: "", owner: 0, criticality: nil, kind: nil,
        isRetired: false))
    for name in Self.names { inventory.add(.init(kind: .host, value: name, holder: .asset(asset))) }
    let index = MatchIndex(
      inventory: inventory,
      settings: Settings(publicSuffixes: ["gov.example"], constituency: ["zone.elsewhere.example"]),
      suffixes: try PublicSuffixes(extra: ["gov.example"]))
    #expect(index.names.nodes.count > Self.names.count)
    for number in index.names.nodes.indices {
      var rest = Substring(index.names.name(number))
      while let dot = rest.firstIndex(of: ".") {
        rest = rest[rest.index(after: dot)...]
        // Of what has more labels than fit, the shortest ancestors.
        guard rest.split(separator: ".").count <= 16 else { continue }
        let name = String(rest)
        let span = name.utf8.span
        #expect(index.names.find(span, from: 0, hash: NameTable.hash(span)) >= 0, "\(name)")
      }
    }
  }

  @Test(arguments: [0, 1, 3_000, 70_000, 200_000])
  func `distinct hashes are counted however often each comes`(distinct: Int) {
    var random = SeededGenerator(seed: 11)
    let hashes = (0..<distinct).map { _ in random.next() }
    var count = DistinctCount()
    for hash in hashes { count.add(hash) }
    for _ in 0..<distinct { if let hash = hashes.randomElement(using: &random) { count.add(hash) } }
    for hash in hashes.prefix(10) { for _ in 0..<3 { count.add(hash) } }
    #expect(count.count == Set(hashes).count)
    #expect(count.count == distinct)
  }
}
