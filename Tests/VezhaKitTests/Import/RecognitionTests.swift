import Testing

@testable import VezhaKit

/// Documents are told by their content, wherever in it stands what tells.
@Suite struct RecognitionTests {
  /// The format of a text, or nil.
  private func format(_ text: String) -> String? {
    try? DocumentReader.format(of: text.utf8.span, in: Series(key: "x"), file: "x").id
  }

  /// Documents in which `@` stands for a value of 100,000 bytes, and their format.
  static let late: [(text: String, format: String)] = [
    (#"[{"activity":"x","description":"@","domain":"a.example","group":"g","victim":"Tax Office"}]"#, "victim-posts"),
    (#"{"product_tree":{"branches":[{"name":"@"}]},"document":{"csaf_version":"2.0","category":"csaf_base"}}"#, "csaf"),
    (
      #"{"category":"connection","evidence":[{"payload":"@"}],"source_identifier":"192.0.2.1","xarf_version":"4.0.0"}"#,
      "xarf"
    ),
    (
      #"{"id":"bundle--0","objects":[{"description":"@","id":"identity--0","type":"identity"}],"type":"bundle"}"#,
      "stix"
    ),
    (#"{"text":"@","Event":{"info":"x","Attribute":[]}}"#, "misp"),
    (#"{"about":"@","chats":{"list":[]}}"#, "telegram-json"),
    (#"{"stats":"@","targets":[{"host":"a.example"}]}"#, "ddosia-json"),
  ]

  @Test(arguments: late) func `what tells may stand behind a long value`(text: String, format: String) {
    let strings = [String(repeating: "word ", count: 20_000), String(repeating: #"\\\"[{"#, count: 20_000)]
    for long in strings { #expect(self.format(text.replacing("@", with: long)) == format) }
  }

  @Test(arguments: late) func `or behind many small ones, however deep`(text: String, format: String) {
    let many = (0..<3000).map { #"{"n\#($0)":{"a":[[[{"b":[]}]]]}}"# }.joined(separator: ",")
    let deep = String(repeating: "[", count: 60) + String(repeating: "]", count: 60)
    #expect(self.format(text.replacing(#""@""#, with: "[\(many),\(deep)]")) == format)
  }

  static let lists: [(text: String, format: String?, subjects: [String])] = [
    (
      #"["https://a.example/","https:\/\/b.example\/x","192.0.2.1"]"#, "json-list",
      ["a.example", "b.example", "192.0.2.1"]
    ),
    (#"{"targets":["a.example","b.example"]}"#, "json-list", ["a.example", "b.example"]),
    (#"{"updated":"2026-11-18","urls":["https://a.example"]}"#, "json-list", ["a.example"]),
    (#"[{"url":"https://a.example"},{"url":"https://b.example"},3]"#, "json-list", ["a.example", "b.example"]),
    (#"{"targets":[{"url":"https://a.example"}]}"#, "ddosia-json", ["a.example"]),
    (
      #"[{"id":1,"url":"https://a.example","need_parse_url":0,"page":"b.example","page_time":1}]"#, "site-list",
      ["b.example"]
    ),
    // Names of groups, records of something else, what is to be ignored.
    (#"["lockbit","clop","8base"]"#, nil, []), (#"[{"name":"x","page":"1","url":"https://a.example"}]"#, nil, []),
    (#"[{"url":"https://a.example","phish_id":1,"target":"x"}]"#, nil, []),
    (#"{"list":["a.example"],"name":"x","matching_attributes":["domain"],"type":"hostname"}"#, nil, []),
    ("[]", nil, []),
  ]

  @Test(arguments: lists) func `a plain list of names is one, whatever is none is refused`(
    text: String, format: String?, subjects: [String]
  ) throws {
    #expect(self.format(text) == format)
    guard format != nil else { return }
    let (sink, _) = try readDocument(text)
    #expect(sink.rows.map(\.subject) == subjects)
  }
}
