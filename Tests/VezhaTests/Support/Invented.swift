import Foundation

/// Invented input: names below `gov.example`, addresses of documentation blocks.
enum Invented {
  /// Vezha inventory XML with many assets of two organizations.
  static func inventory(assets count: Int) -> String {
    var xml = """
      <?xml version="1.0" encoding="UTF-8"?>
      <inventory xmlns="urn:vezha:inventory:1" observed="2026-11-01T00:00:00Z">
        <organization key="north"><name lang="en">Office of the North</name></organization>
        <organization key="south"><name lang="en">Office of the South</name></organization>

      """
    for number in 0..<count {
      let organization = number % 2 == 0 ? "north" : "south"
      xml += "  <asset id=\"A\(number)\" organization=\"\(organization)\">"
      xml += "<host>www.site\(number).gov.example</host>"
      xml += "<service transport=\"tcp\" port=\"443\" state=\"open\"/></asset>\n"
    }
    return xml + "</inventory>\n"
  }

  /// A target list that names hosts, at port 443.
  static func list(_ hosts: [String]) -> String {
    let records = hosts.map {
      "{\"target_id\":\"1\",\"request_id\":\"2\",\"host\":\"\($0)\",\"ip\":\"\",\"type\":\"http\",\"method\":\"GET\","
        + "\"port\":443,\"use_ssl\":true,\"path\":\"/\",\"body\":{\"type\":\"\",\"value\":\"\"},\"headers\":null}"
    }
    return "{\"targets\":[\(records.joined(separator: ","))],\"randoms\":[]}"
  }

  static let configuration = """
    version: 1
    public-suffixes: [gov.example]
    inventory:
      - source: register
        files: register.xml
    series:
      - key: ddosia
        kind: snapshot
        files: "lists/*.json"
        published: file-name
        silent-after: 5d
        gap: 36h
        role: target

    """

  /// A workspace of a few systems and four lists: every class of finding in week 47.
  static func workspace(in folder: URL, assets: Int = 40, lists: Int = 4) throws {
    try write(configuration, to: folder.appending(path: "vezha.yaml"))
    try write(inventory(assets: assets), to: folder.appending(path: "register.xml"))
    let listFolder = folder.appending(path: "lists")
    try FileManager.default.createDirectory(at: listFolder, withIntermediateDirectories: true)
    for number in 0..<lists {
      let day = 9 + number % 14
      let hour = 6 + number / 14
      let name =
        "2026-11-\(day < 10 ? "0" : "")\(day)_\(hour < 10 ? "0" : "")\(hour)-00-00_DDoSia-target-list-full.json"
      let hosts =
        (0..<20).map { "www.site\((number * 7 + $0 * 3) % 60).gov.example" } + [
          "www.foreign\(number).example"
        ]
      try write(list(hosts), to: listFolder.appending(path: name))
    }
  }

  static func write(_ text: String, to url: URL) throws { try Data(text.utf8).write(to: url) }
}
