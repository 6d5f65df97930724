import Foundation
import Testing

/// What a warning list hides and doubts, as commands and the report show it.
@Suite(.enabled(if: Command.binary != nil, "vezha is not built"))
struct WarningListCommandTests {
  private static func workspace(in folder: URL) async throws {
    let inventory = """
      <?xml version="1.0" encoding="UTF-8"?>
      <inventory xmlns="urn:vezha:inventory:1">
        <organization key="fin"><name lang="en">Office of Finance</name></organization>
        <asset id="front" organization="fin"><host>www.fin.example</host><address>198.51.100.7</address></asset>
        <asset id="rented" organization="fin"><address>203.0.113.9</address></asset>
      </inventory>

      """
    try Invented.write(inventory, to: folder.appending(path: "register.xml"))
    try Invented.write(
      "version: 1\ndocumentation-addresses: true\nwarning-lists: lists\n", to: folder.appending(path: "vezha.yaml"))
    let lists = folder.appending(path: "lists")
    try FileManager.default.createDirectory(at: lists, withIntermediateDirectories: true)
    for (key, name, range) in [
      ("edge", "Ranges of an invented CDN", "198.51.100.0/24"), ("rent", "Ranges of rented machines", "203.0.113.0/24"),
    ] {
      try Invented.write(
        "{\"name\":\"\(name)\",\"type\":\"cidr\",\"version\":1,\"list\":[\"\(range)\"],\"matching_attributes\":[\"ip-dst\"]}",
        to: lists.appending(path: "\(key).list.json"))
    }
    try Invented.write("{\"list\":", to: lists.appending(path: "broken.json"))
    try Invented.write(
      "www.fin.example\n198.51.100.7\n203.0.113.9\n", to: folder.appending(path: "2026-11-10_06-00-00_list.txt"))
    _ = try await KillTests.succeed(["import", "register.xml"], in: folder)
    _ = try await KillTests.succeed(["receive", "--series", "list", "2026-11-10_06-00-00_list.txt"], in: folder)
  }

  @Test func `findings, explain, status and the report say what is hidden and by what`() async throws {
    try await withFolder { folder in
      try await Self.workspace(in: folder)
      let week = ["--week", "2026-W46"]
      let outcome = try await KillTests.succeed(["findings", "--format", "json"] + week, in: folder)
      #expect(outcome.errors.contains("lists/broken.json:1:"), "\(outcome.errors)")
      let found = try outcome.object()
      #expect(
        try found.objects("findings").map { "\($0.text("subject")) \($0.text("certainty"))" }.sorted() == [
          "203.0.113.9 possible", "www.fin.example certain",
        ])
      let hidden = try found.objects("suppressed")
      #expect(
        hidden.map { "\($0.text("subject")) \($0.text("suppressed_by"))" } == ["198.51.100.7 warning list: edge"])

      let table = try await KillTests.succeed(["findings"] + week, in: folder).text
      #expect(table.contains("1 more are hidden (warning list: edge 1)"), "\(table)")
      let suppressed = try await KillTests.succeed(["findings", "--suppressed"] + week, in: folder).text
      #expect(suppressed.contains("198.51.100.7") && suppressed.contains("warning list: edge"), "\(suppressed)")

      let id = try #require(hidden.first).text("id")
      let explained = try await KillTests.succeed(["explain", id], in: folder).text
      #expect(explained.contains("hidden by    warning list: edge"), "\(explained)")
      #expect(explained.contains("guard: warning list edge knows the address"), "\(explained)")

      let status = try await KillTests.succeed(["status", "--format", "json"], in: folder).object()
      #expect(
        try status.objects("warning_lists").map {
          "\($0.text("key")) \($0.text("type")) \($0.truth("hides")) \($0.text("values")) \($0.text("hidden")) \($0.text("doubted"))"
        } == ["edge cidr true 1 1 0", "rent cidr false 1 0 1"])

      _ = try await KillTests.succeed(
        ["report", "--format", "csv", "--output", folder.appending(path: "out").path] + week, in: folder)
      let rows = try String(contentsOf: folder.appending(path: "out/hidden-by.csv"), encoding: .utf8)
      #expect(rows.contains("\"warning list: edge\",\"1\""), "\(rows)")
    }
  }
}
