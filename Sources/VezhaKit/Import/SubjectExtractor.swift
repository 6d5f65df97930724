/// Where in a text a subject stands.
struct TextPlace {
  /// Its bytes, as written.
  var range: Range<Int>
  /// 1-based number of its line.
  var line: Int
  /// Where its line begins.
  var lineStart: Int
  /// 1-based column in bytes.
  var column: Int { range.lowerBound - lineStart + 1 }
}

/// Finds hosts, addresses, ranges, URLs, mailboxes and CVEs in running text.
///
/// Lines without any sign of them, nearly all, are passed over byte by byte; a line with one is read by `LineSubjects`.
/// What counts and what does not is written down case by case in `SubjectExtractorTests`.
struct SubjectExtractor {
  private let classes = HostCharacters.Classes()
  private var line = LineSubjects()
  private var refanged: [UInt8] = []
  private var origins: [Int] = []

  /// One subject of a text, as handed to the caller; valid only during the call.
  typealias Body = (_ value: ListedValue, _ subject: Span<UInt8>, _ place: TextPlace) -> Void

  /// Hands over every subject of a text in order, with its place in the text.
  mutating func forEach(in text: Span<UInt8>, _ body: Body) {
    var position = 0
    var number = 0
    while position < text.count {
      let signs = look(at: text, from: position)
      let range = position..<signs.end
      position = signs.end + 1
      number += 1
      if signs.isDefanged {
        Refang.refang(text.extracting(range), into: &refanged, origins: &origins)
        let (plain, map) = (refanged, origins)
        line.forEach(in: plain.span, origins: map, classes) { value, subject, place in
          // The end lies before what was taken away after the last byte.
          let start = range.lowerBound + map[place.lowerBound]
          let end = range.lowerBound + map[max(place.lowerBound, place.upperBound - 1)] + 1
          body(value, subject, TextPlace(range: start..<end, line: number, lineStart: range.lowerBound))
        }
      } else if signs.hasSubject {
        line.forEach(in: text.extracting(range), origins: nil, classes) { value, subject, place in
          let found = (range.lowerBound + place.lowerBound)..<(range.lowerBound + place.upperBound)
          body(value, subject, TextPlace(range: found, line: number, lineStart: range.lowerBound))
        }
      }
    }
  }

  private struct Signs {
    /// End of the line.
    var end: Int
    var hasSubject = false
    var isDefanged = false
  }

  /// One pass over a line: where it ends and whether it may hold a subject.
  private func look(at text: Span<UInt8>, from start: Int) -> Signs {
    var signs = Signs(end: text.count)
    var colons = 0
    var index = start
    while index < text.count {
      let kind = classes[text[index]] & ~HostCharacters.Classes.host
      if kind == 0 {
        index += 1
        continue
      }
      switch kind {
      case HostCharacters.Classes.newline:
        signs.end = index
        return signs
      case HostCharacters.Classes.dot:
        if isHost(text, index - 1, from: start), isHost(text, index + 1, from: start) { signs.hasSubject = true }
        if index + 1 < text.count, classes[text[index + 1]] == HostCharacters.Classes.closing,
          isHost(text, index + 2, from: start), isHost(text, index - 1, from: start)
        {
          signs.isDefanged = true
        }
      case HostCharacters.Classes.opening:
        if Refang.isSign(text, openingAt: index) { signs.isDefanged = true }
      case HostCharacters.Classes.backslash:
        if index + 1 < text.count, text[index + 1] == UInt8(ascii: ".") { signs.isDefanged = true }
      case HostCharacters.Classes.colon:
        colons += 1
        if index + 1 < text.count {
          let next = text[index + 1]
          if next == UInt8(ascii: "/") || next == UInt8(ascii: "\\") || next == UInt8(ascii: ":") || colons == 7 {
            signs.hasSubject = true
          }
        }
      case HostCharacters.Classes.hyphen:
        if isDigit(text, index - 1, from: start), isDigit(text, index + 1, from: start) { signs.hasSubject = true }
      case HostCharacters.Classes.wideDot:
        if HostCharacters.dotLength(text, at: index) > 0 { signs.hasSubject = true }
      default: break
      }
      index += 1
    }
    return signs
  }

  private func isHost(_ text: Span<UInt8>, _ index: Int, from start: Int) -> Bool {
    index >= start && index < text.count && classes[text[index]] & HostCharacters.Classes.host != 0
  }

  private func isDigit(_ text: Span<UInt8>, _ index: Int, from start: Int) -> Bool {
    index >= start && index < text.count && (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(text[index])
  }
}
