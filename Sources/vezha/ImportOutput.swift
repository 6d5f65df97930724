import VezhaKit

/// What came of an import, for people and for scripts.
struct ImportOutput {
  var outcomes: [ImportOutcome]
  var isDryRun: Bool
  var console: Console

  func write(_ format: OutputFormat, pipeline: Pipeline) throws {
    for refusal in outcomes.flatMap(\.refusals) { console.error("\(refusal.message); the file was refused whole") }
    switch format {
    case .json: try console.write(try json(pipeline))
    case .csv: throw Exit.usage("import writes a table or JSON, not CSV")
    case .table: try table()
    }
  }

  private func table() throws {
    for outcome in outcomes {
      if outcome.isKnown {
        try console.print("\(outcome.source): nothing new; the latest edition had the same files")
        continue
      }
      guard let changes = outcome.changes else {
        try console.print("\(outcome.source): nothing was imported")
        continue
      }
      let assets = changes.added + changes.changed + changes.unchanged
      let kind = outcome.isComplete ? "complete edition" : "incomplete edition, retires nothing"
      try console.print(
        "\(outcome.source): \(assets) assets (\(changes.added) new, \(changes.changed) changed, \(changes.unchanged) unchanged), \(changes.retired) retired, \(changes.moved) moved to another owner; \(kind)"
      )
      if changes.organizations > 0 {
        try console.print("  \(changes.organizations) organizations new or changed")
      }
      if let back = outcome.turnedBack {
        console.note(
          "warning: \(outcome.source): was observed \(back.to.minuteText), earlier than the edition whose place it took (\(back.from.minuteText)); import the newer one again if that was not meant"
        )
      }
      if let refused = changes.retirementRefused { console.note("warning: \(outcome.source): \(refused)") }
      for file in outcome.files { try self.file(file) }
      if let preview = outcome.preview { try PreviewOutput(preview: preview, console: console).write() }
    }
    if isDryRun {
      try console.print("dry run: nothing was written")
    } else if outcomes.contains(where: { $0.changes != nil }) {
      console.note("next: vezha receive LIST, or vezha findings")
    }
  }

  private func file(_ file: ImportOutcome.File) throws {
    guard let summary = file.summary else { return }
    var line = "  \(file.path): \(summary.format), \(summary.assets) assets"
    if summary.organizations > 0 { line += ", \(summary.organizations) organizations" }
    if summary.problems.count > 0 { line += ", \(summary.problems.count) values skipped" }
    if let reason = summary.incompleteReason { line += "; \(reason)" }
    try console.print(line)
    for problem in summary.problems.first.prefix(console.loudness == .verbose ? Problems.kept : 5) {
      console.note("    \(file.path):\(problem.line): \(problem.field) \"\(problem.value)\": \(problem.reason)")
    }
    let more = summary.problems.count - 5
    if more > 0, console.loudness == .normal { console.note("    and \(more) more (--verbose shows up to 100)") }
  }

  private func json(_ pipeline: Pipeline) throws -> [UInt8] {
    let owners = OwnerIndex(organizations: try pipeline.ledger.organizations())
    var json = JSONText()
    json.object { json in
      json.key("schema")
      json.string("vezha.import/1")
      json.key("files")
      json.array(outcomes.flatMap { outcome in outcome.files.map { (outcome, $0) } }) { json, entry in
        file(&json, entry.1) { asset in
          owners.decide(
            named: asset.organization, identifiers: asset.identifiers,
            defaultOrganization: entry.0.defaultOrganization
          ).organization
        }
      }
      json.key("changes")
      changes(&json)
      json.key("preview")
      json.array(outcomes.compactMap { outcome in outcome.preview.map { (outcome.source, $0) } }) { json, entry in
        PreviewOutput(preview: entry.1, console: console).write(&json, source: entry.0)
      }
    }
    return json.finished()
  }

  private func file(
    _ json: inout JSONText, _ file: ImportOutcome.File, _ owner: (AssetRecord) -> String
  ) {
    json.object { json in
      json.key("file")
      json.string(file.path)
      json.key("sha256")
      json.string(file.sha256.isEmpty ? nil : file.sha256)
      json.key("format")
      json.string(file.summary?.format)
      json.key("complete")
      json.boolean(file.summary?.complete ?? false)
      json.key("assets")
      json.array(file.assets) { json, asset in
        var owned = asset
        owned.organization = owner(asset)
        AssetJSON.write(&json, owned)
      }
      json.key("problems")
      json.array(file.summary?.problems.first ?? refused(file)) { json, problem in
        json.object { json in
          json.key("line")
          json.integer(problem.line)
          json.key("field")
          json.string(problem.field)
          json.key("value")
          json.string(problem.value)
          json.key("reason")
          json.string(problem.reason)
        }
      }
    }
  }

  private func refused(_ file: ImportOutcome.File) -> [Problem] {
    file.refusal.map { [Problem(line: $0.line, field: "file", value: file.path, reason: $0.reason)] } ?? []
  }

  private func changes(_ json: inout JSONText) {
    let all = outcomes.compactMap(\.changes)
    json.object { json in
      for (key, value) in [
        ("added", all.reduce(0) { $0 + $1.added }), ("changed", all.reduce(0) { $0 + $1.changed }),
        ("retired", all.reduce(0) { $0 + $1.retired }), ("unchanged", all.reduce(0) { $0 + $1.unchanged }),
        ("moved", all.reduce(0) { $0 + $1.moved }),
        ("orphaned_decisions", outcomes.reduce(0) { $0 + ($1.preview?.orphaned.count ?? 0) }),
      ] as [(StaticString, Int)] {
        json.key(key)
        json.integer(value)
      }
    }
  }
}

/// An asset as JSON: shared by `import` and `assets`.
enum AssetJSON {
  static func write(
    _ json: inout JSONText, _ asset: AssetRecord, _ more: (inout JSONText) -> Void = { _ in }
  ) {
    json.object { json in
      json.key("key")
      json.string(asset.key)
      json.key("name")
      json.string(optional(asset.name))
      json.key("organization")
      json.string(asset.organization)
      json.key("criticality")
      json.string(asset.criticality?.rawValue)
      json.key("identifiers")
      json.array(asset.identifiers) { json, identifier in
        json.object { json in
          json.key("kind")
          json.string(identifier.kind.rawValue)
          json.key("value")
          json.string(identifier.value)
          json.key("given")
          json.string(identifier.given)
        }
      }
      json.key("services")
      json.array(asset.services) { json, service in self.service(&json, service) }
      json.key("products")
      json.array(asset.products) { json, product in
        json.object { json in
          json.key("name")
          json.string(optional(product.name))
          json.key("version")
          json.string(optional(product.version))
          json.key("cpe")
          json.string(optional(product.cpe))
          json.key("purl")
          json.string(optional(product.purl))
        }
      }
      more(&json)
    }
  }

  private static func service(_ json: inout JSONText, _ service: Service) {
    json.object { json in
      json.key("transport")
      json.string(service.transport)
      json.key("port")
      json.integer(service.port)
      json.key("state")
      json.string(service.state)
      json.key("name")
      json.string(optional(service.name))
      json.key("product")
      json.string(optional(service.product))
      json.key("version")
      json.string(optional(service.version))
      json.key("cpe")
      json.array(service.cpe) { json, cpe in json.string(cpe) }
    }
  }

  private static func optional(_ text: String) -> String? { text.isEmpty ? nil : text }
}
