import Foundation
import Testing

@testable import VezhaKit

@Suite struct WarningListFileTests {
  private static func read(_ json: String) throws -> WarningList {
    let bytes = Array(json.utf8)
    return try WarningListFile.read(bytes.span, key: "key")
  }

  private static func list(_ type: String, _ values: String, attributes: String = "") throws -> WarningList {
    try read(
      "{\"name\":\"N\",\"type\":\"\(type)\",\"version\":1,\"list\":[\(values)]"
        + (attributes.isEmpty ? "" : ",\"matching_attributes\":[\(attributes)]") + "}")
  }

  struct Row: Sendable, CustomTestStringConvertible {
    var type: String
    var values: String
    /// Ranges, hosts, texts, then how many patterns and skipped values.
    var expected: String

    var testDescription: String { "\(type) \(values)" }
  }

  @Test(arguments: [
    Row(type: "cidr", values: "\"198.51.100.0/24\", \"2001:DB8::/32\"", expected: "198.51.100.0/24 2001:db8::/32 0 0"),
    Row(type: "cidr", values: "\"192.0.2.7\"", expected: "192.0.2.7/32 0 0"),
    Row(type: "cidr", values: "\"198.51.100.9/24\"", expected: "198.51.100.0/24 0 0"),
    // A list that knows everything would hide everything.
    Row(type: "cidr", values: "\"0.0.0.0/0\", \"::/0\", \"FE80::/10\", \"10.0.0.0/7\"", expected: "0 4"),
    Row(type: "cidr", values: "\"10.0.0.0/8\"", expected: "10.0.0.0/8 0 0"),
    Row(type: "cidr", values: "\"cdn.example\", 7, null, \"\", \" \"", expected: "0 5"),
    Row(type: "hostname", values: "\".Bank.Example\", \"b.example.\"", expected: "bank.example b.example 0 0"),
    Row(type: "hostname", values: "\"пошта.example\"", expected: "xn--80a1acn3a.example 0 0"),
    // A whole country or an ending is no domain that everybody knows.
    Row(type: "hostname", values: "\"com\", \".ua\", \"a b.example\"", expected: "0 3"),
    Row(type: "hostname", values: "\"192.0.2.9\"", expected: "192.0.2.9/32 0 0"),
    Row(type: "string", values: "\"dns.example\", \"192.0.2.1\"", expected: "192.0.2.1/32 dns.example 0 0"),
    Row(type: "string", values: "\"01ba4719c80b6fe911b091a7c05124b6\"", expected: "0 1"),
    Row(type: "substring", values: "\"Cdn.\", \"ab\"", expected: "cdn. 0 1"),
    Row(type: "regex", values: "\"/^ns[0-9]\\\\./i\", \"/(/\"", expected: "1 1"),
  ])
  func `values are read by the type of the list`(row: Row) throws {
    let list = try Self.list(row.type, row.values)
    let texts = list.ranges.map(\.description) + list.hosts + list.parts
    #expect((texts + ["\(list.patterns.count)", "\(list.problems.count)"]).joined(separator: " ") == row.expected)
    #expect(list.count == texts.count + list.patterns.count)
  }

  @Test(
    arguments: [
      ("", [.hosts, .addresses]), ("\"ip-src\",\"ip-dst|port\"", .addresses), ("\"domain|ip\"", [.hosts, .addresses]),
      ("\"hostname\",\"url\"", .hosts), ("\"md5\",\"filename|sha1\",\"email-src\"", []),
      ("\"ALL\"", [.hosts, .addresses]),
    ] as [(String, WarningList.Scope)])
  func `attributes say what a list is asked about`(attributes: String, scope: WarningList.Scope) throws {
    let list = try Self.list("string", "\"a.example\"", attributes: attributes)
    #expect(list.scope == scope)
    #expect(list.count == (scope.isEmpty ? 0 : 1))
  }

  @Test(
    arguments: [
      ("[]", ReadError.Code.unknownFormat), ("{\"name\":\"a\"}", .unknownFormat), ("{\"list\":{}}", .unknownFormat),
      ("{\"list\":[],\"type\":\"glob\"}", .unknownFormat), ("{\"list\":[", .truncated), ("", .empty),
    ])
  func `what is no warning list is refused`(json: String, code: ReadError.Code) {
    #expect(#expect(throws: ReadError.self) { try Self.read(json) }?.code == code)
  }

  @Test func `texts and patterns that are tried one by one are limited`() throws {
    let list = try Self.list("substring", (0..<1_200).map { "\"part\($0)\"" }.joined(separator: ","))
    #expect(list.parts.count == 1_000 && list.problems.count == 200)
  }

  @Test(.enabled(if: Corpus.root != nil, "the corpus is absent: set VEZHA_CORPUS"))
  func `every published list is read, and each of its values is used or told of`() throws {
    let files = Corpus.files(under: "lists/misp-warninglists", suffix: ".list.json")
    var hiding: Set<String> = []
    for file in files {
      let plain = try #require(try Corpus.json(file) as? [String: Any])
      let key = WarningListFolder.key(of: file.lastPathComponent)
      let bytes = try InputFile(path: file.path).bytes()
      let list = try WarningListFile.read(bytes.span, key: key)
      #expect(list.kind.rawValue == plain["type"] as? String && list.name == plain["name"] as? String)
      let values = try #require(plain["list"] as? [String])
      if list.scope.isEmpty {
        #expect(["common-contact-emails", "common-ioc-false-positive"].contains(key) && list.count == 0)
      } else {
        #expect(list.count + list.problems.count == values.count, "\(key)")
        // Endings of one label and whole blocks of special space are no domains and no addresses of anybody.
        let others = list.problems.first.filter {
          !["is no host name: single label", "is too wide a range"].contains($0.reason)
        }
        #expect(others.count * 100 <= values.count, "\(key): \(others)")
      }
      if list.isOfSharedInfrastructure { hiding.insert(key) }
    }
    #expect(files.count == 22)
    #expect(hiding == ["akamai", "cloudflare", "fastly", "sinkholes"])
  }
}
