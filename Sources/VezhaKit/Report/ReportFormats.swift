/// One output format: a finished document in, finished files out.
///
/// A format sorts and computes nothing, so that all formats tell the same.
protocol ReportFormat: SendableMetatype {
  /// As `--format` names it.
  static var id: String { get }
  /// Whether people read it, so that there is one for each language.
  static var isForPeople: Bool { get }
  /// Whether it is a folder of files and not one.
  static var isFolder: Bool { get }
  /// The files of this format, in a fixed order.
  static func files(for document: ReportDocument) -> [ReportFile]
}

extension ReportFormat {
  static var isForPeople: Bool { false }
  static var isFolder: Bool { false }
}

/// The registry: a new format is one file and one line here.
let reportFormats: [any ReportFormat.Type] = [
  HTMLReport.self, CSVReport.self, JSONReport.self, MarkdownReport.self, NDJSONReport.self, STIXReport.self,
  MISPReport.self,
]
