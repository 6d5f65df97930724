import Testing

@testable import VezhaKit

/// Somebody else's patterns: what is taken, what they find, and that none can stop us.
@Suite struct TextPatternTests {
  private static func pattern(_ text: String) -> TextPattern? { TextPattern(text.utf8.span) }

  /// Nil where the pattern is none.
  private static func isFound(_ pattern: String, _ text: String) -> Bool? {
    guard let compiled = Self.pattern(pattern) else { return nil }
    return compiled.matches(text.utf8.span)
  }

  @Test(
    arguments: [
      ("/^(security|noc)\\@.*\\..*$/i", "NOC@example.org", true),
      ("/^(security|noc)\\@.*\\..*$/", "NOC@example.org", false),
      ("/^cdn[0-9]+\\./", "cdn12.example", true), ("/^cdn[0-9]+\\./", "www.cdn12.example", false),
      ("cdn", "www.cdn12.example", true), ("#^a/b#", "a/b", true), ("{^a.c$}i", "ABC", true),
      ("/п.шта/iu", "ПОШТА", true),
      ("/a b/x", "ab", true), ("/x/", "", false), ("/^$/", "", true),
    ] as [(String, String, Bool)])
  func `a pattern finds what PCRE would`(pattern: String, text: String, isFound: Bool) {
    #expect(Self.isFound(pattern, text) == isFound)
  }

  @Test(arguments: ["", "/", "//", "/(/", "/a", "/a/e", "/a/ig7", "(?<", "[", "\\", "a{3,1}"])
  func `what is no pattern is none`(text: String) { #expect(Self.pattern(text) == nil) }

  @Test func `a pattern longer than 1 KiB is none`() {
    #expect(Self.pattern(String(repeating: "a", count: 1024)) != nil)
    #expect(Self.pattern(String(repeating: "a", count: 1025)) == nil)
  }

  // Each takes exponential time or deep recursion in an engine without limits.
  @Test(arguments: [
    "(a+)+$", "(a|aa)+$", "(a*)*b", "^(([a-z])+.)+[A-Z]([a-z])+$", "(.*)*c", "(?:a?){60}a{60}b",
    "((((((((((a*)*)*)*)*)*)*)*)*)*)b", "(x+x+)+y", "((a{1,100}){1,100}){1,100}b",
  ])
  func `a pattern that would run for ever ends as not found`(pattern: String) {
    let text = String(repeating: "a", count: 1000) + "!"
    let clock = ContinuousClock()
    let spent = clock.measure { #expect(Self.isFound(pattern, text) != true) }
    #expect(spent < .seconds(2), "\(spent)")
  }

  @Test func `many threads may try one pattern`() async throws {
    let pattern = try #require(Self.pattern("/^[a-z]+[0-9]+$/"))
    let found = await withTaskGroup(of: Int.self) { group in
      for task in 0..<8 {
        group.addTask { Self.count(pattern, from: task) }
      }
      return await group.reduce(0, +)
    }
    #expect(found == 4000)
  }

  private static func count(_ pattern: TextPattern, from first: Int) -> Int {
    (first..<first + 500).count { number in
      let text = "name\(number)"
      return pattern.matches(text.utf8.span)
    }
  }
}
