/// Reads a warning list in MISP's format.
///
/// An object with `type`, `list` and `matching_attributes`, the attributes of MISP it speaks of.
enum WarningListFile {
  /// More values than any published list has.
  static let maximumValues = 2_000_000
  /// Texts and patterns that are tried one after the other; more would slow every question.
  static let maximumTried = 1_000

  /// Reads one file.
  ///
  /// - Throws: `.unknownFormat` for JSON that is no warning list, and what JSON that is none throws.
  static func read(_ bytes: Span<UInt8>, key: String) throws(ReadError) -> WarningList {
    let tape = try JSONTape(bytes)
    guard let values = tape.member("list", of: tape.root), tape.kind(values) == .array else {
      throw ReadError(.unknownFormat, reason: "is no warning list: it has no member `list`")
    }
    let type = tape.member("type", of: tape.root).flatMap { tape.text($0) } ?? WarningList.Kind.string.rawValue
    guard let kind = WarningList.Kind(rawValue: type) else {
      let known = WarningList.Kind.allCases.map(\.rawValue).joined(separator: ", ")
      throw ReadError(.unknownFormat, reason: "is of type \(type.prefix(40)), none of those known: \(known)")
    }
    let name = tape.member("name", of: tape.root).flatMap { tape.text($0) } ?? ""
    var list = WarningList(key: key, name: String(name.prefix(100)), kind: kind, scope: scope(tape))
    guard !list.scope.isEmpty else { return list }
    var walk = JSONWalk(tape, values)
    while let position = walk.element(tape) {
      guard walk.index <= maximumValues else {
        throw ReadError(.limit, reason: "has more than \(maximumValues) values")
      }
      let isText: Bool? = tape.withString(position) {
        add($0, at: walk.index - 1, to: &list)
        return true
      }
      if isText == nil { problem("", at: walk.index - 1, "is no text", &list) }
    }
    return list
  }

  private static func scope(_ tape: borrowing JSONTape) -> WarningList.Scope {
    guard let attributes = tape.member("matching_attributes", of: tape.root) else { return [.hosts, .addresses] }
    var scope: WarningList.Scope = []
    var walk = JSONWalk(tape, attributes)
    while let position = walk.element(tape) {
      // A composite such as `domain|ip` speaks of both its parts.
      for attribute in (tape.text(position) ?? "").split(separator: "|") {
        switch attribute {
        case "domain", "hostname", "url", "uri", "link": scope.insert(.hosts)
        case "ip", "ip-src", "ip-dst": scope.insert(.addresses)
        case "ALL": scope = [.hosts, .addresses]
        default: break
        }
      }
    }
    // As in MISP, one that names no attribute speaks of all.
    return walk.index == 0 ? [.hosts, .addresses] : scope
  }

  private static func add(_ value: Span<UInt8>, at index: Int, to list: inout WarningList) {
    let text = value.extracting(trimmed(value, 0..<value.count))
    guard text.count > 0 else { return problem("", at: index, "is empty", &list) }
    switch list.kind {
    case .regex:
      guard list.patterns.count < maximumTried else {
        return problem(text, at: index, "is one pattern too many", &list)
      }
      guard let pattern = TextPattern(text) else {
        return problem(text, at: index, "is no pattern that ICU takes", &list)
      }
      list.patterns.append(pattern)
    case .substring:
      guard list.parts.count < maximumTried else { return problem(text, at: index, "is one text too many", &list) }
      // A shorter one is found nearly everywhere.
      guard text.count >= 3 else { return problem(text, at: index, "is too short to tell anything", &list) }
      list.parts.append(String(copying: text).lowercased())
    case .cidr, .hostname, .string:
      if let range = Address(text).flatMap({ AddressRange($0, $0) }) ?? AddressRange.parse(text)?.range {
        guard !range.isTooWide else { return problem(text, at: index, "is too wide a range", &list) }
        list.ranges.append(range)
      } else if list.kind == .cidr {
        problem(text, at: index, "is no address and no range", &list)
      } else {
        add(host: text, at: index, to: &list)
      }
    }
  }

  private static func add(host text: Span<UInt8>, at index: Int, to list: inout WarningList) {
    // `.bank.example` stands for the domain and what lies below it.
    let start = text[0] == UInt8(ascii: ".") ? 1 : 0
    var canonical: [UInt8] = []
    do throws(HostName.Rejection) {
      _ = try HostName.canonicalise(text.extracting(start..<text.count), into: &canonical)
      list.hosts.append(String(decoding: canonical, as: UTF8.self))
    } catch {
      problem(text, at: index, "is no host name: \(error.reason)", &list)
    }
  }

  private static func problem(_ value: String, at index: Int, _ reason: String, _ list: inout WarningList) {
    list.problems.add(Problem(location: "/list/\(index)", field: "list", value: value, reason: reason))
  }

  private static func problem(_ value: Span<UInt8>, at index: Int, _ reason: String, _ list: inout WarningList) {
    problem(list.problems.wantsText ? String(copying: value) : "", at: index, reason, &list)
  }
}
