import Foundation
import Testing

@testable import VezhaKit

/// The real files of one list or report format, and what each must give.
///
/// To join a format: an entry in a table of its own (`ListingCorpus/*.swift`) and its name in `all`.
struct ListingCorpus: Sendable, CustomTestStringConvertible {
  /// One real file with the facts that were computed about it by other means.
  struct File {
    var url: URL
    /// Its own facts, without the wrapper.
    var facts: [String: Any]
    var name: String { url.lastPathComponent }
    func bytes() throws -> [UInt8] { try [UInt8](Data(contentsOf: url)) }
    func text() throws -> String { String(decoding: try bytes(), as: UTF8.self) }
    func json() throws -> Any { try Corpus.json(url) }
  }

  /// Folder under `lists`.
  var folder: String
  /// Id of the format that must recognise the files.
  var format: String
  /// What tells it from others of the same folder and format, or empty.
  var label = ""
  /// Role in which every subject must be found; `roles` names the exceptions.
  var role: Role
  /// How many files there are: a test over nothing shows nothing.
  var count: Int
  /// Settings of the series, as a user would write them for these files.
  var series = Series(key: "corpus")
  /// Which files of the folder.
  var accepts: @Sendable (String) -> Bool = { _ in true }
  /// Subjects whose role is another one.
  var roles: [String: Role] = [:]
  /// What the facts say must be found; see `Subjects` for making it from texts.
  var subjects: @Sendable (File) throws -> Set<Subject>
  /// Subjects of the facts that are rightly not found, with the reason; each must hold.
  var differences: [String: String] { JustifiedDifferences.subjects[testDescription] ?? [:] }

  var testDescription: String { label.isEmpty ? "\(folder) as \(format)" : label }

  /// All formats that have real files.
  static let all: [ListingCorpus] = targetLists + messages + victims + reportTexts + records + advisories + incidents

  /// The files with their facts.
  func files() throws -> [File] {
    let shared = try Corpus.root.map {
      let url = $0.appending(path: "lists/\(folder)/_all.facts.json")
      return FileManager.default.fileExists(atPath: url.path) ? try Corpus.json(url) as? [String: Any] : nil
    }
    return try Corpus.files(under: "lists/\(folder)", suffix: "").filter {
      !$0.lastPathComponent.hasSuffix(".facts.json") && accepts($0.lastPathComponent)
    }.map { url in
      let own = URL(filePath: url.path + ".facts.json")
      let wrapper =
        FileManager.default.fileExists(atPath: own.path)
        ? try Corpus.json(own) as? [String: Any] : shared??[url.lastPathComponent] as? [String: Any]
      return File(url: url, facts: wrapper?["facts"] as? [String: Any] ?? [:])
    }
  }
}

/// Expected subjects made from the texts of facts.
enum Subjects {
  /// Values of a set of the facts (`{"count", "values"}`); nil where only their number is kept.
  static func values(_ fact: Any?) -> [String]? { (fact as? [String: Any])?["values"] as? [String] }

  /// Hosts and addresses, each as what it is; what is neither, or identifies nobody, is left out.
  static func hosts(_ texts: [String]) -> Set<Subject> {
    Set(
      texts.compactMap { text in
        if let address = Address(text) { return Subject(kind: .address, value: address.description) }
        return HostName(text).map { Subject(kind: .host, value: $0.canonical) }
      })
  }

  /// Hosts of URLs, taken out by splitting them.
  static func ofURLs(_ urls: [String]) -> [String] {
    urls.compactMap { url in
      let text = url.trimmingCharacters(in: .whitespaces)
      let rest = text.range(of: "://").map { text[$0.upperBound...] } ?? text[...]
      let authority = rest.prefix { !"/?# \t".contains($0) }
      return authority.split(separator: ":").first.map(String.init)
    }
  }

  /// Subjects whose canonical text is known already.
  static func of(_ kind: SubjectKind, _ values: [String]) -> Set<Subject> {
    Set(values.map { Subject(kind: kind, value: $0) })
  }
}
