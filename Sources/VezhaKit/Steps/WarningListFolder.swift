import Crypto

/// The folder of warning lists that `vezha.yaml` names, read once.
public struct WarningListFolder: Sendable {
  /// What the folder holds.
  public struct Content: Sendable {
    /// The lists that could be read.
    public var lists = WarningLists()
    /// Files that are no warning list, with the reason.
    public var refusals: [ReadError] = []
    /// Keys of `hide:` that no list has.
    public var unknown: [String] = []
    /// SHA-256 over the names and bytes of all files and what is to be hidden, in hexadecimal; empty without a folder.
    public var digest = ""
  }

  /// What the folder holds; nothing where none is configured.
  public let content: Content

  /// The folder of a workspace, read at once.
  public init(_ workspace: Workspace) {
    content = Self.read(
      workspace.configuration.warningLists.map { workspace.path($0.folder) },
      hidden: workspace.configuration.warningLists?.hide)
  }

  private static func read(_ folder: String?, hidden: [String]?) -> Content {
    var content = Content()
    guard let folder else { return content }
    var hasher = SHA256()
    var lists: [WarningList] = []
    let base = folder.hasSuffix("/") ? folder : folder + "/"
    for path in FilePattern.expand(folder) where path.hasSuffix(".json") {
      let name = path.hasPrefix(base) ? String(path.dropFirst(base.count)) : path
      do throws(ReadError) {
        let bytes = try InputFile(path: path).bytes()
        hasher.update(data: Array("\(name)\n\(bytes.count)\n".utf8))
        hasher.update(data: bytes)
        var list = try WarningListFile.read(bytes.span, key: key(of: name))
        list.hides = hidden?.contains(list.key) ?? list.isOfSharedInfrastructure
        lists.append(list)
      } catch {
        content.refusals.append(error.named(path))
      }
    }
    hasher.update(data: Array((hidden.map { "hide \($0)" } ?? "hide by name").utf8))
    content.unknown = (hidden ?? []).filter { key in !lists.contains { $0.key == key } }
    content.lists = WarningLists(lists)
    content.digest = hexadecimal(hasher.finalize())
    return content
  }

  /// A list's short name: of its file, or of the folder that holds a file `list.json`, as in MISP's own repository.
  static func key(of name: String) -> String {
    var parts = name.split(separator: "/").map(String.init)
    guard let file = parts.popLast() else { return name }
    if file == "list.json", let parent = parts.last { return parent }
    let stem = file.hasSuffix(".list.json") ? file.dropLast(".list.json".count) : file.dropLast(".json".count)
    return String(stem)
  }
}
