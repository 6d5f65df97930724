import Testing

@testable import VezhaKit

/// The mapping language: what each key does to a value, and how a record becomes an asset.
@Suite struct MappingTests {
  private func read(_ rule: String, _ xml: String, tables: String = "", step: Int = 65_536) throws -> ReadInventory {
    let yaml = "version: 1\n\(tables)assets:\n  - each: r/a\n" + rule
    let mapping = try MappingFile.read(yaml: yaml, file: "m.yaml")
    var filled = MappingTables()
    try filled.read(mapping, chunk: pieces(Array(xml.utf8)))
    return try readInventory(Array(xml.utf8), step: step, mapping: (mapping, filled))
  }

  private func values(_ rule: String, _ inside: String, tables: String = "", rows: String = "") throws -> [String] {
    let read = try read("    native-ids: \(rule)\n", "<r>\(rows)<a k='K'>\(inside)</a></r>", tables: tables)
    return read.assets.flatMap(\.identifiers).map(\.value)
  }

  @Test(arguments: [
    ("n", "<n> one </n><x>no</x><n>two</n>", ["one", "two"]),
    ("'@k'", "", ["K"]), ("n/@v", "<n v='1'/><n/><n v=''/>", ["1"]), ("name()", "", ["a"]),
    (".", "own<n>inner</n>", ["own"]), ("g/n", "<g><n>1</n></g><n>2</n><g><n>3</n></g>", ["1", "3"]),
    ("'n*'", "<n>1</n><nn>2</nn><m>3</m>", ["1", "2"]),
    ("'n[@t=x]/v'", "<n t='x'><v>1</v></n><n t='y'><v>2</v></n>", ["1"]),
    ("'n[t=\"a b\"]/v'", "<n><t>a b</t><v>1</v></n><n><t>c</t><v>2</v></n>", ["1"]),
    ("[n, m]", "<m>2</m><n>1</n>", ["1", "2"]), ("{value: fixed}", "", ["fixed"]),
    ("{first: [n, m]}", "<m>2</m>", ["2"]), ("{first: [n, m]}", "<m>2</m><n>1</n>", ["1"]),
    ("{join: [n, m], with: '-'}", "<m>2</m><n>1</n>", ["1-2"]), ("{join: [n, m], with: '-'}", "<m>2</m>", []),
    ("{path: n, split: ','}", "<n>1, 2,,3</n>", ["1", "2", "3"]),
    ("{path: n, split: '||'}", "<n>1|2||3</n>", ["1|2", "3"]),
    ("{path: n, split: ' '}", "<n>1  2\n3</n>", ["1", "2", "3"]),
    ("{path: n, unless: ['0', NONE]}", "<n>0</n><n>None</n><n>5</n>", ["5"]),
    ("{path: n, words: {a: b}}", "<n>A</n><n>c</n>", ["b", "c"]), ("{path: n, default: d}", "<m/>", ["d"]),
    ("{path: n, default: d}", "<n/>", []), ("{path: n/@v, default: d}", "<n v=''/>", []),
    ("{path: n/@v, default: d}", "<n/>", ["d"]), ("{path: n, unless: ['0'], default: d}", "<n>0</n>", ["d"]),
    ("{each: i, path: n, default: d}", "<i><n/></i><i/>", ["d"]),
    ("{path: n, default: d}", "<n>1</n>", ["1"]),
    ("{each: i, path: n, default: d}", "<i><n>1</n></i><i/>", ["1", "d"]),
    ("{path: n, only: host}", "<n>a.example</n><n>router</n><n>192.0.2.1</n>", ["a.example"]),
    ("{path: n, only: address}", "<n>a.example</n><n>192.0.2.1</n>", ["192.0.2.1"]),
    ("{path: n, split: ',', unless: ['0'], words: {'1': one}, default: none}", "<n>0,1</n>", ["one"]),
  ])
  func `a value is what its keys say`(rule: String, inside: String, expected: [String]) throws {
    #expect(try values(rule, inside) == expected)
  }

  @Test func `a reference is looked up wherever its row stands, and a missing one is counted`() throws {
    let tables = "tables:\n  t: {each: r/t, key: '@id', value: v}\n"
    let xml = "<r><a><n>2</n><n>9</n></a><t id='2'><v>two</v></t></r>"
    let found = try read("    native-ids: {path: n, lookup: t}\n", xml, tables: tables)
    #expect(found.assets.map(\.key) == ["two"])
    #expect(found.summary.problems.first.map(\.reason) == ["no row of the table has this key"])
    let empty = try read(
      "    key: '@id'\n    native-ids: {path: n, lookup: t}\n", "<r><a id='1'><n>2</n><n>3</n></a></r>", tables: tables)
    #expect(empty.assets.map(\.key) == ["1"])
    #expect(empty.summary.problems.count == 1)
  }

  @Test func `conditions choose, whatever the letters' case`() throws {
    let rule = """
          where:
            - {path: s, is: [live, Test]}
            - {path: d, is-not: ['true']}
          key: '@k'

      """
    let xml = """
      <r><a k='1'><s>LIVE</s></a><a k='2'><s>gone</s></a><a k='3'><s>test</s><d>True</d></a><a k='4'/></r>
      """
    #expect(try read(rule, xml).assets.map(\.key) == ["1"])
  }

  @Test func `pieces of any size give the same, and records merge by key`() throws {
    let rule = """
          key: k
          hosts-or-addresses: h
          urls: u
          services: {each: p, port: ., transport: '@t', cpe: '@cpe'}
          products: [{each: s, name: ., version: '@v'}, {name: os}]

      """
    let xml = """
      <r><a><k>1</k><h>a.example</h><h>192.0.2.1</h><h>[2001:db8::1]</h><u>https://me:secret@a.example/x?y=secret</u>
      <p t="UDP">53</p><p cpe="cpe:/a:x:y">443</p><p>many</p><s v="1">web</s><s/><os>linux</os></a><b><a><k>no</k></a></b>
      <a><k>2</k></a><a/></r>
      """
    let whole = try read(rule, xml)
    let asset = try #require(whole.assets.first)
    #expect(asset.identifiers.map(\.value) == ["1", "a.example", "192.0.2.1", "2001:db8::1", "https://a.example/x"])
    #expect(!asset.identifiers.contains { $0.given.contains("secret") })
    #expect(asset.services.map { "\($0.transport)/\($0.port)" } == ["udp/53", "tcp/443"])
    #expect(asset.services.map(\.cpe) == [[], ["cpe:/a:x:y"]])
    #expect(asset.products.map(\.name) == ["web", "linux"])
    #expect(whole.assets.map(\.key) == ["1", "2"])
    #expect(whole.summary.problems.first.map(\.reason) == ["no port number from 1 to 65535", "nothing identifies it"])
    for step in [1, 2, 7] { #expect(try read(rule, xml, step: step).records == whole.records) }
  }

  @Test func `a file for which the mapping has nothing is refused, an empty one is told`() throws {
    let error = try #require(throws: ReadError.self) { try read("    key: k\n", "<other/>") }
    #expect(error.code == .unknownFormat)
    let empty = try read("    key: k\n", "<r><b/></r>")
    #expect(empty.summary.problems.first.map(\.reason) == ["no element stands at r/a"])
  }

  @Test func `a record without end is refused`() throws {
    let many = String(repeating: "<n/>", count: RecordCollector.maximumElements + 1)
    let error = try #require(throws: ReadError.self) { try read("    key: n\n", "<r><a>\(many)</a></r>") }
    #expect(error.code == .limit)
  }
}

/// Wrong mappings: named with file, line and key.
@Suite struct MappingErrorTests {
  private static let start = "version: 1\nassets:\n  - each: r/a\n"

  @Test(arguments: [
    ("", 1, "version", "empty"), ("version: 2\n", 1, "version", "only 1"), ("version: 1\n", 1, "assets", "missing"),
    ("version: 1\nassets: []\n", 2, "assets", "missing"),
    ("version: 1\nasset: x\nassets: []\n", 3, "assets", "missing"),
    ("version: 1\nassets:\n  - key: k\n", 3, "assets.each", "missing"),
    (start + "    name: n\n", 3, "assets.key", "identifies"),
    (start + "    key: a//b\n", 4, "assets.key", "empty name"),
    (start + "    key: '@a/b'\n", 4, "assets.key", "at the end"),
    (start + "    key: a[b\n", 4, "assets.key", "without its"),
    (start + "    key: 'a[b]'\n", 4, "assets.key", "condition"),
    (start + "    key: 'a b'\n", 4, "assets.key", "no name"),
    (start + "    key: k\n    hots: h\n", 5, "assets.hots", "unknown key"),
    (start + "    key:\n      path: k\n      spilt: ','\n", 6, "assets.key.spilt", "unknown key"),
    (start + "    key:\n      path: k\n      value: v\n", 6, "assets.key.value", "exactly one"),
    (start + "    key: {split: ','}\n", 4, "assets.key.path", "exactly one"),
    (start + "    key: {path: k, only: name}\n", 4, "assets.key.only", "host, address"),
    (start + "    key: {path: k, lookup: t}\n", 3, "assets.each", "no table"),
    (
      start + "    key: k\n    criticality: {path: c, words: {a: grave}}\n", 5, "assets.criticality", "grave is none of"
    ),
    (start + "    key: k\n    kind: {value: sever}\n", 5, "assets.kind", "sever is none of"),
    (start + "    key: k\n    where:\n      - path: s\n", 6, "assets.where.is", "either"),
    (start + "    key: k\n    services: {name: n}\n", 5, "assets.services.port", "missing"),
    (start + "    key: k\n    products:\n      - version: n\n", 6, "assets.products.name", "missing"),
    (start + "    key: k\n  - each: r/a\n    key: k\n", 5, "assets.each", "already"),
    (start + "    key: k\n  - each: r/*/b\n    key: k\n", 5, "assets.each", "one inside the other"),
    ("version: 1\nassets:\n  - each: 'r/a[@b=c]'\n    key: k\n", 3, "assets.each", "use `where`"),
    ("version: 1\nassets:\n  - each: r/@a\n    key: k\n", 3, "assets.each", "path to an element"),
    ("version: 1\nobserved: a b\nassets: []\n", 2, "observed", "no name"),
    ("version: 1\ntables:\n  t: {each: r/t, key: k}\nassets: []\n", 3, "tables.t.value", "missing"),
    ("version: 1\ntable-files: nowhere.xml\nassets: []\n", 2, "table-files", "names no file"),
    (start + "    key: &k n\n    name: *k\n", 5, "", "aliases"), (start + "    key: [\n", 5, "", ""),
  ])
  func `a wrong mapping names file, line and key`(yaml: String, line: Int, key: String, reason: String) throws {
    let error = try #require(throws: ConfigurationError.self) {
      try MappingFile.read(yaml: yaml, file: "maps/wrong.yaml")
    }
    #expect(error.key == key, "\(error.message)")
    #expect(error.line == line, "\(error.message)")
    #expect(error.reason.contains(reason), "\(error.message)")
    #expect(error.message.hasPrefix("maps/wrong.yaml:\(line): "))
  }
}
