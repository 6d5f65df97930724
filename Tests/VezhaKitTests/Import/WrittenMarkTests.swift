import Testing

@testable import VezhaKit

@Suite struct WrittenMarkTests {
  @Test(
    arguments: [
      ("TLP:AMBER", .amber), ("tlp: amber+strict example.org", .amberStrict), ("TLP WHITE", .clear),
      ("[TLP:GREEN]", .green),
      ("TLP:CLEAR\nTLP:RED.", .red), ("TLP:RED+", .red), ("xTLP:RED", nil), ("TLPRED", nil), ("TLP:PINK", nil),
      ("TLP", nil),
      ("TLP:GREEN " + String(repeating: "a ", count: 9000) + "TLP:AMBER", .amber),
      (String(repeating: "a ", count: 9000) + "TLP:AMBER " + String(repeating: "a ", count: 9000), nil),
    ] as [(String, TLP?)])
  func `the strictest mark of a text's ends counts`(text: String, mark: TLP?) {
    #expect(WrittenMark.tlp(in: Array(text.utf8).span) == mark)
  }

  @Test(arguments: [
    "# TLP:RED\nexample.org\n", "TLP:RED\n\nWe saw example.org today.\nNothing else.\n",
    "<html><body><p>TLP:RED</p><p>example.org</p></body></html>",
  ])
  func `lists, reports and pages carry the mark they state`(text: String) throws {
    #expect(try readDocument(text).1.tlp == .red)
  }
}
