import VezhaKit

/// What an import would do to the assets of one source.
struct PreviewOutput {
  var preview: ImportPreview
  var console: Console

  /// Lines of each kind that are shown unless `--verbose` asks for all.
  private static let shown = 20

  /// Writes lines: `+` new, `~` changed, `-` retired, `>` moved to another owner.
  func write() throws {
    let edition = preview.edition
    try lines(edition.added.map { "+ \($0)" })
    try lines(
      edition.changed.filter { !$0.fields.isEmpty }.map { asset in
        "~ \(asset.key): \(asset.fields.map(text).joined(separator: "; "))"
      })
    try lines(edition.retired.map { "- \($0)" })
    try lines(edition.moved.map { "> \($0.key): from \($0.from) to \($0.to)" })
    for (reason, count) in preview.unmatchable {
      try console.print("  \(count) \(count == 1 ? "identifier" : "identifiers") will never match (\(reason))")
    }
    try lines(
      preview.orphaned.map { "decision \($0.id) would lose its subject: \($0.verdict.rawValue), \($0.subject.value)" })
  }

  private func lines(_ all: [String]) throws {
    let shown = console.loudness == .verbose ? all.count : Self.shown
    for line in all.prefix(shown) { try console.print("  \(line)") }
    if all.count > shown {
      try console.print("  \(all[0].prefix(1)) and \(all.count - shown) more (--verbose shows all)")
    }
  }

  private func text(_ change: EditionPreview.FieldChange) -> String {
    switch (change.before.isEmpty, change.after.isEmpty) {
    case (true, _): "\(change.field) + \(change.after)"
    case (_, true): "\(change.field) - \(change.before)"
    default: "\(change.field) \(change.before) -> \(change.after)"
    }
  }

  /// Writes all of it as one JSON object.
  func write(_ json: inout JSONText, source: String) {
    let edition = preview.edition
    json.object { json in
      json.key("source")
      json.string(source)
      json.key("added")
      json.array(edition.added) { $0.string($1) }
      json.key("changed")
      json.array(edition.changed) { json, asset in
        json.object { json in
          json.key("key")
          json.string(asset.key)
          json.key("fields")
          json.array(asset.fields) { json, change in
            json.object { json in
              json.key("field")
              json.string(change.field)
              json.key("before")
              json.string(change.before)
              json.key("after")
              json.string(change.after)
            }
          }
        }
      }
      json.key("retired")
      json.array(edition.retired) { $0.string($1) }
      json.key("moved")
      json.array(edition.moved) { json, asset in
        json.object { json in
          json.key("key")
          json.string(asset.key)
          json.key("from")
          json.string(asset.from)
          json.key("to")
          json.string(asset.to)
        }
      }
      json.key("unmatchable")
      json.array(preview.unmatchable) { json, entry in
        json.object { json in
          json.key("reason")
          json.string(entry.reason)
          json.key("count")
          json.integer(entry.count)
        }
      }
      json.key("orphaned_decisions")
      json.array(preview.orphaned) { $0.string($1.id) }
    }
  }
}
