/// The door to this stage: finished files of a report, made in memory.
///
/// Writing them to disk is the caller's.
public enum ReportWriter {
  /// Formats that exist, in the order in which they are offered.
  public static var formats: [String] { reportFormats.map { $0.id } }

  /// The files of a report in the formats asked for; the same facts always give the same bytes.
  ///
  /// - Parameter formats: ids such as `html`; repetitions count once.
  /// - Throws: `ReportError` naming what exists where a format is unknown.
  public static func files(_ facts: ReportFacts, formats: [String]) throws(ReportError) -> [ReportFile] {
    var chosen: [any ReportFormat.Type] = []
    for id in formats {
      guard let format = reportFormats.first(where: { $0.id == id }) else {
        throw ReportError(unknownFormat: id, existing: Self.formats)
      }
      if !chosen.contains(where: { $0.id == id }) { chosen.append(format) }
    }
    let document = ReportDocument(facts)
    return chosen.flatMap { $0.files(for: document) }
  }
}

/// A finished file of a report.
public struct ReportFile: Hashable, Sendable {
  /// Base name, of our own making: never anything from input.
  public var name: String
  /// The whole content.
  public var bytes: [UInt8]

  /// A finished file.
  public init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }
}

/// Why no report was made.
public struct ReportError: Error, Hashable, Sendable {
  /// One clause in lower case, without a stop.
  public var message: String

  init(unknownFormat id: String, existing: [String]) {
    message =
      "unknown report format '\(VisibleText.marked(id))'; formats are \(existing.joined(separator: ", "))"
  }
}
