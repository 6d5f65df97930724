/// A language of reports.
///
/// Every text is told in all of them: `Words.say` has one argument per language, so that the compiler names each
/// text that lacks one.
public enum Language: String, CaseIterable, Hashable, Sendable {
  case english = "en"
  case ukrainian = "uk"

  /// The text in this language.
  func say<Text>(en: @autoclosure () -> Text, uk: @autoclosure () -> Text) -> Text {
    switch self {
    case .english: en()
    case .ukrainian: uk()
    }
  }

  /// The form of a noun that goes with a number (plural rules of Unicode CLDR).
  func form(_ noun: Noun, for number: Int) -> String {
    switch self {
    case .english: return number == 1 ? noun.english.one : noun.english.other
    case .ukrainian:
      let forms = noun.ukrainian
      switch (number.magnitude % 100, number.magnitude % 10) {
      case (11...14, _): return forms.many
      case (_, 1): return forms.one
      case (_, 2...4): return forms.few
      default: return forms.many
      }
    }
  }

  /// A key by which names sort for a reader of this language: letters in the order of its alphabet, case and
  /// apostrophes left aside, other characters after the letters.
  func sortKey(_ text: String) -> [UInt32] {
    var key: [UInt32] = []
    for scalar in text.lowercased().unicodeScalars {
      if "'’ʼ`\"«»“”".unicodeScalars.contains(scalar) { continue }
      switch scalar.value {
      case 0x20: key.append(0)
      case 0x30...0x39: key.append(scalar.value)
      default:
        let alphabet = Self.alphabet.firstIndex(of: scalar).map { UInt32(clamping: $0) }
        // Each language puts its own letters first.
        let isOwn = self == .ukrainian || scalar.isASCII
        if let alphabet {
          key.append(isOwn ? 0x1000 + alphabet : 0x2000 + alphabet)
        } else {
          key.append(0x10000 + scalar.value)
        }
      }
    }
    return key
  }

  /// Letters of both languages; Cyrillic first, and of Latin the plain letters.
  private static let alphabet = Array("абвгґдеєжзиіїйклмнопрстуфхцчшщьюяabcdefghijklmnopqrstuvwxyz".unicodeScalars)
}

/// What is counted in sentences.
enum Noun: CaseIterable, Hashable, Sendable {
  case day, hour, week, month, quarter, year, interval
  case name, document, organization, series, row, asset, listing, time, list, entry

  fileprivate var english: (one: String, other: String) {
    switch self {
    case .day: ("day", "days")
    case .hour: ("hour", "hours")
    case .week: ("week", "weeks")
    case .month: ("month", "months")
    case .quarter: ("quarter", "quarters")
    case .year: ("year", "years")
    case .interval: ("interval", "intervals")
    case .name: ("name", "names")
    case .document: ("document", "documents")
    case .organization: ("organization", "organizations")
    case .series: ("series", "series")
    case .row: ("row", "rows")
    case .asset: ("asset", "assets")
    case .listing: ("listing", "listings")
    case .time: ("time", "times")
    case .list: ("list", "lists")
    case .entry: ("entry", "entries")
    }
  }

  fileprivate var ukrainian: (one: String, few: String, many: String) {
    switch self {
    case .day: ("день", "дні", "днів")
    case .hour: ("година", "години", "годин")
    case .week: ("тиждень", "тижні", "тижнів")
    case .month: ("місяць", "місяці", "місяців")
    case .quarter: ("квартал", "квартали", "кварталів")
    case .year: ("рік", "роки", "років")
    case .interval: ("період", "періоди", "періодів")
    case .name: ("ресурс", "ресурси", "ресурсів")
    case .document: ("документ", "документи", "документів")
    case .organization: ("організація", "організації", "організацій")
    case .series: ("серія", "серії", "серій")
    case .row: ("рядок", "рядки", "рядків")
    case .asset: ("актив", "активи", "активів")
    case .listing: ("запис", "записи", "записів")
    case .time: ("раз", "рази", "разів")
    case .list: ("список", "списки", "списків")
    case .entry: ("позиція", "позиції", "позицій")
    }
  }
}
