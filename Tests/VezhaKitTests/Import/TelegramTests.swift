import Foundation
import Testing

@testable import VezhaKit

@Suite struct TelegramTests {
  /// A message and what it says: role, threat, subjects.
  static let messages: [(String, String)] = [
    ("Target for today: https://www.gov.example", "target ddos www.gov.example"),
    ("Ціль: gov.example, працюємо!", "target ddos gov.example"),
    ("Сегодня наша цель gov.example", "target ddos gov.example"),
    ("gov.example", "target - gov.example"), ("https://download.gov.example/downtown", "target - download.gov.example"),
    ("gov.example is down", "claimed ddos gov.example"), ("gov.example DOWN!!!", "claimed ddos gov.example"),
    ("gov.example лежить", "claimed ddos gov.example"), ("gov.example не   працює", "claimed ddos gov.example"),
    ("Портал gov.example недоступен", "claimed ddos gov.example"), ("Положили gov.example", "claimed ddos gov.example"),
    ("ціль gov.example впала", "claimed ddos gov.example"),
    ("Выведены из строя: gov.example", "claimed ddos gov.example"),
    ("gov.example https://check-host.net/check-report/1a2b3c", "claimed ddos gov.example"),
    ("gov.example defaced by X", "claimed defacement gov.example"),
    ("gov.example database leaked", "claimed leak gov.example"),
    ("Утечка: gov.example", "claimed leak gov.example"), ("База даних gov.example", "claimed leak gov.example"),
    ("https://leak.gov.example/down/timeout", "target - leak.gov.example"),
    ("Ціль: database.gov.example", "target ddos database.gov.example"),
    ("gov.example не отвечает", "claimed ddos gov.example"),
    ("gov.example не відкривається", "claimed ddos gov.example"),
    ("positioned, 502 Bad Gateway: gov.example", "claimed ddos gov.example"),
    ("gov.example DDoSed", "claimed ddos gov.example"), ("gov.example мёртв", "claimed ddos gov.example"),
    ("Дамп gov.example", "claimed leak gov.example"), ("сайт gov.example положен", "claimed ddos gov.example"),
    ("Подписывайтесь https://t.me/channel", ""), ("положение дел gov.example", "target - gov.example"),
  ]

  @Test(arguments: messages)
  func `a message means what its words say`(text: String, expected: String) throws {
    let json = try #require(String(bytes: quoted(text), encoding: .utf8))
    let (sink, summary) = try readDocument(
      #"{"name":"x","type":"public_channel","id":1,"messages":[{"id":1,"type":"message","date_unixtime":"1795000000","text":\#(json)}]}"#
    )
    let found = sink.rows.map { "\($0.role?.rawValue ?? "-") \($0.threat?.rawValue ?? "-") \($0.subject)" }
    #expect(found.joined(separator: "; ") == expected)
    #expect(summary.rows == 1)
  }

  private func quoted(_ text: String) -> [UInt8] { Array("\"\(text)\"".utf8) }

  @Test func `a chat is read with its entities, links, times and edits`() throws {
    let text = #"""
      {"name":"x\x0Ay","type":"public_channel","id":1,"messages":[
      {"id":1,"type":"service","date":"2026-11-16T10:00:00","text":"gov.example"},
      {"id":2,"type":"unsupported"},
      {"id":3,"type":"message","date":"2026-11-16T10:00:00","date_unixtime":"1795000000","edited_unixtime":"1795009999",
       "text":["see ",{"type":"bold","text":"www."},"gov.exa",{"type":"spoiler","text":"mple"}," ",{"type":"text_link","text":"here","href":"https://tax.gov.example/x"}]},
      {"id":4,"type":"message","date":"2026-11-16T10:00:00","forwarded_from":"y","text":"","text_entities":[{"type":"plain","text":"mail.gov.example\x0Adown"}]}]}
      """#
    let (sink, summary) = try readDocument(text)
    #expect(sink.rows.map(\.subject) == ["www.gov.example", "tax.gov.example", "mail.gov.example"])
    #expect(sink.rows.map(\.place) == ["/messages/2/text", "/messages/2/text", "/messages/3/text"])
    #expect(sink.rows.map(\.role) == [.target, .target, .claimed])
    #expect(
      sink.rows.map(\.time) == [
        Instant(seconds: 1_795_000_000).description, Instant(seconds: 1_795_000_000).description,
        "2026-11-16T10:00:00Z",
      ])
    #expect(summary.rows == 2)
    #expect(
      summary.note
        == "1 message edited after they were written: dated by when they were written; 1 message forwarded: dated by when they were forwarded; 1 message with a time without zone, read as UTC; escapes that are no JSON were mended"
    )
    #expect(TelegramJSON.published(Array(text.utf8).span) == Instant(seconds: 1_795_000_000))
  }

  @Test(arguments: [#""type":"saved_messages","id":1"#, #""name":null,"type":"public_channel","id":1"#])
  func `a chat without a name is read`(head: String) throws {
    let text =
      #"{\#(head),"messages":[{"id":1,"type":"message","date_unixtime":"1795000000","text":"gov.example"}]}"#
    #expect(try DocumentReader.format(of: text.utf8.span, in: Series(key: "x"), file: "x").id == "telegram-json")
    #expect(try readDocument(text).0.rows.map(\.subject) == ["gov.example"])
  }

  @Test func `a message with many links is joined once`() throws {
    let links = (0..<20_000).map { Array("https://h\($0).example/path/of/a/link/that/is/long".utf8) }
    let joined = MessageClaims.joined(Array("down".utf8), links)
    #expect(joined.count == 4 + links.reduce(0) { $0 + $1.count + 1 })
    #expect(joined.starts(with: Array("down https://h0.example/".utf8)))
  }

  @Test func `a full export is read chat by chat`() throws {
    let chat =
      #"{"name":"x","type":"personal_chat","id":2,"messages":[{"id":1,"type":"message","date_unixtime":"1795000000","text":"gov.example"}]}"#
    let (sink, _) = try readDocument(
      #"{"about":"x","chats":{"about":"y","list":[{"id":1},\#(chat)]},"left_chats":{"list":[\#(chat)]}}"#)
    #expect(sink.rows.map(\.place) == ["/chats/list/1/messages/0/text", "/left_chats/list/0/messages/0/text"])
  }

  @Test func `words of the series replace the ones that are built in`() throws {
    var series = Series(key: "channel")
    series.words = ClaimWords(claimed: ["kaputt*"])
    let text =
      #"{"name":"x","type":"public_channel","id":1,"messages":[{"id":1,"type":"message","text":"a.gov.example down"},{"id":2,"type":"message","text":"b.gov.example KAPUTTGEMACHT"}]}"#
    let (sink, _) = try readDocument(text, of: series)
    #expect(sink.rows.map(\.role) == [.target, .claimed])
  }

  @Test func `a page of an HTML export is read message by message`() throws {
    let page = """
      <!DOCTYPE html><html><head><meta charset="utf-8"/><title>Exported Data</title></head><body><div class="page_wrap">
      <div class="history"><div class="message service" id="message-1"><div class="body details">28 July 2020</div></div>
      <div class="message default clearfix" id="message7"><div class="body"><div class="pull_right date details" title="28.07.2020 01:47:03 UTC+05:00">01:47</div>
      <div class="from_name">X</div><div class="text">Target:<br><a href="https://www.gov.example/a">click</a> exa<strong>mple.org</strong></div></div></div>
      <div class="message default clearfix joined" id="message8"><div class="body"><div class="pull_right date details" title="28.07.2020 01:48:03">01:48</div>
      <div class="text">gov.example лежить &amp; tax.gov.example</div></div></div></div></div></body></html>
      """
    let (sink, summary) = try readDocument(page)
    #expect(
      sink.rows.map { "\($0.place) \($0.role?.rawValue ?? "-") \($0.subject) \($0.time ?? "-")" } == [
        "#message7 target example.org 2020-07-27T20:47:03Z", "#message7 target www.gov.example 2020-07-27T20:47:03Z",
        "#message8 claimed gov.example 2020-07-28T01:48:03Z", "#message8 claimed tax.gov.example 2020-07-28T01:48:03Z",
      ])
    #expect(summary.note == "1 message with a time without zone, read as UTC")
    #expect(TelegramHTML.published(Array(page.utf8).span) == Instant("2020-07-28T01:48:03Z"))
  }
}
