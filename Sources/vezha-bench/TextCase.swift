import Foundation
import VezhaKit

/// E: what one million lines of free text name, one line in twenty having a subject; one core.
enum TextCase {
  /// Writes the text, Ukrainian, Russian and English words in turn.
  static func make(file: String, lines: Int) throws -> String {
    var random = VezhaBench.seed
    func next(_ limit: Int) -> Int {
      // Knuth's MMIX generator.
      random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((random >> 33) % UInt64(limit))
    }
    let words = [
      "the", "report", "says", "that", "служба", "сьогодні", "повідомила", "про", "атаку", "на", "портал", "server",
      "was", "reached", "сообщает", "ведомство", "работы", "after", "09:30", "(see", "below),", "версія", "2.1", "не",
      "unknown", "requests", "per", "second", "12,5", "e.g.", "зв'язок", "відновлено.", "again;", "-", "and", "ресурс",
    ]
    var text: [UInt8] = []
    for line in 0..<lines {
      let count = 8 + next(12)
      let at = line % 20 == 7 ? next(count) : -1
      for position in 0..<count {
        if position > 0 { text.append(0x20) }
        text.append(contentsOf: (position == at ? subject(next(1_000_000)) : words[next(words.count)]).utf8)
      }
      text.append(0x0a)
    }
    try Data(text).write(to: URL(filePath: file))
    return "text lines=\(lines) bytes=\(text.count)"
  }

  private static func subject(_ number: Int) -> String {
    switch number % 6 {
    case 0: "https://www.h\(number).gov.example/path?x=\(number)"
    case 1: "h\(number)[.]example[.]org"
    case 2: "203.0.113.\(number % 256):443"
    case 3: "сайт\(number).приклад.укр,"
    case 4: "press@h\(number).example.net"
    default: "CVE-2026-\(10_000 + number % 80_000)"
    }
  }

  /// The product: reading the text as the format that its content tells.
  static func run(file: String) async throws -> String {
    let bytes = try InputFile(path: file).bytes()
    let sink = CountingSink()
    let (figures, read) = try await Figures.measure {
      try DocumentReader.read(file: file, bytes: bytes.span, of: Series(key: "text"), sink: sink)
    }
    return figures.line(
      "text",
      [
        ("bytes", bytes.count), ("listings", read.summary.listings), ("distinct", sink.kinds.count),
        ("megabytes-per-second", Int(Double(bytes.count) / 1e6 / figures.wall)),
      ])
  }

  private final class CountingSink: ListingSink {
    var kinds: Set<SubjectKind> = []

    func row(_ row: ListingRow, subject: Span<UInt8>, listed: Span<UInt8>) { kinds.insert(row.subjectKind) }
    func skipped(_ problem: @autoclosure () -> Problem) {}
  }
}
