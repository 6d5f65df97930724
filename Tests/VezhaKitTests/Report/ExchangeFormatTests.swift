import Foundation
import Testing

@testable import VezhaKit

/// Markdown, NDJSON, STIX and MISP: what other programs read.
@Suite struct ExchangeFormatTests {
  private func file(_ week: NamedWeek, _ format: String) throws -> [UInt8] {
    try #require(try ReportWriter.files(week.report.facts, formats: [format]).first).bytes
  }

  @Test(arguments: NamedWeek.all)
  func `every finding is one line of NDJSON`(week: NamedWeek) throws {
    let facts = week.report.facts
    let lines = try file(week, "ndjson").split(separator: 0x0a)
    #expect(lines.count == facts.exposure.findings.count + facts.exposure.suppressed.count)
    for (line, finding) in zip(lines, facts.exposure.findings) {
      let object = try JSONReader(Array(line))
      #expect(object["vezha.finding"]?["id"] == .string(finding.id))
      #expect(object["organization.id"] == .string(finding.organization))
      #expect(object["destination.domain"] == (finding.subject.kind == .host ? .string(finding.subject.value) : .null))
    }
  }

  @Test(arguments: NamedWeek.all)
  func `a STIX bundle refers to nothing outside it and names no object twice`(week: NamedWeek) throws {
    let bundle = try JSONReader(file(week, "stix"))
    let objects = try #require(bundle["objects"]).elements
    let ids = objects.compactMap { $0["id"]?.string }
    #expect(Set(ids).count == ids.count && ids.count == objects.count)
    for object in objects {
      let lists = ["object_refs", "object_marking_refs", "observed_data_refs", "where_sighted_refs"]
      let references =
        lists.flatMap { object[$0]?.elements ?? [] }.compactMap(\.string)
        + ["created_by_ref", "sighting_of_ref"].compactMap { object[$0]?.string }
      for reference in references { #expect(ids.contains(reference), "\(reference)") }
      if let created = object["created"]?.string, let modified = object["modified"]?.string {
        #expect(created <= modified)
      }
    }
    #expect(objects.count { $0["type"]?.string == "sighting" } == week.report.facts.exposure.findings.count)
  }

  // RFC 9562 appendix A.4, and the domain name of STIX 2.1 section 2.9 as python-stix2 makes it.
  @Test func `stable identifiers are those of the standards`() {
    let dns: [UInt8] = [0x6b, 0xa7, 0xb8, 0x10, 0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4, 0, 0xc0, 0x4f, 0xd4, 0x30, 0xc8]
    #expect(StableUUID.text(dns, "www.example.com") == "2ed6657d-e927-568b-95e1-2665a8aea6a2")
    #expect(
      StableUUID.text(StableUUID.observables, #"{"value":"198.51.100.3"}"#) == "28bb3599-77cd-5a82-a950-b5bc3caf07c4")
  }

  @Test(arguments: NamedWeek.all)
  func `a MISP event has one attribute for each finding, none of them an indicator`(week: NamedWeek) throws {
    let event = try #require(try JSONReader(file(week, "misp"))["Event"])
    let attributes = try #require(event["Attribute"]).elements
    #expect(attributes.map { $0["value"]?.string } == week.report.facts.exposure.findings.map(\.subject.value))
    #expect(attributes.allSatisfy { $0["to_ids"] == .boolean(false) })
    #expect(event["distribution"] == .string("0") && event["published"] == .boolean(false))
  }

  @Test func `nothing of hostile text is markup in Markdown`() throws {
    let text = String(decoding: try file(NamedWeek.all.first { $0.testDescription == "hostile" }!, "md"), as: UTF8.self)
    let scalars = Array(text.unicodeScalars)
    for (index, scalar) in scalars.enumerated() where index > 0 {
      if "<>#`!".unicodeScalars.contains(scalar) {
        let isOurs =
          scalar == "#" && (scalars[index - 1] == "\n" || scalars[index - 1] == "#") || scalar == "`"
        #expect(isOurs || scalars[index - 1] == "\\", "\(index)")
      }
      #expect(scalar == "\n" || !VisibleText.isControl(scalar))
    }
    for line in text.split(separator: "\n") where line.hasPrefix("|") {
      // Cells of a row are as many as its escaped bars allow.
      #expect(line.hasSuffix("|"))
    }
  }

  @Test func `three hundred hostile texts act nowhere: not in bytes, not in names of files`() throws {
    #expect(Set(InventedReport.hostileTexts).count >= 300)
    let facts = InventedReport.hostile.facts
    for file in try ReportWriter.files(facts, formats: ReportWriter.formats) {
      #expect(file.name.utf8.allSatisfy { "abcdefghijklmnopqrstuvwxyz0123456789.-".utf8.contains($0) }, "\(file.name)")
      #expect(!file.name.contains(".."))
      // Terminal escapes in their 7-bit and 8-bit form; nothing but line ends and JSON's blanks below a space.
      #expect(!file.bytes.contains { $0 < 0x20 && $0 != 0x0a && $0 != 0x0d || $0 == 0x7f }, "\(file.name)")
      for scalar in String(decoding: file.bytes, as: UTF8.self).unicodeScalars where !scalar.isASCII {
        #expect(!VisibleText.isControl(scalar), "\(file.name) \(scalar.value)")
      }
      if file.name.hasSuffix(".json") { #expect(throws: Never.self, "\(file.name)") { _ = try JSONReader(file.bytes) } }
    }
    let mail = ReportWriter.mail(
      facts,
      to: Organization(
        key: "x",
        contacts: InventedReport.hostileTexts.map {
          Contact(role: "duty", name: $0, email: "\($0)@x.example")
        }), files: [],
      options: ReportOptions(cert: CERTContact(name: InventedReport.hostileTexts[2], email: "c@x.example")),
      date: facts.exposure.interval.to)
    #expect(mail.bytes.allSatisfy { (0x20...0x7e).contains($0) || $0 == 0x0d || $0 == 0x0a })
  }

  @Test func `every row of a Markdown table has as many cells as its header`() throws {
    for week in NamedWeek.all {
      var width: Int?
      for line in String(decoding: try file(week, "md"), as: UTF8.self).split(
        separator: "\n", omittingEmptySubsequences: false)
      {
        guard line.hasPrefix("|") else {
          width = nil
          continue
        }
        let cells = line.replacing("\\\\", with: "").replacing("\\|", with: "").count { $0 == "|" }
        if let width { #expect(cells == width, "\(line)") } else { width = cells }
      }
    }
  }

  @Test func `an exercise says so on everything`() throws {
    let options = ReportOptions(isExercise: true)
    for file in try ReportWriter.files(InventedReport.ordinary.facts, formats: ReportWriter.formats, options: options) {
      let text = String(decoding: file.bytes, as: UTF8.self).lowercased()
      #expect(text.contains("exercise"), "\(file.name)")
    }
  }
}

@Suite struct MailDraftTests {
  static let attachment = ReportFile(name: "findings.csv", bytes: Array("\"a\"\r\n".utf8))

  private func draft(_ subject: String, to name: String = "Desk") -> MailDraft {
    MailDraft(
      from: nil, to: [MailAddress(name: name, address: "desk@agency.example")].compactMap(\.self), subject: subject,
      text: "Zeile\nдва\u{202e}\n", attachments: [Self.attachment], date: Instant(seconds: 1795413909),
      identity: "x")
  }

  static let hostile = [
    "a\r\nBcc: all@other.example", "a\nX: 1", "\u{0}\u{1b}[2J", "\u{2028}Bcc: x", "=?utf-8?Q?x?=", "назва",
    "\"<x@y.example>, ",
    String(repeating: "ї", count: 300),
  ]

  @Test(arguments: hostile) func `no subject and no name adds a header`(text: String) {
    let message = String(decoding: draft(text, to: text).bytes, as: UTF8.self)
    #expect(message.utf8.allSatisfy { (0x20...0x7e).contains($0) || $0 == 0x0d || $0 == 0x0a })
    let head = message.components(separatedBy: "\r\n\r\n")[0].components(separatedBy: "\r\n")
    let names = head.filter { !$0.hasPrefix(" ") }.map { $0.prefix { $0 != ":" } }
    #expect(
      names
        == ["To", "Subject", "Date", "Message-ID", "X-Unsent", "MIME-Version", "Content-Type"].map { Substring($0) })
    #expect(head.allSatisfy { $0.utf8.count <= 78 || !$0.contains("=?") })
  }

  @Test func `dates and bodies are as RFC 5322 and MIME write them`() {
    let message = String(decoding: draft("x").bytes, as: UTF8.self)
    #expect(message.contains("\r\nDate: Mon, 23 Nov 2026 06:05:09 +0000\r\n"))
    #expect(message.contains("\r\n\(Data("Zeile\r\nдва‹U+202E›\r\n".utf8).base64EncodedString())\r\n"))
    #expect(message.contains("\r\n\(Data(Self.attachment.bytes).base64EncodedString())\r\n"))
    #expect(message == String(decoding: draft("x").bytes, as: UTF8.self))
  }

  @Test(arguments: [
    "a@b@c", "a", "@b", "a@", "a b@c.example", "a@b.example\r\nX: 1", "a@b.example,c@d.example", "<a@b>",
  ])
  func `an address that could name somebody else is none`(address: String) {
    #expect(MailAddress(address: address) == nil)
  }
}
