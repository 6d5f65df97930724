import Foundation
import Testing

@testable import VezhaKit

/// The labelled set of hosts and addresses: what an analyst would say of each listed entry, reasoned from the design.
///
/// Nothing may be missed and nothing invented.
@Suite struct StructuralTests {
  struct Part: Sendable, CustomTestStringConvertible {
    var title: String
    var suffixes: [String] = []
    var constituency: [String] = []
    var inventory: [String] = []
    var rows: [(listed: String, expected: Set<String>, why: String)] = []

    var testDescription: String { title }
  }

  static let parts: [Part] = {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Labelled/structural.txt")
    var parts: [Part] = []
    for line in ((try? String(contentsOf: file, encoding: .utf8)) ?? "").split(separator: "\n").map(String.init)
    where !line.hasPrefix("#") {
      let words = line.split(separator: " ").map(String.init)
      if line.hasPrefix("== ") {
        parts.append(Part(title: String(line.dropFirst(3))))
      } else if parts.isEmpty {
        continue
      } else if words.first == "suffixes" {
        parts[parts.count - 1].suffixes = Array(words.dropFirst())
      } else if words.first == "constituency" {
        parts[parts.count - 1].constituency = Array(words.dropFirst())
      } else if line.hasPrefix("+ ") {
        parts[parts.count - 1].inventory.append(String(line.dropFirst(2)))
      } else {
        let fields = line.components(separatedBy: "\t")
        guard fields.count == 3 else { continue }
        let expected = fields[1] == "-" ? [] : Set(fields[1].components(separatedBy: "; "))
        parts[parts.count - 1].rows.append((listed: fields[0], expected: expected, why: fields[2]))
      }
    }
    return parts
  }()

  @Test func `the set is large, every row says why, and no row stands twice`() {
    // As bytes: to Swift composed and decomposed letters are the same text.
    let rows = Self.parts.flatMap { part in part.rows.map { Array("\(part.title)\t\($0.listed)".utf8) } }
    #expect(Set(rows).count == rows.count)
    #expect(Self.parts.allSatisfy { $0.rows.allSatisfy { $0.why.count > 3 } })
    let hits = Self.parts.flatMap(\.rows).count { !$0.expected.isEmpty }
    #expect(rows.count >= 600 && hits >= 250 && rows.count - hits >= 250, "\(rows.count) rows, \(hits) hits")
    print("hosts and addresses: \(rows.count) labelled rows in \(Self.parts.count) parts, \(hits) of them hits")
  }

  @Test(arguments: parts)
  func `nothing is missed and nothing invented`(part: Part) throws {
    let world = try MatchWorld(
      part.inventory.joined(separator: "\n"), suffixes: part.suffixes, constituency: part.constituency)
    var missed: [String] = []
    var invented: [String] = []
    for row in part.rows {
      var found: Set<String> = []
      for finding in try world.findings(row.listed) {
        let rule = try #require(finding.evidence.map(\.rule).min(), "\(row.listed)")
        found.insert("\(finding.organization) \(rule.rawValue)")
        // The design's own table; an address beside a foreign host is never more than possible.
        let expected: Certainty =
          switch rule {
          case .hostExact: .certain
          case .addressExact, .addressInRange, .rangeOverAddress: row.listed.contains(" @ ") ? .possible : .strong
          case .sharedAddress: .possible
          default: .strong
          }
        #expect(finding.certainty == expected, "\(row.listed): \(row.why)")
      }
      missed += row.expected.subtracting(found).sorted().map { "\(row.listed) lacks \($0): \(row.why)" }
      invented += found.subtracting(row.expected).sorted().map { "\(row.listed) has \($0): \(row.why)" }
    }
    print("\(part.title): \(part.rows.count) rows, \(missed.count) false negatives, \(invented.count) false positives")
    #expect(missed.isEmpty, "\(missed.joined(separator: "\n"))")
    #expect(invented.isEmpty, "\(invented.joined(separator: "\n"))")
  }
}
