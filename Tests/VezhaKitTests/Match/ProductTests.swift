import Testing

@testable import VezhaKit

/// Versions, ranges and CPE names as published practice has them.
@Suite struct ProductTests {
  // Each row in ascending order: Debian policy 5.6.12, SemVer 2.0.0 section 11, vendors' own histories.
  static let orders: [[String]] = [
    ["1.0", "1.9", "1.10", "2"], ["2.4.9", "2.4.51", "2.4.52"], ["9.9", "1:1.0", "2:0.1"],
    ["1.0-alpha", "1.0-beta", "1.0-rc1", "1.0-rc2", "1.0", "1.0.1"], ["1.0.2", "1.0.2a", "1.0.2k", "1.0.2u", "1.1.0"],
    ["9.0.0-rc1", "9.0.0", "9.0.0.1"], ["v1.2", "1.3"], ["10.0.19041.1", "10.0.19041.10"],
    ["99999999999999999999999", "100000000000000000000000"], ["", "0.1"], ["15.1(4)M", "15.2(1)T"],
    ["7.6", "7.60"], ["1.1.1", "1.1.1k", "1.1.1l"], ["8.2", "8.2p1", "8.3"], ["v2.0", "V2.1"], ["2012", "2016"],
    ["1.0.0-rc9", "1.0.0-rc10"], ["9.0.0-beta2", "9.0.0-rc1"],
  ]

  @Test(arguments: orders) func `versions order as their makers order them`(versions: [String]) {
    for (lower, left) in versions.enumerated() {
      for (upper, right) in versions.enumerated() {
        #expect((ProductVersion(left) < ProductVersion(right)) == (lower < upper), "\(left) \(right)")
      }
    }
  }

  static let equal = [
    ("1.0", "1.0.0"), ("1.01", "1.1"), ("V2", "2.0"), ("1.0+build5", "1.0"), ("0:1.0", "1.0"), ("1.0-rc1", "1.0 RC1"),
    ("1_2", "1.2"),
  ]

  @Test(arguments: equal) func `versions are equal in any spelling`(left: String, right: String) {
    #expect(ProductVersion(left) == ProductVersion(right))
  }

  static let ranges: [(written: String, inside: [String], outside: [String])] = [
    ("vers:generic/>=1.0|<2.0", ["1.0", "1.9.9"], ["0.9", "2.0", "3"]),
    ("vers:npm/>=1.0|<1.2|>=2.0|<2.3", ["1.1", "2.2"], ["1.5", "2.3"]), ("vers:all/*", ["1"], []),
    ("< 4.2.1", ["4.2.0"], ["4.2.1"]), ("<=4.2.1", ["4.2.1"], ["4.2.2"]), (">= 1.0, < 1.5", ["1.2"], ["1.5", "0.1"]),
    (">3", ["3.1"], ["3"]), ("1.0 - 2.0", ["1.0", "2.0", "1.5"], ["2.1"]), ("2.0 and earlier", ["1", "2.0"], ["2.1"]),
    ("before 7.4", ["7.3"], ["7.4"]), ("prior to 7.4", ["7.3"], ["7.4"]), ("7.4 and later", ["7.4", "8"], ["7.3"]),
    ("1.2.3", ["1.2.3"], ["1.2.4"]), ("0 < 8.0.1", ["7.1.3"], ["8.0.1"]), ("<V14.3.0.9", ["14.3.0.8"], ["14.3.0.9"]),
    ("vers:generic/>=1.0|<=2.3|>=2.9|<=4.1", ["2.3", "3.0"], ["2.5", "4.2"]), ("all versions", ["1"], []),
    ("1.2 | 1.3", ["1.2", "1.3"], ["1.4"]),
    (">=1.0|!=1.1|<2", ["1.0", "1.2"], ["1.1"]),
  ]

  @Test(arguments: ranges) func `a range holds what it says`(written: String, inside: [String], outside: [String]) {
    for version in inside { #expect(VersionRange.contains(version, in: written) == true, "\(version)") }
    for version in outside { #expect(VersionRange.contains(version, in: written) == false, "\(version)") }
  }

  @Test(arguments: ["", "see vendor", "n/a", "multiple", "<"]) func `what is no range says nothing`(written: String) {
    #expect(VersionRange.contains("1.0", in: written) == nil)
  }

  // NISTIR 7695 section 6: the same names bound as URI and as formatted string.
  static let names: [(uri: String, string: String, product: String, version: String)] = [
    (
      "cpe:/a:microsoft:internet_explorer:8.0.6001:beta",
      #"cpe:2.3:a:microsoft:internet_explorer:8.0.6001:beta:*:*:*:*:*:*"#, "internetexplorer", "8.0.6001-beta"
    ),
    ("cpe:/a:foo%5cbar:big%24money_2010", #"cpe:2.3:a:foo\\bar:big\$money_2010:*:*:*:*:*:*:*:*"#, "bigmoney2010", ""),
    ("cpe:/o:linux:linux_kernel:5.10", "cpe:2.3:o:linux:linux_kernel:5.10:*:*:*:*:*:*:*", "linuxkernel", "5.10"),
  ]

  @Test(arguments: names) func `both bindings of a CPE name are one product`(
    uri: String, string: String, product: String, version: String
  ) throws {
    let (left, right) = (try #require(PlatformName(uri)), try #require(PlatformName(string)))
    #expect(left == right)
    #expect(left.product == product && left.version == version)
  }

  static let software = AssetSoftware(
    services: [
      Service(
        transport: "tcp", port: 443, product: "Apache httpd", version: "2.4.49",
        cpe: ["cpe:/a:apache:http_server:2.4.49"]),
      Service(
        transport: "tcp", port: 22, state: "closed", product: "Dropbear", version: "1",
        cpe: ["cpe:/a:dropbear:dropbear:1"]),
    ],
    products: [
      Product(
        name: "Exchange Server 2016", version: "15.1.2507",
        cpe: "cpe:2.3:a:microsoft:exchange_server:15.1.2507:*:*:*:*:*:*:*"),
      Product(name: "log4j-core", version: "2.14.1", purl: "pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1"),
    ])

  static let advisories: [(product: ListedProduct, hit: Bool, byVersion: Bool)] = [
    (ListedProduct(vendor: "Apache", name: "HTTP Server"), true, false),
    (ListedProduct(vendor: "Apache", name: "HTTP Server", version: "<2.4.51"), true, true),
    (ListedProduct(vendor: "Apache", name: "HTTP Server", version: ">=2.4.51"), false, false),
    (ListedProduct(vendor: "Apache", name: "Tomcat"), false, false),
    (ListedProduct(vendor: "Oracle", name: "HTTP Server"), false, false),
    (ListedProduct(name: "x", cpe: "cpe:2.3:a:apache:http_server:2.4.49:*:*:*:*:*:*:*"), true, true),
    (ListedProduct(name: "x", cpe: "cpe:2.3:a:apache:http_server:2.4.50:*:*:*:*:*:*:*"), false, false),
    (ListedProduct(vendor: "Microsoft", name: "Exchange Server"), true, false),
    (ListedProduct(vendor: "Microsoft", name: "SharePoint Server"), false, false),
    (ListedProduct(name: "log4j", purl: "pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1"), true, true),
    (ListedProduct(name: "log4j", version: "<2.15", purl: "pkg:maven/org.apache.logging.log4j/log4j-core"), true, true),
    (ListedProduct(name: "other", purl: "pkg:maven/org.apache.logging.log4j/log4j-api"), false, false),
    (ListedProduct(vendor: "Dropbear", name: "Dropbear"), false, false),
    (ListedProduct(vendor: "Apache", name: "HTTP Server", status: .fixed), false, false),
    (ListedProduct(vendor: "Apache", name: "HTTP Server", status: .notAffected), false, false),
    (ListedProduct(vendor: "Apache", name: "HTTP Server", status: .underInvestigation), true, false),
  ]

  @Test(arguments: advisories) func `an advisory meets what an open service or a product says`(
    product: ListedProduct, hit: Bool, byVersion: Bool
  ) {
    let hits = ProductIndex([3: Self.software]).hits(product)
    #expect(hits.map(\.asset) == (hit ? [3] : []))
    if hit { #expect(hits.first?.isByVersion == byVersion) }
  }
}
