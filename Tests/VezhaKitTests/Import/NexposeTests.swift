import Testing

@testable import VezhaKit

@Suite(.enabled(if: Corpus.root != nil, "corpus is absent: set VEZHA_CORPUS"))
struct NexposeCorpusTests {
  static let differences: [FactsDifference] = [
    FactsDifference(what: "ports", why: "`000` is a port that was made anonymous; it is counted as a bad value") {
      $0.hasSuffix("/000") ? nil : $0
    }
  ]

  @Test(arguments: Corpus.assets("nexpose"))
  func `a real export gives exactly what an independent reader finds`(file: CorpusFile) throws {
    let (_, facts) = try file.described()
    let read = try readInventory(file.bytes())
    #expect(read.summary.format == (facts["root"] as? String == "NexposeReport" ? "nexpose" : "nexpose-simple"))
    #expect(read.summary.complete == objects(facts, "scans").allSatisfy { $0["status"] as? String == "finished" })
    #expect(read.summary.observed != nil)
    #expect(read.assets.count == facts["node_elements"] as? Int)
    #expect(read.values(.address) == canonical(.address, texts(facts, "address_set")))
    #expect(read.values(.host) == canonical(.host, texts(facts, "name_set")))
    #expect(read.values(.mac) == canonical(.mac, texts(facts, "hardware_address_set")))
    let ports = Self.differences.applied(to: texts(facts, "endpoint_set"), "ports")
    #expect(read.openPorts == ports)
    #expect(read.summary.problems.count == texts(facts, "endpoint_set").count - ports.count)
    #expect(read.cpe.isEmpty && read.values(.url).isEmpty && read.values(.range).isEmpty)
    let ids = objects(facts, "nodes").compactMap { $0["device-id"] as? String }
    #expect(read.values(.nativeID) == Set(ids))
  }
}

struct NexposeTests {
  @Test(arguments: ["stopped", "aborted", "running"])
  func `a scan that did not end is incomplete`(status: String) throws {
    let read = try readInventory("<NexposeReport><scans><scan status=\"\(status)\"/></scans></NexposeReport>")
    #expect(read.summary.incompleteReason == "the scan did not end: its status is \(status)")
  }

  @Test func `two devices with one address stay two`() throws {
    let read = try readInventory(Repository.fixture("import/nexpose/nodes/input.xml"))
    #expect(read.assets.map(\.key) == ["71", "72", "2001:db8::1"])
    #expect(read.assets.map(\.kind) == [.web, .mail, nil])
  }

  @Test(arguments: ["nexpose/nodes", "nexpose-simple/devices"])
  func `nothing private of an export is in the records`(fixture: String) throws {
    let read = try readInventory(Repository.fixture("import/\(fixture)/input.xml"))
    #expect(!read.assets.isEmpty)
    #expect(!"\(read)".contains("secret"))
  }
}
