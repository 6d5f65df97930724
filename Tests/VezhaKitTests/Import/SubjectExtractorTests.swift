import Foundation
import Testing

@testable import VezhaKit

/// The policy of the extractor, case by case: a text and the subjects it names, `-` for none.
///
/// Hosts and addresses as they are, `@DOMAIN` for a mailbox, `:PORT` where the text states one.
struct ExtractorCase: Sendable, CustomTestStringConvertible {
  var text: String
  var expected: String
  var testDescription: String { text }

  init(_ text: String, _ expected: String) {
    self.text = text
    self.expected = expected
  }
}

@Suite struct SubjectExtractorTests {
  static let names: [ExtractorCase] = [
    // A host stands alone, in a sentence, in brackets, quotes, tables.
    .init("example.org", "example.org"), .init("attack on example.org today", "example.org"),
    .init("See example.org.", "example.org"),
    .init(
      "example.org, www.example.net; (example.com)!",
      "example.org www.example.net example.com"),
    .init(
      "\"example.org\" 'example.net' «example.com» “example.edu”", "example.org example.net example.com example.edu"),
    .init("|example.org|example.net|", "example.org example.net"),
    .init("`example.org`, +example.net+", "example.org example.net"),
    .init("**example.org** _example.net_ ~example.com~", "example.org example.net example.com"),
    .init("<b>example.org</b><br>example.net", "example.org example.net"), .init("host=example.org", "example.org"),
    .init("сайт:example.org", "example.org"), .init("EXAMPLE.ORG", "example.org"),
    .init("*.example.org", "example.org"),
    .init(".example.org", "example.org"), .init("example.org…", "example.org"), .init("🔻example.org🔥", "example.org"),
    .init("example.org's site", "example.org"), .init("1) example.org", "example.org"),
    .init("a-b.example.org -example.net-", "a-b.example.org example.net"),
    .init("_dmarc.example.org", "_dmarc.example.org"),
    // Ports and paths belong to it; only the port is kept.
    .init("example.org:8443/login", "example.org:8443"), .init("example.org:99999", "example.org"),
    .init("example.org: down", "example.org"), .init("example.org:443.", "example.org:443"),
    .init("example.org?", "example.org"), .init("example.org/a?b=c.net", "example.org"),
    // Two hosts with a slash between are one host and a path, as target lists write them.
    .init("www.example.org/www.example.net", "www.example.org"),
    // Other scripts.
    .init("атака на приклад.укр!", "xn--80aikifvh.xn--j1amh"),
    .init(
      "сайты: мфц92.рф, торусдон.рф.",
      "xn--92-7lc6ak.xn--p1ai xn--d1asbbigek.xn--p1ai"),
    .init("приклад.укр/шлях", "xn--80aikifvh.xn--j1amh"),
    .init("https://приклад.укр:8443/x", "xn--80aikifvh.xn--j1amh:8443"),
    .init("例え.テスト.jp を", "xn--r8jz45g.xn--zckzah.jp"), .init("ｅｘａｍｐｌｅ．ｏｒｇ", "example.org"),
    .init("example。org", "example.org"), .init("exa\u{200B}mple.org", "example.org"),
    .init("exa\u{00AD}mple.org", "example.org"), .init("xn--80aikifvh.xn--j1amh", "xn--80aikifvh.xn--j1amh"),
    .init("访问。example.org，谢谢", "example.org"),
    // What only looks like a name: abbreviations, words without a space, unknown endings.
    .init("e.g. i.e. т.е. т.д. p.m. U.S. г.Київ", "-"), .init("the end.It was late", "-"),
    .init("the end.The next", "-"),
    .init("Visit example.org.The next day", "example.org"), .init("приклад.укр.Далі", "xn--80aikifvh.xn--j1amh"),
    .init("index.html main.css x.unknownending", "-"), .init("x.x.x.x a.b 85.85 tooshor.t", "-"),
    // Pieces of keys and passwords: capitals stand in them as in no word.
    .init("password sTUlsWa1.cr", "-"), .init("`et2z7q0FREZ.cr`", "-"),
    .init("openSUSE.org html2PDF.com B2B24Shop.com a1b2c3.org", "opensuse.org html2pdf.com b2b24shop.com a1b2c3.org"),
    .init("aBcDe.com x.yZaBcD.org", "-"),
    .init("https://sTUlsWa1.cr/", "stulswa1.cr:443"), .init("sTUlsWa1[.]cr", "stulswa1.cr"),
    .init("iPhone.com eBay.com McName.org", "iphone.com ebay.com mcname.org"),
    .init("DuckDuckGo.com My.eXample.org", "duckduckgo.com my.example.org"),
    .init("foo.name() String.format(x)", "-"), .init("no dots here at all", "-"), .init("...", "-"), .init("a..b", "-"),
    // Files that look like hosts: only with a scheme or a second sign.
    .init("setup.zip readme.md script.py install.sh libc.so", "-"), .init("https://setup.zip/", "setup.zip:443"),
    .init("setup.zip/path", "setup.zip"), .init("www.readme.md", "www.readme.md"), .init("setup[.]zip", "setup.zip"),
    .init("readme.md:8080", "readme.md:8080"), .init("x@readme.md", "@readme.md"), .init("README.uk.md", "-"),
    .init("minister.gov.md", "minister.gov.md"), .init("C:\\dir\\file.com", "-"), .init("/var/www/example.org", "-"),
    .init("src/main.rs", "-"), .init("//example.org/x", "example.org"), .init("DOMAIN\\user.name", "-"),
    // Percent signs begin no name.
    .init("%2Fexample.org", "example.org"), .init("example.org%2F", "example.org"),
  ]

  static let urls: [ExtractorCase] = [
    .init("https://example.org", "example.org:443"), .init("http://example.org/a.b/c.php?x=y.net", "example.org:80"),
    .init("(https://example.org/a_(b))", "example.org:443"), .init("[text](https://example.org/x)", "example.org:443"),
    .init("https://example.org[label]", "example.org:443"), .init("https://example.org.", "example.org:443"),
    .init("https://example.org,https://example.net", "example.org:443 example.net:443"),
    .init("https://example.org”текст", "example.org:443"), .init("see:https://example.org", "example.org:443"),
    .init("**https://example.org**", "example.org:443"), .init("https://user:pw@example.org:444/", "example.org:444"),
    .init("tcp://192.0.2.1:443", "192.0.2.1:443"), .init("ftp://example.org", "example.org:21"),
    .init("https://[2001:db8::1]:8443/x", "2001:db8::1:8443"), .init("https://ministry/", "-"),
    .init("https://example.invalidending/", "example.invalidending:443"),
    // What a path or query holds is no listing: it is a parameter of the attack.
    .init("https://example.org/?u=https://example.net/", "example.org:443"),
    .init("https://example.org/m?u=http%3A%2F%2Fexample.net", "example.org:443"),
    // Links to checks and archives are hosts like any other; nothing is ever opened.
    .init("https://check-host.net/check-report/1a2b", "check-host.net:443"),
    .init("file:///home/example.org", "-"), .init("http:// example.org", "example.org"), .init("https:///x", "-"),
  ]

  static let defanged: [ExtractorCase] = [
    .init("example[.]org", "example.org"), .init("example(.)org", "example.org"), .init("example{.}org", "example.org"),
    .init("example[dot]org", "example.org"), .init("example(dot)org", "example.org"),
    .init("example[d0t]org", "example.org"),
    .init("example [.] org", "example.org"), .init("example\\.org", "example.org"),
    .init("example[.org", "example.org"),
    .init("example.]org", "example.org"), .init("www[.]example[.]org", "www.example.org"),
    .init("hxxp://example[.]org", "example.org:80"), .init("hXXps://example[.]org/a", "example.org:443"),
    .init("h**p://example.org", "example.org:80"), .init("meow://example.org", "example.org:80"),
    .init("fxp://example[.]org", "example.org:21"), .init("hxxp[:]//example[.]org", "example.org:80"),
    .init("hxxps[://]example[.]org[/]login", "example.org:443"), .init("http:\\\\example.org\\x", "example.org:80"),
    .init("http:/example.org", "example.org:80"), .init("192[.]0[.]2[.]1", "192.0.2.1"),
    .init("192[.]0.2[.1:8080", "192.0.2.1:8080"), .init("user[@]example[.]org", "@example.org"),
    .init("user[at]example[dot]org", "@example.org"), .init("http__example.org/x", "example.org"),
    .init("hxxps__example[.]org", "example.org"), .init("http:__192.0.2.1", "192.0.2.1"),
    .init("a__b.example.org", "a__b.example.org"), .init("happy__one.example.org", "happy__one.example.org"),
    .init("IP 192[.]0[.]2[.]1, host example[.]org.", "192.0.2.1 example.org"),
    // Without brackets `dot`, `at` and commas are words and punctuation.
    .init("example dot org", "-"), .init("user at example dot org", "-"), .init("example,org", "-"),
    .init("192,0,2,1", "-"),
    // An underscore may stand in a name; what it lies below is found all the same.
    .init("http__example.org", "example.org"), .init("(at the office) [1] {x}", "-"),
  ]

  static let addresses: [ExtractorCase] = [
    .init("192.0.2.1", "192.0.2.1"), .init("at 192.0.2.1.", "192.0.2.1"), .init("(192.0.2.1)", "192.0.2.1"),
    .init("192.0.2.1:8080/x", "192.0.2.1:8080"), .init("192.0.2.1/x", "192.0.2.1"),
    .init("192.0.2.0/24", "192.0.2.0/24"),
    .init("192.0.2.7/24,", "192.0.2.0/24"), .init("192.0.2.0/33", "-"),
    .init("192.0.2.0/255.255.255.0", "192.0.2.0/24"),
    .init("192.0.2.1-192.0.2.9", "192.0.2.1-192.0.2.9"), .init("192.0.2.1 - 192.0.2.9", "192.0.2.1-192.0.2.9"),
    .init("192.0.2.1 – 192.0.2.9", "192.0.2.1-192.0.2.9"), .init("192.0.2.1 - down", "192.0.2.1"),
    .init("192.0.2.1-9", "-"), .init("192.0.2.1, 192.0.2.2", "192.0.2.1 192.0.2.2"),
    .init("2001:DB8::1", "2001:db8::1"), .init("on 2001:db8:0:0:0:0:0:1,", "2001:db8::1"),
    .init("[2001:db8::1]:443", "2001:db8::1:443"), .init("2001:db8::/32", "2001:db8::/32"),
    .init("fe80::1:2%eth0", "fe80::1:2"), .init("::ffff:192.0.2.1", "192.0.2.1"),
    // Versions and other numbers with dots.
    .init("10.0.19041.1", "-"), .init("version 4.2.1.0", "-"), .init("Версія: 4.2.1.0", "-"), .init("v1.2.3.4", "-"),
    .init("Chrome/91.0.4.114", "-"), .init("1.3.6.1.4.1", "-"), .init("192.0.2.1.5", "-"), .init("192.0.2", "-"),
    .init("0177.0.0.01", "-"), .init("256.0.0.1", "-"), .init("192.0.2.x", "-"),
    .init("on 01.02.2022 at 10:30:45", "-"),
    // Code, times, hardware addresses.
    .init("std::string add::face ::1 ::", "-"), .init("12:30:45", "-"), .init("02:00:5e:10:00:01", "-"),
    .init("a:b:c:d:e:f:g:h", "-"),
  ]

  static let mailboxes: [ExtractorCase] = [
    .init("user@example.org", "@example.org"), .init("first.last+tag@mail.example.org.", "@mail.example.org"),
    .init("<press@example.org>", "@example.org"), .init("mailto:x@example.org", "@example.org"),
    .init("all of @example.org", "@example.org"), .init("user@192.0.2.1", "192.0.2.1"), .init("user@host", "-"),
    .init("john.me+x@example.org", "@example.org"), .init("@channel_name", "-"),
  ]

  static let vulnerabilities: [ExtractorCase] = [
    .init("CVE-2024-12345", "CVE-2024-12345"), .init("(cve-2024-1234)", "CVE-2024-1234"),
    .init("CVE 2024-1234, CVE_2023-4567", "CVE-2024-1234 CVE-2023-4567"), .init("CVE-2024-123", "-"),
    .init("XCVE-2024-1234", "-"), .init("ACVE 2024-1234", "-"), .init("555-2024-1234", "-"),
  ]

  @Test(arguments: names + urls + defanged + addresses + mailboxes + vulnerabilities)
  func `a text names what the policy says`(row: ExtractorCase) {
    #expect(extracted(row.text).joined(separator: " ") == (row.expected == "-" ? "" : row.expected))
    // Nor does it matter what stands around the line.
    #expect(extracted("words before\n\(row.text)\nwords after") == extracted(row.text))
  }

  @Test func `the place of a subject is where it was written`() {
    let text = "first line\nsee hxxp[:]//example[.]org/x, and (192[.]0[.]2[.]1) or example.net."
    #expect(places(text) == ["hxxp[:]//example[.]org/x", "192[.]0[.]2[.]1", "example.net"])
  }
}

/// The subjects of a text as the tables write them.
func extracted(_ text: String) -> [String] {
  var extractor = SubjectExtractor()
  var found: [String] = []
  extractor.forEach(in: Array(text.utf8).span) { value, subject, _ in
    let name: String =
      switch value.kind {
      case .host, .cve, .name: string(subject)
      case .emailDomain: "@" + string(subject)
      case .address: value.address?.description ?? "?"
      case .range: value.range?.description ?? "?"
      }
    found.append(name + (value.port.map { ":\($0)" } ?? ""))
  }
  return found
}

private func places(_ text: String) -> [String] {
  let bytes = Array(text.utf8)
  var extractor = SubjectExtractor()
  var found: [String] = []
  extractor.forEach(in: bytes.span) { _, _, place in found.append(String(decoding: bytes[place.range], as: UTF8.self)) }
  return found
}
