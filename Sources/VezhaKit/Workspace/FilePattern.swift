import Foundation

/// Files by pattern: `*` and `?` within a path component, `**` for any folders.
public enum FilePattern {
  /// Whether a pattern has a wildcard.
  public static func hasWildcard(_ pattern: String) -> Bool { pattern.contains("*") || pattern.contains("?") }

  /// A path without `.` and `..`, absolute.
  static func standardized(_ path: String) -> String { URL(fileURLWithPath: path).standardizedFileURL.path }

  /// Whether a path is a folder.
  public static func isFolder(_ path: String) -> Bool {
    // Not FileManager's attributes: those ask the name service for the owner's name, through a socket.
    var status = stat()
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// The files of a path: itself, or all files below a folder, in order of their paths.
  ///
  /// Hidden ones are left out.
  public static func expand(_ path: String) -> [String] {
    guard path != "-", isFolder(path) else { return [path] }
    let base = path.hasSuffix("/") ? path : path + "/"
    let names = (try? FileManager.default.subpathsOfDirectory(atPath: path)) ?? []
    return names.filter { name in
      !name.split(separator: "/").contains { $0.hasPrefix(".") } && !isFolder(base + name)
    }.map { base + $0 }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Files that match a pattern with wildcards, in order of their paths.
  public static func files(_ pattern: String) -> [String] {
    let start = fixedFolder(pattern)
    guard isFolder(start) else { return [] }
    let isHere = start == "."
    return expand(start).filter { matches(isHere ? "./" + pattern : pattern, $0) }.map {
      isHere ? String($0.dropFirst(2)) : $0
    }
  }

  /// The folder above the first wildcard of a pattern.
  static func fixedFolder(_ pattern: String) -> String {
    let parts = pattern.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    let fixed = parts.prefix { !hasWildcard($0) }
    if fixed.isEmpty { return "." }
    let root = fixed.joined(separator: "/")
    return root.isEmpty ? "/" : root
  }

  /// Whether a path matches a pattern.
  static func matches(_ pattern: String, _ path: String) -> Bool {
    if !hasWildcard(pattern) { return pattern == path || path.hasPrefix(pattern + "/") }
    return matches(
      pattern.split(separator: "/", omittingEmptySubsequences: false)[...],
      path.split(separator: "/", omittingEmptySubsequences: false)[...])
  }

  private static func matches(_ pattern: ArraySlice<Substring>, _ path: ArraySlice<Substring>) -> Bool {
    guard let first = pattern.first else { return path.isEmpty }
    if first == "**" {
      return matches(pattern.dropFirst(), path) || (!path.isEmpty && matches(pattern, path.dropFirst()))
    }
    guard let component = path.first, matches(component: Array(first.utf8), Array(component.utf8)) else { return false }
    return matches(pattern.dropFirst(), path.dropFirst())
  }

  /// Greedy with one point of return, so that many stars stay linear times the length.
  private static func matches(component pattern: [UInt8], _ text: [UInt8]) -> Bool {
    var patternIndex = 0
    var textIndex = 0
    var star = -1
    var mark = 0
    while textIndex < text.count {
      if patternIndex < pattern.count, pattern[patternIndex] == UInt8(ascii: "*") {
        star = patternIndex
        mark = textIndex
        patternIndex += 1
      } else if patternIndex < pattern.count,
        pattern[patternIndex] == UInt8(ascii: "?") || pattern[patternIndex] == text[textIndex]
      {
        patternIndex += 1
        textIndex += 1
      } else if star >= 0 {
        patternIndex = star + 1
        mark += 1
        textIndex = mark
      } else {
        return false
      }
    }
    while patternIndex < pattern.count, pattern[patternIndex] == UInt8(ascii: "*") { patternIndex += 1 }
    return patternIndex == pattern.count
  }
}
