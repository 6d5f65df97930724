/// What a reader of an inventory format gives back while it reads.
struct InventoryOutput {
  /// Complete records, in file order, until somebody takes them.
  var records: [InventoryRecord] = []
  /// What was skipped.
  var problems = Problems()
  /// When the file as a whole was made, where it says.
  var observed: Instant?
  /// Why the file is only part of an inventory, or nil.
  var incomplete: String?

  /// Counts a skipped value; its text is made only if it will be listed.
  mutating func skip(
    line: Int, _ field: @autoclosure () -> String, value: @autoclosure () -> String,
    reason: @autoclosure () -> String
  ) {
    guard problems.wantsText else { return problems.countOnly() }
    problems.add(Problem(line: line, field: field(), value: URLText.places(in: value()), reason: reason()))
  }
}

/// Turns the elements of one file into records.
protocol InventoryHandler: XMLHandler {
  /// What has been read so far.
  var output: InventoryOutput { get set }
  /// Called when the document has ended well.
  func finish()
}

/// One inventory format: a handler of its elements that turns them into records.
///
/// A new format is one file in `Assets/`, one line in `AssetFormats.all` and one folder of fixtures.
protocol AssetFormat: InventoryHandler, SendableMetatype {
  /// Stable id, for example `nmap-xml`.
  static var id: String { get }
  /// What people call it.
  static var title: String { get }
  /// What is taken from it, in a few words.
  static var takes: String { get }
  /// Goes up when the same file would give other records.
  static var version: Int { get }
  /// Whether a file with this root element is of this format.
  static func recognises(_ root: borrowing XMLElement) -> Bool
  /// A reader for one file.
  init()
}

/// The registry of inventory formats.
enum AssetFormats {
  /// Every format, in the order in which the root element is tried.
  static let all: [any AssetFormat.Type] = [
    NmapXML.self,
    MasscanXML.self,
    VezhaXML.self,
    ZAPReport.self,
    BurpIssues.self,
    NiktoScan.self,
    SSLyzeReport.self,
    SSLScanReport.self,
    AcunetixScan.self,
    Outpost24Report.self,
    CycloneDXBOM.self,
    GLPIInventory.self,
    AssetReportingFormat.self,
    XCCDFResults.self,
    STIGChecklist.self,
    OVALSystem.self,
    PfSenseConfig.self,
    WhoisResources.self,
    ARINWhois.self,
    NessusV2.self,
    NessusV1.self,
    GVMReport.self,
    QualysAssetData.self,
    QualysHostList.self,
    QualysDetection.self,
    QualysScan.self,
    QualysWAS.self,
    QualysAssetGroups.self,
    NexposeReport.self,
    NexposeSimple.self,
  ]
}
