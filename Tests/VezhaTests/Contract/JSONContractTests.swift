import Foundation
import Testing

@Suite(.enabled(if: Command.binary != nil, "vezha is not built"))
struct JSONContractTests {
  /// The keys of design section 8: an object is a dictionary, an array holds one example, a leaf is nil.
  indirect enum Shape: Sendable {
    case leaf
    case object([String: Shape])
    case array(Shape)
    /// An object or null.
    case optional(Shape)
  }

  static func keys(_ names: String, _ nested: [String: Shape] = [:]) -> Shape {
    var object = nested
    for name in names.split(separator: " ") { object[String(name)] = .leaf }
    return .object(object)
  }

  static let finding = keys(
    """
    id series role role_decided subject subject_kind impact certainty priority needs_review class state absent_days \
    unobserved_days episode first_seen last_seen documents rows in_inventory other_assets suppressed_by
    """,
    [
      "organization": keys("key name"), "episodes": .array(keys("start last_seen off_since")),
      "assets": .array(keys("key name criticality")),
      "evidence": .array(
        keys(
          "rule certainty asset identifier listed location rows", ["document": keys("sha256 file published")])
      ),
      "services": .array(keys("transport port rows ours")),
      "decision": .optional(keys("id as scope rule reason author decided until")),
    ])

  static let findings = keys(
    "schema as_known records_began totals",
    [
      "interval": keys("from to"), "coverage": .array(keys("series documents days")),
      "findings": .array(finding),
      "suppressed": .array(finding),
    ])

  static let dryRun = keys(
    "schema",
    [
      "files": .array(
        keys(
          "file sha256 format complete",
          [
            "assets": .array(asset), "problems": .array(keys("line field value reason")),
          ])),
      "changes": keys("added changed retired unchanged moved orphaned_decisions"),
      "preview": .array(
        keys(
          "source added retired orphaned_decisions",
          [
            "changed": .array(keys("key", ["fields": .array(keys("field before after"))])),
            "moved": .array(keys("key from to")), "unmatchable": .array(keys("reason count")),
          ])),
    ])

  static let asset = keys(
    "key name organization criticality",
    [
      "identifiers": .array(keys("kind value given")),
      "services": .array(keys("transport port state name product version cpe")),
      "products": .array(keys("name version cpe purl")),
    ])

  /// Where a value lacks a key or has one that the contract does not name.
  static func faults(_ value: Any, _ shape: Shape, at path: String, allowsMore: Bool = false) -> [String] {
    switch shape {
    case .leaf: return []
    case .optional(let inner):
      return value is NSNull ? [] : faults(value, inner, at: path, allowsMore: allowsMore)
    case .array(let inner):
      guard let array = value as? [Any] else { return ["\(path) is no array"] }
      return Array(
        Set(array.flatMap { faults($0, inner, at: path + "[]", allowsMore: allowsMore) })
      ).sorted()
    case .object(let shapes):
      guard let object = value as? JSONObject else { return ["\(path) is no object"] }
      var found = Set(shapes.keys).subtracting(object.keys).map { "\(path).\($0) is missing" }
      if !allowsMore {
        found += Set(object.keys).subtracting(shapes.keys).map { "\(path).\($0) is not in the contract" }
      }
      for (key, inner) in shapes {
        if let value = object[key] {
          found += faults(value, inner, at: path + "." + key, allowsMore: allowsMore)
        }
      }
      return found.sorted()
    }
  }

  static let now = ["--now", "2026-11-23T06:00:00Z"]

  /// The sample workspace after a run.
  static func sample(in folder: URL) async throws {
    try Repository.copySample(to: folder)
    let run = try await Command.run(["run"] + now, in: folder)
    guard run.code == 0 else { throw Failure("run: \(run.code) \(run.errors)") }
  }

  @Test func `Findings have every key in every object`() async throws {
    try await withFolder { folder in
      try await Self.sample(in: folder)
      let list =
        "Inventory/lists/ddosia/"
        + (try #require(
          FileManager.default.contentsOfDirectory(
            atPath: folder.appending(path: "Inventory/lists/ddosia").path
          ).sorted().last))
      for arguments in [
        ["findings", "--week", "2026-W47"], ["findings", "--week", "2026-W43"],
        ["findings", "--week", "2020-W01"],
        ["findings", "--week", "2026-W47", "--suppressed"], ["findings"],
        ["check", "Inventory/assets/cmdb-export.xml", "--against", list, "--workspace", "."], ["diff", list],
        ["diff", list, "--against", list],
      ] {
        let outcome = try await Command.run(arguments + ["--format", "json"] + Self.now, in: folder)
        #expect(outcome.code == 0, "\(arguments): \(outcome.errors)")
        let object = try outcome.object()
        #expect(object.text("schema") == "vezha.findings/1", "\(arguments)")
        #expect(Self.faults(object, Self.findings, at: "") == [], "\(arguments)")
        #expect(object["totals"] is JSONObject)
        for finding in try object.objects("findings") + object.objects("suppressed") {
          let faults = try Self.valueFaults(finding, isCheck: arguments[0] == "check")
          #expect(faults == [], "\(arguments): \(finding.text("subject"))")
        }
        let both =
          try object.objects("findings").map { $0.text("id") }
          + object.objects("suppressed").map { $0.text("id") }
        #expect(Set(both).count == both.count, "a finding stands in one of the two, never in both")
      }
    }
  }

  /// Values that are not among those the design names, in one finding.
  static func valueFaults(_ finding: JSONObject, isCheck: Bool) throws -> [String] {
    let choices: [(String, Set<String>)] = [
      ("role", ["target", "claimed", "confirmed", "refuted", "malicious", "vulnerable", "lookalike"]),
      ("class", isCheck ? ["null"] : ["continuing", "returned", "new", "not-named", "unknown"]),
      ("state", ["on", "off", "unknown"]), ("impact", ["severe", "high", "moderate", "low"]),
      ("certainty", ["certain", "strong", "possible"]), ("priority", ["critical", "high", "medium", "low"]),
    ]
    var faults = choices.filter { !$0.1.contains(finding.text($0.0)) }.map {
      "\($0.0) is \(finding.text($0.0))"
    }
    for key in ["needs_review", "in_inventory"] where finding.truth(key) == "missing" {
      faults.append("\(key) is no boolean")
    }
    for key in ["first_seen", "last_seen"] where !isTime(finding.text(key)) {
      faults.append("\(key) is \(finding.text(key))")
    }
    for evidence in try finding.objects("evidence") {
      if !isTime(try evidence.object("document").text("published")) { faults.append("published is no time") }
      if try evidence.object("document").text("sha256").count != 64 { faults.append("sha256 is none") }
      if try evidence.object("document").text("file").contains("/") {
        faults.append("a folder stands in file")
      }
    }
    for service in try finding.objects("services") {
      if !["open", "closed", "not-scanned"].contains(service.text("ours")) {
        faults.append("ours is \(service.text("ours"))")
      }
    }
    let isSeen = !["not-named", "unknown"].contains(finding.text("class"))
    if try finding.objects("evidence").isEmpty { faults.append("no evidence") }
    if !isCheck, (finding.text("documents") == "0") == isSeen {
      faults.append("documents is \(finding.text("documents"))")
    }
    return faults
  }

  static func isTime(_ text: String) -> Bool {
    let pattern = Array("0000-00-00T00:00:00")
    let characters = Array(text)
    return characters.count >= 20 && characters.last == "Z"
      && zip(pattern, characters).allSatisfy { $0 == "0" ? $1.isNumber : $0 == $1 }
  }

  @Test func `A dry run has every key and changes nothing`() async throws {
    try await withFolder { folder in
      try Repository.copySample(to: folder)
      let outcome = try await Command.run(
        ["import", "Inventory/assets", "--source", "all", "--dry-run", "--format", "json"] + Self.now,
        in: folder)
      #expect(outcome.code == 0, "\(outcome.errors)")
      let object = try outcome.object()
      #expect(object.text("schema") == "vezha.import/1")
      #expect(Self.faults(object, Self.dryRun, at: "") == [])
      #expect(try object.objects("files").count == 7)
      #expect(!FileManager.default.fileExists(atPath: folder.appending(path: "ledger.sqlite").path))
    }
  }

  @Test func `Assets, series and status are JSON with a schema`() async throws {
    try await withFolder { folder in
      try await Self.sample(in: folder)
      for (command, schema) in [
        ("assets", "vezha.assets/1"), ("series", "vezha.series/1"), ("status", "vezha.status/1"),
      ] {
        let outcome = try await Command.run([command, "--format", "json"] + Self.now, in: folder)
        #expect(outcome.code == 0, "\(outcome.errors)")
        let object = try outcome.object()
        #expect(object.text("schema") == schema)
        if command == "assets" {
          #expect(object.text("tlp") == "TLP:AMBER+STRICT")
          #expect(
            Self.faults(try object.objects("assets"), .array(Self.asset), at: "assets", allowsMore: true)
              == [])
        }
      }
    }
  }

  @Test func `The report's JSON holds the same findings`() async throws {
    try await withFolder { folder in
      try await Self.sample(in: folder)
      let findings = try await Command.run(
        ["findings", "--week", "2026-W47", "--format", "json"] + Self.now, in: folder
      ).object()
      let data = try Data(contentsOf: folder.appending(path: "Reports/2026-W47/report.json"))
      let report = try #require(try JSONSerialization.jsonObject(with: data) as? JSONObject)
      let asked = try findings.objects("findings")
      let printed = try report.objects("findings")
      #expect(Self.faults(printed, .array(Self.finding), at: "findings", allowsMore: true) == [])
      #expect(
        try canonicalJSON(Set(asked.map { $0.text("id") }).sorted())
          == canonicalJSON(Set(printed.map { $0.text("id") }).sorted()))
    }
  }

  @Test(.enabled(if: Command.tool("xmllint") != nil, "xmllint is not installed"))
  func `The inventory written as XML is valid`() async throws {
    let xmllint = try #require(Command.tool("xmllint"))
    try await withFolder { folder in
      try await Self.sample(in: folder)
      let xml = try await Command.run(["assets", "--format", "xml"] + Self.now, in: folder)
      #expect(xml.code == 0)
      try xml.output.write(to: folder.appending(path: "out.xml"))
      let valid = try await Command.run(
        xmllint, ["--noout", "--nonet", "--schema", "Inventory/inventory.xsd", "out.xml"], in: folder)
      #expect(valid.code == 0, "\(valid.errors.prefix(500))")
    }
  }

  @Test(arguments: ["cmdb", "hosting", "regional-register", "perimeter-scan", "regional-scan"])
  func `A source written as XML reads back to the same assets`(_ source: String) async throws {
    try await withFolder { folder in
      try await Self.sample(in: folder)
      let export = ["assets", "--format", "xml", "--source", source]
      let xml = try await Command.run(export + Self.now, in: folder)
      #expect(xml.code == 0 && xml.text.contains("<asset"))
      try await withFolder { other in
        try Repository.copySample(to: other)
        let back = try await Command.run(
          ["import", "-", "--source", source] + Self.now, in: other, input: xml.output)
        #expect(back.code == 0, "\(back.errors)")
        let again = try await Command.run(export + Self.now, in: other)
        if again.output != xml.output {
          let lines = zip(xml.text.split(separator: "\n"), again.text.split(separator: "\n"))
          Issue.record("\(source): \(String(describing: lines.first { $0 != $1 }))")
        }
      }
    }
  }
}
