// What the lists themselves do.
extension Words {
  var campaignTitle: String { say(en: "The campaign: what the lists do", uk: "Кампанія: що відбувається зі списками") }
  var campaignLead: Prose {
    say(
      en: """
        How much of each list is ours, which countries it names, how long names stay and when lists change. Of others \
        only counts stand here, and none below three.
        """,
      uk: """
        Яка частка кожного списку наша, які країни він називає, як довго тримаються назви й коли списки змінюються. Про \
        інших тут лише кількості, і жодної меншої за три.
        """)
  }
  func campaignListsCaption(_ unit: Unit) -> String {
    say(en: "Documents \(this(unit)) and our share of each", uk: "Документи \(this(unit)) і наша частка в кожному")
  }
  var campaignListsEmpty: String { say(en: "No document was published.", uk: "Документів не було.") }
  func campaignCountriesCaption(_ unit: Unit) -> String {
    say(
      en: "Names by country suffix: the most in one document of each day, \(this(unit)) and \(before(unit))",
      uk: "Назви за національними доменами: найбільше в одному документі за день, \(this(unit)) і \(before(unit))")
  }
  var campaignCountriesEmpty: String {
    say(en: "No document names a host under a country suffix.", uk: "Жоден документ не називає національних доменів.")
  }
  func campaignHabitsCaption(_ count: Int, _ unit: Unit) -> String {
    say(
      en: "Habits of each series over \(self.count(count, unit.noun))",
      uk: "Звички кожної серії: \(self.count(count, unit.noun))")
  }
  func campaignUnread(_ count: Int) -> Prose {
    say(
      en: "\(documents(count)) cannot be read again because the originals were not kept: their countries are missing.",
      uk: "\(capital(documents(count))) неможливо прочитати знову, бо оригіналів не збережено: їхніх країн тут немає.")
  }
  var columnOurs: String { say(en: "Ours", uk: "Наші") }
  var columnShare: String { say(en: "Share", uk: "Частка") }
  var columnListChanged: String { say(en: "Against the one before", uk: "Порівняно з попереднім") }
  var listChanged: String { say(en: "changed", uk: "змінено") }
  var listSame: String { say(en: "the same", uk: "без змін") }
  var columnSuffix: String { say(en: "Suffix", uk: "Домен") }
  var columnPeak: String { say(en: "Most at once", uk: "Найбільше разом") }
  func columnIntervalsNamed(_ unit: Unit) -> String {
    switch unit {
    case .week: say(en: "Weeks named, of 26", uk: "Тижнів, із 26")
    case .month: say(en: "Months named, of 26", uk: "Місяців, із 26")
    case .quarter: say(en: "Quarters named, of 26", uk: "Кварталів, із 26")
    case .year: say(en: "Years named, of 26", uk: "Років, із 26")
    case .interval: say(en: "Intervals named, of 26", uk: "Періодів, із 26")
    }
  }
  func otherSuffixes(_ count: Int) -> String {
    say(en: "\(number(count)) more, below 3 names each", uk: "ще \(number(count)), у кожному менш як 3 назви")
  }
  var columnStays: String { say(en: "Stays ended", uk: "Завершених перебувань") }
  var columnStayMedian: String { say(en: "Half stayed at most, h", uk: "Половина не довше, год") }
  var columnStayMost: String { say(en: "Nine of ten at most, h", uk: "Дев’ять із десяти не довше, год") }
  var columnChangeHours: String {
    say(
      en: "Hours (UTC) in which lists changed most (times)",
      uk: "Години (UTC), коли списки змінювалися найчастіше (разів)")
  }
}
