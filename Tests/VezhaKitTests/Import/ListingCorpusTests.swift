import Foundation
import Testing

@testable import VezhaKit

/// Real files: an inventory of what they name finds all of it in the right role, one of made-up neighbours nothing.
@Suite struct ListingCorpusTests {
  @Test(.enabled(if: Corpus.root != nil, "corpus is absent: set VEZHA_CORPUS"), arguments: ListingCorpus.all)
  func `an inventory of a file's own subjects finds all of them, neighbours find none`(_ corpus: ListingCorpus) throws {
    let files = try corpus.files()
    #expect(files.count == corpus.count)
    var unmet = Set(corpus.differences.keys)
    for file in files {
      let expected = try corpus.subjects(file)
      let bytes = try file.bytes()
      let format = try DocumentReader.format(of: bytes.span, in: corpus.series, file: file.name)
      #expect(format.id == corpus.format, "\(file.name)")
      let found = try Self.found(expected, in: bytes, file.name, corpus.series, format)
      for subject in expected.sorted() {
        let roles = found[subject] ?? []
        if corpus.differences[subject.value] != nil {
          #expect(roles.isEmpty, "\(file.name): \(subject.value) is found after all")
          unmet.remove(subject.value)
        } else {
          let role = corpus.roles[subject.value] ?? corpus.role
          #expect(roles.contains(role), "\(file.name): \(subject.kind.rawValue) \(subject.value) as \(roles)")
        }
      }
      let neighbours = Self.neighbours(of: expected)
      let none = try Self.found(neighbours, in: bytes, file.name, corpus.series, format)
      #expect(none.isEmpty, "\(file.name): \(none.keys.map(\.value).sorted().prefix(5))")
    }
    #expect(unmet.isEmpty, "differences that no file shows")
  }

  /// Which of the subjects a document names, in which roles: hosts, addresses and ranges by an inventory of them all.
  private static func found(
    _ subjects: Set<Subject>, in bytes: [UInt8], _ name: String, _ series: Series,
    _ format: any DocumentFormat.Type
  ) throws -> [Subject: Set<Role>] {
    var inventory = Inventory(organizations: [Organization(key: "ours")])
    let owner = try #require(inventory.number(of: "ours"))
    for subject in subjects {
      let kind: IdentifierKind
      switch subject.kind {
      case .host: kind = .host
      case .address: kind = .address
      case .range: kind = .range
      default: continue
      }
      let asset = inventory.add(
        Inventory.HeldAsset(
          reference: AssetReference(source: "corpus", key: subject.value), name: "", owner: owner, criticality: nil,
          kind: nil, isRetired: false))
      inventory.add(Inventory.HeldIdentifier(kind: kind, value: subject.value, holder: .asset(asset)))
    }
    let settings = Settings(documentationAddresses: true, series: [series])
    let published = try #require(Instant("2026-01-01"))
    let matcher = DocumentMatcher(
      index: MatchIndex(inventory: inventory, settings: settings, suffixes: try PublicSuffixes()), document: 1,
      role: format.role ?? series.role, published: published, salt: [1])
    let listed = CollectingSink()
    _ = try DocumentReader.read(file: name, bytes: bytes.span, of: series, sink: Both(matcher, listed))
    var found: [Subject: Set<Role>] = [:]
    for sighting in matcher.sightings()
    where sighting.evidence.contains(where: { $0.identifier == sighting.subject.value }) {
      found[sighting.subject, default: []].insert(sighting.role)
    }
    for row in listed.rows where row.kind == .name || row.kind == .emailDomain || row.kind == .cve {
      let subject = Subject(kind: row.kind, value: row.subject)
      if subjects.contains(subject) {
        found[subject, default: []].insert(row.role ?? format.role ?? series.role)
      }
    }
    return found
  }

  /// For each subject one that looks much like it and that the document does not name.
  private static func neighbours(of subjects: Set<Subject>) -> Set<Subject> {
    Set(
      subjects.compactMap { subject in
        var neighbour = subject
        switch subject.kind {
        case .host, .emailDomain:
          // `example.org` becomes `examplezq.org`: another registrable domain of the same suffix.
          var labels = subject.value.split(separator: ".").map(String.init)
          labels = labels.map { $0.count < 60 ? $0 + "zq" : $0 }
          if let last = subject.value.split(separator: ".").last { labels[labels.count - 1] = String(last) }
          neighbour.value = labels.joined(separator: ".")
        case .address:
          guard let address = Address(subject.value) else { return nil }
          // The nearest one outside its /16 that is nobody's here.
          let step: UInt128 = address.isIPv4 ? 1 << 16 : 1 << 64
          let others = (1...64).lazy.map { Address(bits: address.bits ^ (UInt128($0) * step)) }
          neighbour.value =
            others.first { !subjects.contains(Subject(kind: .address, value: $0.description)) }?.description
            ?? neighbour.value
        case .range: return nil
        case .name: neighbour.value += " zq"
        case .cve: neighbour.value += "00"
        }
        return subjects.contains(neighbour) ? nil : neighbour
      })
  }
}

/// Hands every row to two sinks.
private final class Both: ListingSink {
  let first: any ListingSink
  let second: any ListingSink

  init(_ first: any ListingSink, _ second: any ListingSink) {
    self.first = first
    self.second = second
  }

  func row(_ row: ListingRow, subject: Span<UInt8>, listed: Span<UInt8>) {
    first.row(row, subject: subject, listed: listed)
    second.row(row, subject: subject, listed: listed)
  }

  func skipped(_ problem: @autoclosure () -> Problem) { first.skipped(problem()) }
}
