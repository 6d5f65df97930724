// The first page and what it opens with.
extension Words {
  func kicker(_ unit: Unit) -> String {
    switch unit {
    case .week:
      say(en: "Vezha · weekly target-exposure report", uk: "Вежа · щотижневий звіт про ресурси у списках цілей")
    case .month, .quarter, .year, .interval:
      say(en: "Vezha · target-exposure report", uk: "Вежа · звіт про ресурси у списках цілей")
    }
  }
  var exercise: String { say(en: "EXERCISE", uk: "НАВЧАННЯ") }
  var wholeGovernment: String { say(en: "Whole government", uk: "Усі державні органи") }
  func sectorScope(_ name: String) -> String { say(en: "Sector: \(name)", uk: "Галузь: \(name)") }

  func documentTitle(_ scope: String, _ title: String, _ tlp: TLP) -> String {
    say(
      en: "TLP:\(tlp.rawValue) · \(scope) · \(title) · Vezha exposure report",
      uk: "TLP:\(tlp.rawValue) · \(scope) · \(title) · Звіт «Вежа»")
  }

  func coverage(_ documents: Int, series: Int, days: Int, of all: Int) -> Prose {
    say(
      en: """
        We read \(strong: self.documents(documents)) of \(count(series, .series)), published on \
        \(strong: "\(days) of \(count(all, .day))").
        """,
      uk: """
        Опрацьовано \(strong: self.documents(documents)) (\(count(series, .series))). Публікації були \
        \(strong: days == all ? "щодня" : "у \(number(days)) із \(number(all)) днів").
        """)
  }

  func purged(_ count: Int, _ unit: Unit) -> Prose {
    say(
      en: """
        \(strong: "\(documents(count)) \(this(unit)) \(count == 1 ? "was" : "were") purged") and cannot be read again: \
        what \(count == 1 ? "it" : "they") named is not known and not counted.
        """,
      uk: """
        \(strong: "Вилучено з наших записів \(this(unit)): \(documents(count))"). Прочитати їх знову не можна: що в них \
        було, невідомо й не враховано.
        """)
  }

  func blind(_ unit: Unit, purged count: Int = 0, advisories: Int = 0) -> Prose {
    if !isPurged, advisories > 0 {
      return say(
        en: """
          \(strong: "We were blind \(this(unit)): no list or report was published in any series we follow, only \(number(advisories)) \(advisories == 1 ? "advisory" : "advisories") on products.") \
          That is not good news and not bad news. Who was named is not known; it is not zero.
          """,
        uk: """
          \(strong: "\(capital(this(unit))) ми нічого не бачили: у серіях, за якими ми стежимо, не було жодного списку чи звіту, лише бюлетені про продукти (\(number(advisories))).") \
          Це ані добра, ані погана новина. Кого названо, невідомо; це не нуль.
          """)
    }
    if isPurged {
      return say(
        en: """
          \(strong: "We know nothing of \(this(unit)) any more: \(documents(count)) \(count == 1 ? "was" : "were") purged.") \
          That is not good news and not bad news. The numbers are not known; they are not zero.
          """,
        uk: """
          \(strong: "Про цей період нам більше нічого не відомо: з наших записів вилучено \(documents(count)).") Це ані \
          добра, ані погана новина. Показники невідомі, а не нульові.
          """)
    }
    return say(
      en: """
        \(strong: "We were blind \(this(unit)): nothing was published in any series we follow.") That is not good news \
        and not bad news. The numbers are not known; they are not zero.
        """,
      uk: """
        \(strong: "\(capital(this(unit))) ми нічого не бачили: у жодній серії, за якою ми стежимо, не було публікацій.") \
        Це ані добра, ані погана новина. Показники невідомі, а не нульові.
        """)
  }

  var noSeries: Prose {
    say(
      en: "No series is configured, so nothing can be said about exposure yet.",
      uk: "Жодної серії не налаштовано, тож про ризики поки що нічого сказати не можна.")
  }

  func silentSeries(_ keys: [String], _ unit: Unit) -> Prose {
    let keys = keys.joined(separator: ", ")
    return say(
      en: "Nothing came from \(keys) \(this(unit)): there we were blind.",
      uk: "\(capital(this(unit))) нічого не надійшло від \(keys): там ми нічого не бачили.")
  }

  func recordsBegan(_ instant: Instant?) -> Prose {
    guard let instant else {
      return isPurged
        ? say(
          en: "Our records hold no document that can be read.",
          uk: "У наших записах немає жодного документа, який можна прочитати.")
        : say(en: "Our records hold no document yet.", uk: "У наших записах ще немає жодного документа.")
    }
    return say(
      en: "Our records began on \(date(instant.day)).", uk: "Наші записи ведуться з \(date(instant.day)).")
  }

  func headline(names count: Int, listings: Int, organizations: Int?, on: Int, new: Int) -> Prose {
    guard count > 0 else {
      return say(
        en: "\(whose("No name of ours", "None of your names")) was on any list we read.",
        uk: "У жодному з опрацьованих списків \(whose("наших", "ваших")) ресурсів не було.")
    }
    let isMore = listings > count
    let english: Prose = """
      \(names(count))\(organizations.map { " of \(self.organizations($0))" } ?? "") stood on published target lists\
      \(isMore ? " (\(number(listings)) listings: a name in two series counts in each)" : ""). \
      \(on > 0 ? "\(number(on)) \(on == 1 ? "is" : "are") on the newest list now" : "None is on the newest list now"); \
      \(new > 0 ? "\(number(new)) had never been listed before" : "none is listed for the first time").
      """
    let ukrainian: Prose = """
      Опубліковані списки цілей містили \(names(count))\
      \(organizations.map { " (\(self.organizations($0)))" } ?? "")\
      \(isMore ? "; усього \(self.count(listings, .listing)), бо ресурс у двох серіях рахується двічі" : ""). \
      \(on > 0 ? "Зараз у найновішому списку: \(number(on))" : "У найновішому списку зараз немає жодного"); \
      \(new > 0 ? "уперше названо: \(number(new))" : "уперше не названо жодного").
      """
    return say(en: english, uk: ukrainian)
  }

  func headlineBlind(unknown: Int) -> Prose {
    if isPurged, unknown == 0 {
      return say(
        en: "Whether \(whose("a name of ours", "one of your names")) was on a list is not known any more.",
        uk: "Чи були у списках \(whose("наші", "ваші")) ресурси, більше не відомо.")
    }
    return unknown > 0
      ? say(
        en: "\(names(unknown)) stood on the lists when we last saw them. Whether they still do, nobody knows.",
        uk: "Коли ми востаннє бачили списки, у них було \(names(unknown)). Чи є вони там досі, невідомо.")
      : say(
        en: "\(whose("No name of ours", "None of your names")) stood on the lists when we last saw them.",
        uk: "Коли ми востаннє бачили списки, \(whose("наших", "ваших")) ресурсів у них не було.")
  }

  func cardLabel(_ id: String, _ unit: Unit) -> String {
    switch id {
    case "named": say(en: "listings \(this(unit))", uk: "записи у списках \(this(unit))")
    case "organizations": say(en: "organizations concerned", uk: "названі організації")
    case "not_in_inventory": say(en: "not in your inventory", uk: "немає у вашому реєстрі")
    case "on": say(en: "on the list now", uk: "зараз у списку")
    case "new": say(en: "new", uk: "нові")
    case "returned": say(en: "returned", uk: "повернулися")
    case "continuing": say(en: "continuing", uk: "тривають")
    default: say(en: "no longer named", uk: "більше не названо")
    }
  }

  func cardUnknown(_ count: Int) -> String {
    say(en: "and \(number(count)) unknown", uk: "і ще невідомо: \(number(count))")
  }
  var cardNotAllClear: String { say(en: "no all-clear", uk: "це не відбій") }

  func cardNote(days: Int, previousDays: Int, of all: Int, _ unit: Unit) -> String {
    say(
      en: """
        Compare with care: there are documents on \(days) of \(all) days, \(before(unit)) on \(previousDays). More days \
        seen means more names seen.
        """,
      uk: """
        Порівнюйте обережно: документи є за \(days) із \(all) днів, а \(before(unit)) — за \(previousDays). Що більше \
        днів видно, то більше видно ресурсів.
        """)
  }

  // The trend.

  func trendTitle(_ count: Int, _ unit: Unit) -> String {
    say(
      en: "Listings, last \(self.count(count, unit.noun))",
      uk: "Записи у списках, останні \(self.count(count, unit.noun))")
  }

  func trendSummary(_ bars: Int, blind: Int, highest: Int, _ unit: Unit) -> String {
    guard bars > 0 else {
      return say(en: "There is nothing earlier to show.", uk: "Попередніх даних ще немає.")
    }
    let all = count(bars, unit.noun)
    return blind == 0
      ? say(
        en: "Something was published in each of the \(all). The highest number is \(number(highest)).",
        uk: "Показано \(all); публікації були щоразу. Найбільше значення: \(number(highest)).")
      : say(
        en: """
          In \(number(blind)) of \(all) nothing was published: those are hatched and marked blind, not zero. The highest \
          number is \(number(highest)).
          """,
        uk: """
          Показано \(all), з них без жодної публікації: \(number(blind)). Вони заштриховані й позначені «немає даних»: це \
          не нуль. Найбільше значення: \(number(highest)).
          """)
  }

  var trendNumbers: String { say(en: "The numbers of this picture", uk: "Числа цього графіка") }
  var legendNew: String { say(en: "new", uk: "нові") }
  var legendReturned: String { say(en: "returned", uk: "повернулися") }
  var legendContinuing: String { say(en: "continuing", uk: "тривають") }
  var legendBlind: String { say(en: "blind: nothing published", uk: "немає даних: нічого не опубліковано") }
  var blindShort: String { say(en: "blind", uk: "немає даних") }
  var beforeShort: String { say(en: "no records yet", uk: "записів ще не було") }
  func beforeRecords(_ began: Instant?) -> String {
    guard let began else { return beforeShort }
    return say(en: "our records began on \(date(began.day))", uk: "наші записи ведуться з \(date(began.day))")
  }
}
