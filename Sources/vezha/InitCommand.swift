import ArgumentParser
import Foundation
import VezhaKit

struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Begin a workspace: vezha.yaml, Inventory/, Reports/.",
    discussion: """
      EXAMPLES
        vezha init
        vezha init watchtower
      """)

  @Argument(help: "The folder; made if it is missing.", completion: .directory)
  var directory = "."

  @OptionGroup var global: GlobalOptions

  func run() throws {
    let file = directory == "." ? Workspace.configurationFile : "\(directory)/\(Workspace.configurationFile)"
    guard !FileManager.default.fileExists(atPath: file) else {
      throw Exit.cannotCreate("\(file): exists already; nothing was changed")
    }
    for folder in ["Inventory", "Reports"] {
      try OutputFiles.makeFolder(directory == "." ? folder : "\(directory)/\(folder)")
    }
    try OutputFiles.write(Array(Self.template.utf8), to: file)
    try global.console.print("made \(file), Inventory and Reports")
    global.console.note("next: put inventory XML into Inventory/, name it in \(file), then `vezha run`")
  }

  private static let template = """
    # A Vezha workspace. Paths are relative to this file; an unknown key is an error.
    version: 1
    ledger: ledger.sqlite

    # Under these names every next label is a domain of its own, as under a country's own ending.
    # public-suffixes: [gov.example]
    # Zones that are ours as a whole: a listed host in them is reported even if no inventory knows it.
    # constituency: [gov.example]

    # Who is protected and told (Vezha inventory XML).
    # organizations: Inventory/organizations.xml

    # What they run: one entry for each source.
    inventory: []
    #  - source: perimeter-scan
    #    files: Inventory/assets/*.xml
    #    organization: minfin          # owner of what nobody else claims

    # What others publish: one entry for each stream of documents.
    series: []
    #  - key: ddosia
    #    publisher: NoName057(16)
    #    kind: snapshot                # each document is the whole list; stream: each adds
    #    files: Inventory/lists/ddosia/*.json
    #    published: file-name          # or content, modified
    #    silent-after: 5d
    #    gap: 36h
    #    keep: all                     # or matches
    #    tlp: AMBER
    #    role: target

    report:
      directory: Reports
      tlp: AMBER+STRICT
      formats: [html, csv, json]
      languages: [en]
      # timezone: Europe/Kyiv         # times on pages for who has none of their own, with UTC beside

    """
}
