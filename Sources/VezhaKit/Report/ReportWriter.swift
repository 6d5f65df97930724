/// The door to this stage: finished files of a report, made in memory.
///
/// Writing them to disk is the caller's.
public enum ReportWriter {
  /// Formats that exist, in the order in which they are offered.
  public static var formats: [String] { reportFormats.map { $0.id } }

  /// Whether a format is a folder of files and not one file.
  public static func isFolder(_ format: String) -> Bool { reportFormats.contains { $0.id == format && $0.isFolder } }

  /// The files of a report in the formats asked for; the same facts and options always give the same bytes.
  ///
  /// - Parameters:
  ///   - formats: ids such as `html`; repetitions count once.
  ///   - options: languages and marks.
  /// - Throws: `ReportError` naming what exists where a format is unknown.
  public static func files(_ facts: ReportFacts, formats: [String], options: ReportOptions = ReportOptions())
    throws(ReportError) -> [ReportFile]
  {
    var chosen: [any ReportFormat.Type] = []
    for id in formats {
      guard let format = reportFormats.first(where: { $0.id == id }) else {
        throw ReportError(unknownFormat: id, existing: Self.formats)
      }
      if !chosen.contains(where: { $0.id == id }) { chosen.append(format) }
    }
    let documents = options.languages.map { ReportDocument(facts, language: $0, options: options) }
    var files: [ReportFile] = []
    for format in chosen {
      for (index, document) in documents.enumerated() where index == 0 || format.isForPeople {
        for file in format.files(for: document) {
          // The first language needs no mark in the name; `report.uk.html` is another one.
          let name = index == 0 ? file.name : Self.name(file.name, in: document.words.language)
          files.append(ReportFile(name: name, bytes: file.bytes))
        }
      }
    }
    return files
  }

  /// `report.uk.html` out of `report.html`.
  public static func name(_ name: String, in language: Language) -> String {
    guard let dot = name.lastIndex(of: ".") else { return "\(name).\(language.rawValue)" }
    return "\(name[..<dot]).\(language.rawValue)\(name[dot...])"
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
