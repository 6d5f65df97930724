import Foundation
import Testing

@testable import VezhaKit

/// IODEF, X-ARF, Shadowserver and availability logs: invented texts, and the corpus with its facts.
@Suite struct IncidentReportTests {
  private func read(_ text: String) throws -> (format: String, lines: [String], summary: DocumentSummary) {
    let sink = CollectingSink()
    let (format, summary) = try DocumentReader.read(
      file: "x", bytes: Array(text.utf8).span, of: Series(key: "x"), sink: sink)
    return (
      format.id,
      sink.rows.map { "\($0.subject) \($0.role?.rawValue ?? "-") \($0.port.map { "\($0)" } ?? "-") \($0.time ?? "-")" },
      summary
    )
  }

  @Test func `IODEF tells the attacked from the attackers and passes contacts over`() throws {
    let (format, lines, summary) = try read(
      """
      <IODEF-Document version="2.00" xmlns="urn:ietf:params:xml:ns:iodef-2.0"><Incident purpose="reporting" restriction="amber">
      <IncidentID name="csirt.example">1</IncidentID><GenerationTime>2026-11-18T09:00:00+02:00</GenerationTime>
      <Contact role="creator" type="organization"><Email><EmailTo>me@csirt.example</EmailTo></Email></Contact>
      <EventData><Flow><System category="target"><Node><DomainData><Name>www.tax.gov.example</Name></DomainData>
      <Address category="ipv4-net">192.0.2.0/28</Address></Node><Service ip-protocol="6"><Port>443</Port></Service></System>
      <System category="source"><Node><Address category="ipv6-addr">2001:db8::1</Address></Node></System></Flow></EventData>
      </Incident></IODEF-Document>
      """)
    #expect(format == "iodef" && summary.tlp == .amber)
    #expect(
      lines == [
        "www.tax.gov.example confirmed 443 2026-11-18T07:00:00Z", "192.0.2.0/28 confirmed 443 2026-11-18T07:00:00Z",
        "2001:db8::1 malicious - 2026-11-18T07:00:00Z",
      ])
  }

  @Test func `IODEF lists nobody who only saw it, and each service with its own ports`() throws {
    let (_, lines, summary) = try read(
      """
      <IODEF-Document version="2.00" xmlns="urn:ietf:params:xml:ns:iodef-2.0"><Incident><DetectTime>2026-11-17T09:00:00Z</DetectTime>
      <GenerationTime>2026-11-18T09:00:00Z</GenerationTime>
      <EventData><StartTime>2026-11-16T08:00:00Z</StartTime><Flow>
      <System category="sensor"><Node><Address category="ipv4-addr">192.0.2.99</Address></Node></System>
      <System category="infrastructure"><Node><DomainData><Name>mx.example</Name></DomainData></Node></System>
      <System category="target"><Node><DomainData><Name>tax.example</Name><NameServers><Server>ns.example</Server>
      <Address category="ipv4-addr">192.0.2.53</Address></NameServers></DomainData></Node>
      <Service ip-protocol="6"><Port>443</Port></Service><Service ip-protocol="17"><Portlist>60-61,80</Portlist></Service></System>
      </Flow></EventData><EventData><Flow><System category="target"><Node><Address>192.0.2.1</Address>
      <Address category="mac">00:00:5e:00:53:01</Address><Address category="asn">64500</Address></Node></System></Flow></EventData>
      </Incident></IODEF-Document>
      """)
    #expect(
      lines == [
        "tax.example confirmed 443 2026-11-16T08:00:00Z", "tax.example confirmed 60 2026-11-16T08:00:00Z",
        "tax.example confirmed 61 2026-11-16T08:00:00Z", "tax.example confirmed 80 2026-11-16T08:00:00Z",
        "192.0.2.1 confirmed - 2026-11-17T09:00:00Z",
      ])
    #expect(summary.rows == 4)
  }

  @Test func `indicators of IODEF are the attackers'`() throws {
    let (_, lines, _) = try read(
      """
      <IODEF-Document version="2.00" xmlns="urn:ietf:params:xml:ns:iodef-2.0"><Incident><GenerationTime>2026-11-18T09:00:00Z</GenerationTime>
      <IndicatorData><Indicator><StartTime>2026-11-10T00:00:00Z</StartTime><Observable><BulkObservable type="domain-name"><BulkObservableList>
       a.bad.example
       b.bad.example
      </BulkObservableList></BulkObservable></Observable></Indicator>
      <Indicator><Observable><BulkObservable type="file-hash"><BulkObservableList>c.bad.example</BulkObservableList></BulkObservable></Observable></Indicator>
      <Indicator><Observable><Address category="ipv4-addr">198.51.100.1</Address></Observable></Indicator>
      <Indicator><Observable><System><Node><Address>198.51.100.2</Address></Node></System></Observable></Indicator>
      <Indicator><Observable><DomainData><Name>d.bad.example</Name></DomainData></Observable></Indicator></IndicatorData>
      </Incident></IODEF-Document>
      """)
    #expect(
      lines == [
        "a.bad.example malicious - 2026-11-10T00:00:00Z", "b.bad.example malicious - 2026-11-10T00:00:00Z",
        "198.51.100.1 malicious - 2026-11-18T09:00:00Z", "198.51.100.2 malicious - 2026-11-18T09:00:00Z",
        "d.bad.example malicious - 2026-11-18T09:00:00Z",
      ])
  }

  /// X-ARF of both versions, as their samples write it.
  static let abuse: [(text: String, lines: [String])] = [
    (
      #"{"ReporterInfo":{},"Report":{"ReportType":"DOS","Date":"2026-11-18T10:00:00Z","SourceIp":"192.0.2.5","SourcePort":54321,"DestinationIp":"198.51.100.3","DestinationPort":80}}"#,
      ["192.0.2.5 - 54321 2026-11-18T10:00:00Z", "198.51.100.3 confirmed 80 2026-11-18T10:00:00Z"]
    ),
    (
      #"{"Version":"3","ReporterInfo":{},"Report":{"ReportType":"Phishing","Date":"2026-11-18T10:00:00Z","SourceIp":"192.0.2.5","SourceUrl":"https://tax.example/a"}}"#,
      ["192.0.2.5 - - 2026-11-18T10:00:00Z", "tax.example - 443 2026-11-18T10:00:00Z"]
    ),
    (
      #"{"xarf_version":"4.0.0","timestamp":"2026-11-18T10:00:00Z","source_identifier":"192.0.2.5","category":"content","type":"phishing","url":"https://login.tax.example/a","domain":"tax.example","target_brand":"Tax Office"}"#,
      [
        "192.0.2.5 - - 2026-11-18T10:00:00Z", "login.tax.example - 443 2026-11-18T10:00:00Z",
        "tax.example - - 2026-11-18T10:00:00Z", "tax office target - 2026-11-18T10:00:00Z",
      ]
    ),
    (
      #"[{"xarf_version":"4.0.0","timestamp":"2026-11-18T10:00:00Z","source_identifier":"192.0.2.5"},{"xarf_version":"4.0.0","timestamp":"2026-11-18T11:00:00Z","source_identifier":"192.0.2.6"}]"#,
      ["192.0.2.5 - - 2026-11-18T10:00:00Z", "192.0.2.6 - - 2026-11-18T11:00:00Z"]
    ),
  ]

  @Test(arguments: abuse) func `X-ARF names what abuses, its content, its victim and whom it imitates`(
    text: String, lines: [String]
  ) throws {
    let found = try read(text)
    #expect(found.format == "xarf" && found.lines == lines)
    #expect(
      XARFReport.published(text.utf8.span)?.description == lines.last?.split(separator: " ").last.map(String.init))
  }

  @Test func `a list without any X-ARF report is refused`() {
    let text = #"[{"xarf_version":"4.0.0"},3]"#
    #expect(throws: ReadError.self) { try read(text.replacing("xarf_version", with: "Report.ReportType")) }
  }

  @Test func `a broken IODEF report is refused with its place`() {
    let error = #expect(throws: ReadError.self) {
      try read("<IODEF-Document xmlns=\"urn:ietf:params:xml:ns:iodef-1.0\">\n<Incident>\n</IODEF-Document>")
    }
    #expect(error?.line == 3)
  }

  @Test func `availability logs confirm outages and refute claims`() throws {
    let (format, lines, _) = try read(
      "time,url,status,note\n2026-11-18T10:12:00Z,https://www.tax.gov.example/login,down,timeout\n2026-11-18 10:27:00,www.tax.gov.example,UP,\n2026-11-18T10:30:00Z,www.tax.gov.example,maintenance,\nyesterday,www.tax.gov.example,up,\n"
    )
    #expect(format == "availability")
    #expect(
      lines == [
        "www.tax.gov.example confirmed 443 2026-11-18T10:12:00Z", "www.tax.gov.example refuted - 2026-11-18T10:27:00Z",
      ])
  }

  /// Logs of monitoring tools as they are, each with one check that failed at 10:11 on 5 March 2026.
  static let logs: [String] = [
    "time,domain,status\n2026-03-05T10:11:00Z,a.example,down\n",
    "checked_at,host,is_up\n2026-03-05T10:11:00Z,a.example,false\n",
    "timestamp,fqdn,state\n2026-03-05T10:11:00Z,a.example,DOWN\n",
    "time,service,status,note\n2026-03-05T10:11:00Z,https://a.example/,down,x\n",
    "час,ресурс,стан,примітка\n2026-03-05T10:11:00Z,a.example,не працює,x\n",
    "Дата;Сайт;Доступність\n05.03.2026 10:11:00;a.example;недоступний\n",
    "timestamp,host,status\n2026-03-05T10:10:00Z,a.example,degraded\n2026-03-05T10:11:00Z,a.example,PROBLEM\n",
    "time,url,status_code,up\n2026-03-05 10:11:00 UTC,https://a.example/,503,0\n",
    "time,host,status\n1772705460,a.example,down\n", "date,time,host,status\n2026-03-05,10:11:00,a.example,down\n",
    "start,end,host,status\n2026-03-05T10:11:00Z,2026-03-05T11:11:00Z,a.example,down\n",
    "time,host,status\n2026-03-05T10:11:00Z,a.example,down (HTTP 503)\n",
    "2026-03-05T10:11:00Z,a.example,down,x\n",
    "Time,Monitor name,Monitor URL,Status\n2026-03-05 10:11:00,Portal,https://a.example/,Down\n",
    "timestamp,hostname,event\n2026-03-05T10:11:00Z,a.example,outage\n",
    "Date-Time,Event,Monitor,URL\n2026-03-05 10:11:00,Down,Portal,https://a.example/\n",
  ]

  @Test(arguments: logs) func `a log of any tool confirms its outage`(text: String) throws {
    let (format, lines, _) = try read(text)
    #expect(format == "availability")
    #expect(
      lines.map { $0.replacing(" 443 ", with: " - ") } == ["a.example confirmed - 2026-03-05T10:11:00Z"])
  }

  @Test func `Shadowserver tells the flooded from those who flood`() throws {
    let target = try read(
      "timestamp,protocol,dst_ip,dst_port,dst_hostname,src_ip,src_port,src_asn,infection,tag,attack\n2026-11-18 00:00:01,udp,192.0.2.7,80,a.example,198.51.100.1,61234,1,ddos,mirai,atk0\n"
    )
    #expect(
      target.lines == [
        "192.0.2.7 confirmed 80 2026-11-18T00:00:01Z", "a.example confirmed 80 2026-11-18T00:00:01Z",
        "198.51.100.1 malicious 61234 2026-11-18T00:00:01Z",
      ])
    let reflected = try read(
      "timestamp,protocol,src_ip,src_port,src_asn,dst_ip,dst_port,infection,tag\n2026-11-18 00:00:02,,192.0.2.8,,1,,389,ddos-amplification,\n"
    )
    #expect(reflected.lines == ["192.0.2.8 confirmed - 2026-11-18T00:00:02Z"])
    let key = try read(
      "timestamp,ip,asn,geo,hostname,dst_ip,dst_port,tag\n2026-11-18 00:00:03,192.0.2.9,1,ZZ,b.example;c.example,198.51.100.2,53,outdated-dnssec-key\n"
    )
    #expect(
      key.lines == ["192.0.2.9", "b.example", "c.example"].map { "\($0) vulnerable - 2026-11-18T00:00:03Z" })
    let page = try read(
      "timestamp,url,host,ip,asn,geo,source\n2026-11-18 00:00:04,https://d.example/x,d.example,192.0.2.10,1,ZZ,y\n")
    #expect(
      page.lines == [
        "192.0.2.10 malicious - 2026-11-18T00:00:04Z", "d.example malicious 443 2026-11-18T00:00:04Z",
      ])
  }

  static let headers: [(header: String, row: String, format: String)] = [
    ("host,status", "a.example,open", "table"), ("time,host,status", "2026-01-01,a.example,listed", "table"),
    ("час;сайт;стан", "2026-01-01;a.example;не працює", "availability"),
    ("timestamp,ip,port,hostname,tag,asn,geo", "2026-01-01 00:00:00,192.0.2.1,445,a.example,smb,1,ZZ", "shadowserver"),
  ]

  @Test(arguments: headers) func `tables are told apart by what their columns and first values say`(
    header: String, row: String, format: String
  ) throws {
    #expect(try read("\(header)\n\(row)\n").format == format)
  }

  @Test func `Shadowserver rows are systems of ours, exposed or infected`() throws {
    let exposed = try read(
      "\"timestamp\",\"ip\",\"port\",\"hostname\",\"tag\",\"asn\",\"geo\"\n\"2026-11-18 00:00:01\",192.0.2.7,445,a.tax.gov.example,smb,64512,ZZ\n"
    )
    #expect(
      exposed.lines == [
        "192.0.2.7 vulnerable 445 2026-11-18T00:00:01Z", "a.tax.gov.example vulnerable 445 2026-11-18T00:00:01Z",
      ])
    let infected = try read(
      "\"timestamp\",\"ip\",\"port\",\"asn\",\"geo\",\"infection\",\"hostname\"\n\"2026-11-18 00:00:01\",192.0.2.7,0,64512,ZZ,avalanche,\n"
    )
    #expect(infected.lines == ["192.0.2.7 malicious - 2026-11-18T00:00:01Z"])
  }

  /// A file of the corpus with its facts, or nil where the corpus is absent.
  private static func corpus(_ folder: String) -> [(name: String, bytes: [UInt8])] {
    guard let root = Corpus.root?.appending(path: "lists") else { return [] }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: root.appending(path: folder).path)) ?? []
    return names.sorted().filter { !$0.contains("facts") && !$0.hasPrefix("_") }.compactMap { name in
      (try? Data(contentsOf: root.appending(path: "\(folder)/\(name)"))).map { (name, [UInt8]($0)) }
    }
  }

  @Test(.enabled(if: Corpus.root != nil, "the corpus is absent"))
  func `every X-ARF report of the corpus names its source`() throws {
    let facts = try #require(
      JSONSerialization.jsonObject(
        with: Data(contentsOf: (Corpus.root ?? URL(filePath: "/")).appending(path: "lists/xarf/_all.facts.json")))
        as? [String: [String: Any]])
    var checked = 0
    for (name, bytes) in Self.corpus("xarf") {
      let sink = CollectingSink()
      let (format, _) = try DocumentReader.read(file: name, bytes: bytes.span, of: Series(key: "x"), sink: sink)
      #expect(format.id == "xarf", "\(name)")
      guard let source = (facts[name]?["facts"] as? [String: Any])?["source_identifier"] as? String,
        Address(source) != nil
      else { continue }
      checked += 1
      #expect(sink.rows.contains { $0.subject == source && ($0.role ?? .malicious) == .malicious }, "\(name)")
    }
    #expect(checked >= 10)
  }

  @Test(.enabled(if: Corpus.root != nil, "the corpus is absent"))
  func `every IODEF report of the corpus gives its systems`() throws {
    for (name, bytes) in Self.corpus("iodef") {
      let facts = try #require(
        JSONSerialization.jsonObject(
          with: Data(contentsOf: (Corpus.root ?? URL(filePath: "/")).appending(path: "lists/iodef/\(name).facts.json")))
          as? [String: Any])
      let systems = (facts["facts"] as? [String: Any])?["systems"] as? [[String: Any]] ?? []
      let expected = systems.flatMap { system in
        ((system["addresses"] as? [[String]])?.compactMap(\.last) ?? []) + (system["names"] as? [String] ?? [])
      }
      let sink = CollectingSink()
      _ = try DocumentReader.read(file: name, bytes: bytes.span, of: Series(key: "x"), sink: sink)
      #expect(Set(sink.rows.map(\.subject)) == Set(expected), "\(name)")
    }
  }

  @Test(.enabled(if: Corpus.root != nil, "the corpus is absent"))
  func `the Shadowserver report of the corpus is read row by row`() throws {
    for (name, bytes) in Self.corpus("shadowserver") where name.hasSuffix(".csv") {
      let sink = CollectingSink()
      let (format, summary) = try DocumentReader.read(file: name, bytes: bytes.span, of: Series(key: "x"), sink: sink)
      #expect(format.id == "shadowserver" && summary.rows >= 2 && summary.listings == summary.rows * 2, "\(name)")
    }
  }
}
