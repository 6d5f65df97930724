import Foundation
import Testing

@testable import VezhaKit

/// Passwords and tokens of URLs are nobody's business, in whatever field a file has them.
@Suite struct URLTextTests {
  static let url = "https://admin:hunter2@app.example.org/x;s=s3ssion?token=tok3n#fr4gment"
  static let secrets = ["hunter2", "s3ssion", "tok3n", "fr4gment"]

  @Test(arguments: [
    ("plain text: nothing // here", "plain text: nothing // here"), ("", ""), ("://", "://"), ("a://", "a://"),
    (url, "https://app.example.org/x"),
    ("Scan ( \(url) ), \(url)", "Scan ( https://app.example.org/x ), https://app.example.org/x"),
    ("https://a.example.org", "https://a.example.org"), ("HTTP://[2001:db8::1]:81/b?c", "HTTP://[2001:db8::1]:81/b"),
    ("jdbc:pg://u:hunter2@db.example.org/x?p=1", "jdbc:pg://db.example.org/x"),
    ("jdbc:ms://db.example.org:1;password=hunter2", "jdbc:ms://"), ("https://u:hun/ter2@a.example.org/", "https://"),
    ("https://u:hunter2@/x", "https://"), ("1://u:hunter2@a.example.org", "1://"),
    ("9https://u:hunter2@a.example.org/", "9https://a.example.org/"),
    ("https://a.example.org/https://u:hunter2@b.example.org/", "https://a.example.org/https"),
    ("https://u:hun\"ter2<@a.example.org/", "https://a.example.org/"), (":://u:hunter2@a.example.org", ":://"),
  ])
  func `of each URL in a text the place stays`(text: String, expected: String) {
    #expect(URLText.places(in: text) == expected)
  }

  @Test func `ids that differ in what is cut off stay apart`() {
    let ids = ["https://cmdb.example/?id=1", "https://cmdb.example/?id=2"].map(URLText.places(inID:))
    #expect(ids.allSatisfy { $0.hasPrefix("https://cmdb.example/#") && !$0.contains("id=") })
    #expect(Set(ids).count == 2)
    #expect(URLText.places(inID: "https://cmdb.example/1") == "https://cmdb.example/1")
  }

  /// Every invented inventory, with the mapping it is read by.
  static let fixtures: [String] = {
    let root = Repository.root.appending(path: "Tests/Fixtures")
    let paths = (try? FileManager.default.subpathsOfDirectory(atPath: root.path)) ?? []
    return paths.filter { ($0.hasPrefix("import/") || $0.hasPrefix("mapping/")) && $0.hasSuffix(".xml") }.sorted()
  }()

  @Test(arguments: fixtures)
  func `wherever a file has a URL, its secrets are not read`(fixture: String) throws {
    let text = String(decoding: try Repository.fixture(fixture), as: UTF8.self)
    var mapping: (InventoryMapping, MappingTables)?
    if fixture.hasPrefix("mapping/") {
      let name = fixture.split(separator: "/")[1]
      let yaml = String(decoding: try Repository.bytes("Inventory/mappings/\(name).yaml"), as: UTF8.self)
      mapping = (try MappingFile.read(yaml: yaml, file: "\(name).yaml"), MappingTables())
    }
    let named = FieldsOfXML(text)
    #expect(!named.names.isEmpty)
    for name in named.names {
      for value in [Self.url, "seen at \(Self.url) lately"] {
        let changed = Array(named.replaced(name, by: value).utf8)
        // A value that makes the file none of this format refuses it; then nothing is kept at all.
        guard let read = try? readInventory(changed, mapping: mapping) else { continue }
        // A skipped value is shown, not kept; a reader that takes a list apart shows pieces of a URL.
        let shown = String(describing: read.records)
        for secret in Self.secrets { #expect(!shown.contains(secret), "\(name): \(secret)") }
      }
    }
  }

  @Test func `what is read of URLs is seen by that test`() throws {
    let text = String(decoding: try Repository.fixture("import/vezha-xml/everything/inventory.xml"), as: UTF8.self)
    let read = try readInventory(FieldsOfXML(text).replaced("url", by: Self.url))
    #expect(read.values(.url) == ["https://app.example.org/x"])
    #expect(read.assets.flatMap(\.identifiers).contains { $0.given == "https://app.example.org/x" })
  }
}

/// The values of a small XML file by the names of their elements and attributes, found without a parser.
private struct FieldsOfXML {
  /// Pieces of the text; those with a name are values.
  private var pieces: [(name: String?, text: String)] = []
  var names: Set<String> { Set(pieces.compactMap(\.name)) }

  init(_ text: String) {
    var element = ""
    for part in text.split(separator: "<", omittingEmptySubsequences: false) {
      let sides = part.split(separator: ">", maxSplits: 1, omittingEmptySubsequences: false)
      if !pieces.isEmpty { pieces.append((nil, "<")) }
      guard sides.count == 2 else {
        pieces.append((nil, String(part)))
        continue
      }
      let tag = String(sides[0])
      element = String(tag.prefix { !$0.isWhitespace && $0 != "/" && $0 != "?" && $0 != "!" })
      if tag.hasPrefix("?") || tag.hasPrefix("!") { pieces.append((nil, tag)) } else { addTag(tag) }
      pieces.append((nil, ">"))
      let inside = String(sides[1])
      let isValue = !element.isEmpty && inside.contains { !$0.isWhitespace }
      pieces.append((isValue ? element : nil, inside))
    }
  }

  private mutating func addTag(_ tag: String) {
    for (number, part) in tag.split(separator: "\"", omittingEmptySubsequences: false).enumerated() {
      if number > 0 { pieces.append((nil, "\"")) }
      let name = pieces.dropLast().last?.text.split(whereSeparator: \.isWhitespace).last.map { String($0.dropLast()) }
      let isValue = number % 2 == 1 && name?.hasPrefix("xmlns") == false
      pieces.append((isValue ? name.map { "@" + $0 } : nil, String(part)))
    }
  }

  func replaced(_ name: String, by value: String) -> String {
    pieces.map { $0.name == name ? value : $0.text }.joined()
  }
}
