// The pieces of a long interval beside each other.
extension Words {
  func comparisonTitle(_ interval: Interval) -> String {
    let title = interval.title
    return interval.week == nil && CalendarPeriod(interval) == nil
      ? say(en: "Comparison", uk: "Порівняння") : say(en: "\(title) piece by piece", uk: "\(title) за частинами")
  }
  var comparisonLead: Prose {
    say(
      en: """
        Each number counts what was named in that piece; a name that stayed through two pieces counts in both, and once \
        in the last column. ? means that \(whyBlind) and nothing is known.
        """,
      uk: """
        Кожне число показує, скільки було названо за цю частину періоду; назва, що трималася дві частини, рахується в \
        обох, а в останній колонці один раз. \(isPurged ? "? означає: \(whyBlind), нічого не відомо." : "? означає, що публікацій не було й нічого не відомо.")
        """)
  }
  var comparisonPieces: String { say(en: "Coverage and numbers of each piece", uk: "Охоплення і числа кожної частини") }
  var comparisonOrganizations: String { say(en: "Listings by organization", uk: "Записи за організаціями") }
  var comparisonSectors: String { say(en: "Listings by sector", uk: "Записи за галузями") }
  var comparisonSeries: String { say(en: "Listings by series", uk: "Записи за серіями") }
  var comparisonEmpty: String {
    say(en: "Nothing of \(whose("ours", "yours")) was named.", uk: "\(whose("Нашого", "Вашого")) не названо нічого.")
  }
  var columnWholeInterval: String { say(en: "Whole interval", uk: "Увесь період") }

  /// `W47`, `2026-10`, or the first day of a piece that is neither.
  func pieceName(_ interval: Interval) -> String {
    CalendarPeriod(interval)?.description ?? shortName(interval)
  }
}
