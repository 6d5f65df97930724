/// One output format: a finished document in, finished files out.
///
/// A format sorts and computes nothing, so that all formats tell the same.
protocol ReportFormat: SendableMetatype {
  /// As `--format` names it.
  static var id: String { get }
  /// The files of this format, in a fixed order.
  static func files(for document: ReportDocument) -> [ReportFile]
}

/// The registry: a new format is one file and one line here.
let reportFormats: [any ReportFormat.Type] = [HTMLReport.self, CSVReport.self, JSONReport.self]
