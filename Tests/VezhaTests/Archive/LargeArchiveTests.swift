import Foundation
import Testing

/// An inventory of 300 real hosts with their shared addresses against half a year of real lists.
@Suite(
  .enabled(if: Corpus.archive != nil, "the archive of real lists is absent: set VEZHA_CORPUS"),
  .enabled(if: Command.binary != nil, "vezha is not built"), .serialized)
struct LargeArchiveTests {
  /// Lists whose addresses hide what rests on them alone, by what they call themselves.
  private static let hiding: Set<String> = ["akamai", "cloudflare", "fastly", "sinkholes"]

  @Test(arguments: [false, true])
  func `hosts and owners equal the brute-force reference, and no address makes anything certain`(
    withWarnings: Bool
  ) async throws {
    let lists = try await ArchiveLists.shared.value
    let world = ArchiveWorld.large(lists.documents)
    #expect(world.chosen.count == 300 && Set(world.assets.map(\.organization)).count == 30)
    try await withFolder { folder in
      var warnings: [PlainWarningList] = []
      var configuration = ArchiveWorld.configuration
      if withWarnings {
        warnings = try Self.copyWarnings(to: folder)
        configuration += "warning-lists: warnings\n"
      }
      try Data(world.inventory().utf8).write(to: folder.appending(path: "register.xml"))
      try Data(configuration.utf8).write(to: folder.appending(path: "vezha.yaml"))
      _ = try await ArchiveTests.vezha("import", "register.xml", in: folder)
      let files = lists.documents.map { lists.folder.appending(path: $0.file).path }
      _ = try await ArchiveTests.vezha(["receive", "--series", "ddosia"] + files, in: folder)
      let outcome = try await ArchiveTests.vezha(
        "findings", "--format", "json", "--from", "2024-01-01", "--to", "2024-07-15", in: folder)
      try Self.compare(
        outcome.object(), OwnerReference(world: world, documents: lists.documents, warnings: warnings),
        warnings: warnings)
    }
  }

  private static func copyWarnings(to folder: URL) throws -> [PlainWarningList] {
    let source = try #require(Corpus.root).appending(path: "lists/misp-warninglists")
    let target = folder.appending(path: "warnings")
    try FileManager.default.createDirectory(at: target, withIntermediateDirectories: true)
    for file in try FileManager.default.contentsOfDirectory(atPath: source.path) where file.hasSuffix(".list.json") {
      try FileManager.default.copyItem(at: source.appending(path: file), to: target.appending(path: file))
    }
    return try PlainWarningList.all(in: target)
  }

  private static func compare(
    _ found: JSONObject, _ reference: OwnerReference, warnings: [PlainWarningList]
  ) throws {
    var expected = reference.findings
    var figures: [String: Int] = [:]
    for finding in try found.objects("findings") + found.objects("suppressed") {
      let subject = finding.text("subject")
      let key = ArchiveReference.Key(
        organization: try finding.object("organization").text("key"), subject: subject)
      let known = expected.removeValue(forKey: key)
      let tie = try #require(known, "\(key) is nobody's by the reference")
      let isAddress = finding.text("subject_kind") == "address"
      let knowing = warnings.filter { isAddress && $0.knows(subject) }.map(\.key)
      let hiding = knowing.first { Self.hiding.contains($0) }
      #expect(finding.text("suppressed_by") == hiding.map { "warning list: \($0)" } ?? "null", "\(key)")
      let certainty = finding.text("certainty")
      switch tie {
      case .name(let expected): #expect(certainty == expected, "\(key)")
      case .address(let isShared):
        #expect(certainty != "certain", "\(key) rests on an address alone")
        if isShared || !knowing.isEmpty { #expect(certainty == "possible", "\(key)") }
        if isAddress, !isShared, knowing.isEmpty { #expect(certainty == "strong", "\(key)") }
      }
      let rests = if case .name = tie { "by name" } else { "by address" }
      figures["\(rests), \(hiding == nil ? certainty : "hidden")", default: 0] += 1
    }
    #expect(expected.isEmpty, "\(expected.count) are missing, such as \(expected.keys.prefix(3))")
    let counts = figures.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: "; ")
    print("300 hosts of 30 organizations, \(warnings.isEmpty ? "no" : "\(warnings.count)") warning lists: \(counts)")
    #expect(figures["by name, certain"] ?? 0 > 250 && figures["by address, possible"] ?? 0 > 30)
    #expect(warnings.isEmpty == ((figures["by address, hidden"] ?? 0) == 0))
  }
}
