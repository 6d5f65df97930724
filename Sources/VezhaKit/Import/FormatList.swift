/// A format as users are told of it.
public struct FormatNotice: Hashable, Sendable {
  /// Stable short name.
  public var id: String
  /// What people call it.
  public var title: String
  /// What is taken from it.
  public var takes: String
}

/// All that can be read.
public enum FormatList {
  /// Inventory formats, in order of their titles.
  public static var inventories: [FormatNotice] {
    sorted(AssetFormats.all.map { FormatNotice(id: $0.id, title: $0.title, takes: $0.takes) })
      + [
        FormatNotice(
          id: "mapping", title: "any other XML",
          takes: "what a mapping says (`Inventory/mappings`: ServiceNow, iTop, OpenNMS, Zabbix)")
      ]
  }

  /// Formats of lists and reports, in order of their titles.
  public static var documents: [FormatNotice] {
    sorted(DocumentReader.formats.map { FormatNotice(id: $0.id, title: $0.title, takes: $0.takes) })
  }

  private static func sorted(_ notices: [FormatNotice]) -> [FormatNotice] {
    notices.sorted { ($0.title.lowercased(), $0.id) < ($1.title.lowercased(), $1.id) }
  }
}
