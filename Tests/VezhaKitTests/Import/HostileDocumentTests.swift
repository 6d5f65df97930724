import Foundation
import Testing

@testable import VezhaKit

/// Whatever bytes arrive, a reader lists, skips or refuses: it never traps.
@Suite struct HostileDocumentTests {
  /// A document of each format that is damaged on purpose.
  static let documents = [
    #"{"targets":[{"host":"www.gov.example/www.gov.example","ip":"192.0.2.1.","type":"http","method":"GET","port":443,"path":"/x"}],"randoms":[]}"#,
    "host,ip,type,method,port,use_ssl,path\r\nwww.gov.example,192.0.2.1,tcp,PING,443,True,\r\n\"a\"\"b\",,,,70000,,\r\n",
    #"[{"page":"https://www.gov.example/","atack":1},{"id":1,"url":"x","page":"http://приклад.укр"}]"#,
    "0.0.0.0 a.example b.example # c\n[::] d.example\nfe80::1%lo0 localhost\n",
    "||a.example^$all\n@@||b^\n! c\n||*.d.example|\n",
    "Name;Website;IP;Час\nA;www.gov.example;192.0.2.1;2026-11-16T10:00:00Z\n['x'];;[2001:db8::1]:443;1795000000\n",
    #"{"name":"x\x0A","type":"y","id":1,"messages":[{"type":"message","date_unixtime":"1795000000","text":["a.example down ",{"type":"text_link","text":"z","href":"https://t.me/x"}]}]}"#,
    #"[{"post_title":"A &amp; B b.example...","group_name":"x","website":"www.gov.example","discovered":"2026-11-16 10:00:00.123"}]"#,
    "<html><body class=\"page_wrap\"><div class=\"history\"><div class=\"message default\" id=\"m\"><div class=\"date details\" title=\"28.07.2020 01:47:03 UTC+05:00\"></div><div class=\"text\">gov.example</div></div></div></body></html>",
    "= Report\n\nSee hxxps[://]a[.]example[:]8443/x, 192.0.2.1 – 192.0.2.9, [2001:db8::1]:443, u[at]b[dot]example, CVE-2026-1234 і приклад.укр。\n",
    #"[{"source":"a.b","confidence":"low","category":"bots","fqdn":"c2.example","url":"http://c2.example/x","address":[{"ip":"192.0.2.1"}],"dip":"192.0.2.2","dport":80,"sport":"1","time":"2026-11-18T07:05:12Z","restriction":"internal"},7]"#,
    "{\"classification.type\":\"ddos\",\"source.ip\":\"192.0.2.1\",\"destination\":{\"url\":\"https://a.example:1/x\"}}\n{\"classification\":{\"type\":\"spam\"},\"source\":{\"account\":\"a@b.example\"}}\n",
    "source ip,source time,type,url,domain name,tlp\n192.0.2.1,2026-11-18 03:13:20Z,ddos target,http://a.example,a.example,amber\n",
    "\"add_date\",\"accept_date\",\"attacker\",\"domain\",\"ip_address\",\"defacement_id\"\n\"2026-11-16 11:56:00\",\"\",\"x\",\"http://a.example/x\",\"192.0.2.1\",\"1\"\n",
    "<rss><channel><title>Zone-H.org</title><item><title>http://a.example/</title><pubDate>Tue, 17 Nov 2026 14:48:17 +0000</pubDate></item></channel></rss>",
    "1. https://user:pw@a.example:99999/x\n• 192.0.2.0/33\n2001:db8::/129\n\u{200B}x.example\n-\n",
  ]

  @Test(arguments: documents)
  func `a damaged document is listed, skipped or refused`(document: String) {
    let original = Array(document.utf8)
    // Bytes that mean something to some reader.
    let bytes: [UInt8] =
      Array("\0\t\n\r\"'\\/.:;,|[]{}()<>@#!-=&*%x0".utf8) + [0x80, 0xbf, 0xc2, 0xd0, 0xe2, 0xe3, 0xef, 0xf0, 0xff]
    var random: UInt64 = 0x5645_5a48_4121
    func next(_ limit: Int) -> Int {
      random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((random >> 33) % UInt64(limit))
    }
    var series = Series(key: "x")
    series.fields = FieldPaths(places: [.host: ["host", "page", "Website"], .text: ["text", "post_title"]])
    for round in 0..<400 {
      var damaged = original
      for _ in 0...next(4) {
        switch next(4) {
        case 0: damaged[next(damaged.count)] = bytes[next(bytes.count)]
        case 1: damaged.insert(bytes[next(bytes.count)], at: next(damaged.count))
        case 2: if damaged.count > 2 { damaged.remove(at: next(damaged.count)) }
        default: damaged = Array(damaged.prefix(max(1, next(damaged.count))))
        }
      }
      _ = try? readDocument(damaged, of: round % 4 == 0 ? series : Series(key: "x"))
      for format in DocumentReader.formats {
        _ = format.recognises(head: damaged.span)
        if round % 8 == 0 { _ = try? format.read(damaged.span, of: series, into: CollectingSink()) }
        _ = format.published(damaged.span)
      }
    }
  }

  /// Pieces of lines without end, at each of which a reader may be tempted to look at the whole line again.
  static let pieces = [
    "1:", "f:", "::", "a://", "a://b.", "a-.b?", "a-.b?x)", "http://a.example/))", "(", ")", "a.b ", "1.1.1.1 - ",
    "1.1.1.1:", "%2f", "x@", "[.", "a.", "CVE-", "v 1.2.3.4 ",
  ]

  @Test(arguments: pieces)
  func `ten times the text takes about ten times as long`(piece: String) {
    /// The shortest processor time of several readings: other tests run beside this one.
    func time(_ count: Int) -> Double {
      let text = Array(String(repeating: piece, count: count / piece.utf8.count).utf8)
      var extractor = SubjectExtractor()
      return (0..<5).map { _ in
        let start = Self.processorTime()
        extractor.forEach(in: text.span) { _, _, _ in }
        return Self.processorTime() - start
      }.min() ?? 0
    }
    // Where time grows with the square of the size it is a hundred times.
    #expect(time(200_000) < time(20_000) * 40 + 0.005, "\(piece)")
  }

  /// Seconds that this thread has computed.
  private static func processorTime() -> Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
