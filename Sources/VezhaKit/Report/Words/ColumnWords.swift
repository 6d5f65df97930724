// Headers of columns.
extension Words {
  var columnOrganization: String { "Organization" }
  var columnName: String { "Name" }
  var columnState: String { "State" }
  var columnPriority: String { "Priority" }
  var columnDays: String { "Day by day" }
  var columnHistory: String { "History" }
  var columnPorts: String { "Ports" }
  var columnInterval: String { "Interval" }
  var columnDocuments: String { "Documents" }
  var columnNamed: String { "Named" }
  var columnFirstSeen: String { "First seen" }
  var columnLastSeen: String { "Last seen" }
  var columnTimesBefore: String { "Times before" }
  var columnAway: String { "Days away" }
  var columnRank: String { "Rank" }
  var columnNames: String { "Names" }
  var columnOnNow: String { "On now" }
  var columnFirstTime: String { "First time" }
  var columnChange: String { "Change" }
  var columnScanAge: String { "Age of scan" }
  var columnSector: String { "Sector" }
  var columnOrganizations: String { "Organizations" }
  var columnRole: String { "Listed as" }
  var columnSeries: String { "Series" }
  var columnWhy: String { "Why" }
  var columnCertainty: String { "Certainty" }
  var columnImpact: String { "Impact" }
  var columnPort: String { "Port" }
  var columnRows: String { "Rows" }
  var columnVerdict: String { "Verdict" }
  var columnPublisher: String { "Publisher" }
  var columnHealth: String { "Health" }
  var columnDaysSeen: String { "Days" }
  var columnNewest: String { "Newest" }
  var columnSkipped: String { "Skipped" }
  var columnSubjects: String { "Names per document" }
  var columnMark: String { "Mark" }
  var columnReason: String { "Reason" }
  var columnCount: String { "Count" }
  var columnClass: String { "Class" }
  var columnSource: String { "Source" }
  var columnObserved: String { "Observed" }
  var columnAssets: String { "Assets" }
  var columnAdded: String { "Added" }
  var columnChanged: String { "Changed" }
  var columnRetired: String { "Retired" }
  var columnWhole: String { "Whole" }
  var columnGap: String { "Gap" }
  var columnFile: String { "File" }
  var columnPublished: String { "Published" }
  var columnHash: String { "SHA-256" }
  var columnBytes: String { "Bytes" }
  var columnNote: String { "Note" }
  var columnUntil: String { "Until" }
  var columnLapses: String { "Lapses after this interval" }
  var columnScope: String { "Covers" }
  var columnCovers: String { "Findings" }
  var columnAuthor: String { "By" }
  var columnDecided: String { "Decided" }
}
