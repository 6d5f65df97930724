import Foundation
import Testing

/// What an inventory file says beside what identifies systems never reaches the ledger's bytes.
@Suite(.enabled(if: Command.binary != nil, "vezha is not built"))
struct PrivateThingsTests {
  /// Private values of each format's fixture; a fixture that lost one would prove nothing.
  static let marks: [(fixture: String, values: [String])] = [
    ("nessus-v1/hosts", ["secret-output", "secret-user"]),
    ("nessus-v2/hosts", ["secret-description", "secret-output", "secret-password", "secret-user"]),
    ("qualys-asset-data/hosts", ["secret-result", "secret-title", "secret-user"]),
    ("qualys-asset-groups/groups", ["secret-comment", "secret-user"]),
    ("qualys-detection/hosts", ["secret-result"]),
    ("qualys-host-list/hosts", ["secret-comment", "secret-user"]),
    ("qualys-scan/hosts", ["secret-result", "secret-title", "secret-user"]),
    ("qualys-was/hosts", ["secret-parameter", "secret-person", "secret-user"]),
    ("gvm-xml/report", ["secret-certificate", "secret-output", "secret-tags", "secret-title", "secret-user"]),
    ("nexpose/nodes", ["secret-banner", "secret-description", "secret-key", "secret-proof"]),
    ("nexpose-simple/devices", ["secret-id"]),
    ("glpi-inventory/computer", ["SECRT-LICEN", "secret-licence", "secret-environment", "secret-key", "secret-user"]),
    ("glpi-inventory/discovery", ["secret-user"]),
    ("pfsense/branches", ["secret-user", "secret-hash", "secret-key", "secret-private-key", "secret-tls"]),
    ("arf/all-types", ["SECRET-LICENCE", "secret-user"]),
    ("xccdf-results/two-results", ["secret-user"]),
    ("oval/two-systems", ["secret"]), ("stig-checklist/by-hand", ["secret"]), ("cyclonedx/services", ["secret"]),
    ("burp/issues", ["secret"]), ("whois-resources/registry", ["Secret"]),
    ("arin-whois/network", ["Secret", "SECRET1-ARIN", "C0SECRET"]),
  ]

  @Test(arguments: marks)
  func `nothing private of a file is in the ledger`(fixture: String, values: [String]) async throws {
    let file = Repository.root.appending(path: "Tests/Fixtures/import/\(fixture)/input.xml")
    let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    for value in values { #expect(text.contains(value), "the fixture has no \(value)") }
    let kept = try await Self.ledger(after: file)
    #expect(kept.range(of: Data("example".utf8)) != nil || kept.range(of: Data("192.0.2.".utf8)) != nil)
    // A table of the ledger has the word as its name, so it is not the word but its number that tells.
    let harmless = Repository.root.appending(path: "Tests/Fixtures/import/zap/sites/input.xml")
    #expect(Self.secrets(in: kept) == Self.secrets(in: try await Self.ledger(after: harmless)))
  }

  private static let url = "https://admin:hunter2@app.site.example/x?token=tok3n"

  /// Files whose fields hold a URL with a password and a token, and the mapping that reads them.
  static let urls: [(name: String, text: String, mapping: String?)] = [
    (
      "nessus",
      """
      <NessusClientData_v2><Report><ReportHost name="\(url)"><HostProperties><tag name="host-ip">192.0.2.21</tag>
      </HostProperties></ReportHost></Report></NessusClientData_v2>
      """, nil
    ),
    (
      "acunetix",
      """
      <ScanGroup><Scan><Name>Scan Thread 1 ( \(url) )</Name><StartURL>\(url)</StartURL></Scan></ScanGroup>
      """, nil
    ),
    (
      "arf",
      """
      <c:asset-report-collection xmlns:c="http://scap.nist.gov/schema/asset-reporting-format/1.1"
      xmlns="http://scap.nist.gov/schema/asset-identification/1.1"><c:assets><c:asset id="a"><website><url>\(url)</url>
      <synthetic-id resource="\(url)" id="1"/></website></c:asset></c:assets></c:asset-report-collection>
      """, nil
    ),
    (
      "xccdf",
      """
      <TestResult xmlns="http://checklists.nist.gov/xccdf/1.2"><target>\(url)</target>
      <target-address>\(url)</target-address></TestResult>
      """, nil
    ),
    ("gvm", "<report id=\"a\"><results><result id=\"b\"><host>\(url)</host></result></results></report>", nil),
    (
      "was", "<WAS_SCAN_REPORT><APPENDIX><WEBAPP><ID>7</ID><URL>\(url)</URL></WEBAPP></APPENDIX></WAS_SCAN_REPORT>", nil
    ),
    (
      "vezha",
      """
      <inventory xmlns="urn:vezha:inventory:1"><organization key="k"><name>\(url)</name><contact role="duty" name="\(url)"/>
      </organization><asset id="a" name="\(url)" organization="k"><url>\(url)</url></asset></inventory>
      """, nil
    ),
    ("itop", "<Set><WebApplication id=\"1\"><name>\(url)</name><url>\(url)</url></WebApplication></Set>", "itop"),
  ]

  @Test(arguments: urls)
  func `of a URL no password and no token is in the ledger`(name: String, text: String, mapping: String?) async throws {
    try await withFolder { folder in
      let file = folder.appending(path: "\(name).xml")
      try Invented.write(text, to: file)
      let kept = try await Self.ledger(after: file, mapping: mapping)
      #expect(kept.range(of: Data("https://app.site.example/x".utf8)) != nil)
      for secret in ["hunter2", "tok3n"] { #expect(kept.range(of: Data(secret.utf8)) == nil, "\(secret)") }
    }
  }

  /// How often the word stands in bytes, in any case.
  private static func secrets(in bytes: Data) -> Int {
    String(decoding: bytes, as: UTF8.self).lowercased().components(separatedBy: "secret").count
  }

  /// Elements whose text is nobody's business, per folder of real files.
  static let elements: [(folder: String, names: [String])] = [
    ("nessus", ["plugin_output", "description", "solution", "synopsis", "data"]),
    ("qualys", ["RESULT", "DIAGNOSIS", "CONSEQUENCE", "SOLUTION", "USERNAME"]),
    ("openvas", ["description", "tags", "summary", "insight", "solution"]),
    ("nexpose", ["Paragraph", "URLLink", "description"]),
    ("glpi-inventory", ["WINPRODKEY", "WINPRODID", "SSH_KEY", "CMD", "VAL", "DESCRIPTION"]),
    ("firewall-pfsense", ["website", "timeservers", "url", "pkginfolink"]),
  ]

  @Test(.enabled(if: Corpus.root != nil, "corpus is absent: set VEZHA_CORPUS"), arguments: elements)
  func `no private text of a real file is in the ledger`(folder: String, names: [String]) async throws {
    let root = try #require(Corpus.root).appending(path: "assets/\(folder)")
    let files = try FileManager.default.contentsOfDirectory(at: root, includingPropertiesForKeys: nil)
    var texts = 0
    for file in files where !file.path.hasSuffix(".facts.json") {
      let kept = try await Self.ledger(after: file, mayRefuse: true)
      for text in Self.texts(try Data(contentsOf: file), in: names) {
        texts += 1
        #expect(kept.range(of: Data(text.utf8)) == nil, "\(file.lastPathComponent): \(text)")
      }
    }
    #expect(texts > 0)
  }

  /// Beginnings of texts that are long enough to be nobody else's, found without a parser.
  private static func texts(_ bytes: Data, in names: [String]) -> Set<String> {
    let text = String(decoding: bytes, as: UTF8.self)
    var found: Set<String> = []
    for name in names {
      for part in text.components(separatedBy: "<\(name)>").dropFirst() {
        let inside = part.hasPrefix("<![CDATA[") ? part.dropFirst(9) : part[...]
        let line = inside.drop { $0.isWhitespace }.prefix { $0 != "<" && $0 != "&" && $0 != "]" && !$0.isNewline }
        if line.utf8.count >= 20 { found.insert(String(line)) }
      }
    }
    return found
  }

  /// All bytes that a workspace keeps after an import of the file.
  private static func ledger(
    after file: URL, mapping: String? = nil, mayRefuse: Bool = false
  ) async throws -> Data {
    try await withFolder { folder in
      try Invented.write("version: 1\n", to: folder.appending(path: "vezha.yaml"))
      var arguments = ["import", "--source", "x", file.path]
      if let mapping {
        arguments += ["--mapping", Repository.root.appending(path: "Inventory/mappings/\(mapping).yaml").path]
      }
      let outcome = try await Command.run(arguments, in: folder)
      #expect(outcome.code == 0 || mayRefuse, "\(outcome.errors)")
      var bytes = Data()
      for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) where name != "vezha.yaml" {
        bytes += (try? Data(contentsOf: folder.appending(path: name))) ?? Data()
      }
      return bytes
    }
  }
}
