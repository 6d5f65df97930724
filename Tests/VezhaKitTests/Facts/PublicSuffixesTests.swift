import Foundation
import Testing

@testable import VezhaKit

@Suite struct PublicSuffixesTests {
  // `example` is no listed TLD: the default rule `*` makes it a suffix. `github.io` is of the private section.
  @Test(
    arguments: [
      ("a.b.example", "b.example"), ("b.example", "b.example"), ("example", nil),
      ("www.gov.uk", "www.gov.uk"),
      ("gov.uk", nil), ("a.b.github.io", "b.github.io"), ("github.io", nil), ("a.kiev.ua", "a.kiev.ua"),
      ("www.city.kawasaki.jp", "city.kawasaki.jp"), ("", nil),
    ] as [(String, String?)])
  func `the registrable domain is found`(host: String, expected: String?) throws {
    let suffixes = try PublicSuffixes()
    #expect(registrable(host, suffixes) == expected)
    let isSuffix = suffixes.isPublicSuffix(host.utf8.span)
    #expect(isSuffix == (expected == nil && !host.isEmpty))
  }

  @Test(
    arguments: [
      ("gov.example", nil), ("x.gov.example", "x.gov.example"), ("a.x.gov.example", "x.gov.example"),
      ("xgov.example", "xgov.example"), ("a.xgov.example", "xgov.example"),
      ("x.a.deep.gov.example", "a.deep.gov.example"),
      ("deep.gov.example", nil), ("a.xn--80adxhks.example", "a.xn--80adxhks.example"),
    ] as [(String, String?)])
  func `suffixes of the configuration count`(host: String, expected: String?) throws {
    let suffixes = try PublicSuffixes(extra: ["Gov.Example", "deep.gov.example", "москва.example"])
    #expect(registrable(host, suffixes) == expected)
    let isSuffix = suffixes.isPublicSuffix(host.utf8.span)
    #expect(isSuffix == (expected == nil))
  }

  @Test func `a list file that is none is refused`() throws {
    let missing = #expect(throws: ReadError.self) { try PublicSuffixes(listFile: "no/such/list.dat") }
    #expect(missing?.code == .unreadable)
    #expect(missing?.reason == "cannot read the public suffix list: no such file or directory")
    let folder = #expect(throws: ReadError.self) { try PublicSuffixes(listFile: "/") }
    #expect(folder?.code == .unreadable)
    let empty = #expect(throws: ReadError.self) { try PublicSuffixes(listFile: "/dev/null") }
    #expect(empty?.code == .malformed)
    let suffix = #expect(throws: ReadError.self) { try PublicSuffixes(extra: ["a b"]) }
    #expect(suffix?.code == .malformed)
  }

  // publicsuffix.org's own tests, with the list of the same day. U-labels are given to HostName first.
  @Test(.enabled(if: Corpus.root != nil, "corpus is absent: set VEZHA_CORPUS"))
  func `the list's own tests pass`() throws {
    let root = try #require(Corpus.root).appending(path: "lists/psl")
    let suffixes = try PublicSuffixes(listFile: root.appending(path: "public_suffix_list.dat").path)
    var compared = 0
    for line in try String(contentsOf: root.appending(path: "tests.txt"), encoding: .utf8).split(
      separator: "\n")
    {
      let fields = line.split(separator: " ")
      guard fields.count == 2, fields[0] != "null", !line.hasPrefix("//") else { continue }
      // A leading dot is no name for us; the tests expect null of it too.
      var buffer: [UInt8] = []
      do throws(HostName.Rejection) {
        _ = try HostName.canonicalise(String(fields[0]).utf8.span, into: &buffer)
      } catch {
        guard error == .singleLabel else {
          #expect(fields[1] == "null", "\(line)")
          continue
        }
      }
      let expected = fields[1] == "null" ? nil : HostName(String(fields[1]))?.canonical
      #expect(registrable(String(decoding: buffer, as: UTF8.self), suffixes) == expected, "\(line)")
      compared += 1
    }
    #expect(compared > 70)
  }

  private func registrable(_ host: String, _ suffixes: PublicSuffixes) -> String? {
    suffixes.registrableLength(host.utf8.span).map { String(host.suffix($0)) }
  }
}
