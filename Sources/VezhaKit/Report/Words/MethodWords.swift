// How the report came about, and what its words mean.
extension Words {
  var methodTitle: String { say(en: "Method, glossary, sources", uk: "Метод, словник, джерела") }

  var methodHeading: String { say(en: "Method", uk: "Метод") }
  var method: [Prose] {
    [
      say(
        en:
          "Vezha compares the inventory of what is ours with what others publish. It touches no network: nothing here was probed, resolved or tested.",
        uk:
          "«Вежа» порівнює реєстр наших активів із тим, що публікують інші. Вона не торкається мережі: тут нічого не зондували, не розв’язували через DNS і не перевіряли."
      ),
      say(
        en:
          "A name is tied to an organization by the rules named in its evidence; of several organizations, those with the most specific identifier get it.",
        uk:
          "Ресурс пов’язують з організацією за правилами, указаними в доказах; із кількох організацій його отримують ті, чий ідентифікатор найточніший."
      ),
      say(
        en:
          "Silence is not absence. A name counts as gone only when a later document of the same series lacks it. Neighbouring mentions form one episode unless they lie far apart and absence was shown between them.",
        uk:
          "Тиша — не відсутність. Ресурс вважають зниклим лише тоді, коли його немає в пізнішому документі тієї самої серії. Сусідні згадки — один епізод, якщо між ними немає великої перерви з доведеною відсутністю."
      ),
      say(
        en:
          "Priority follows from impact (what is listed, and how critical our system is) and certainty (how sure the match is). A possible match is one step lower, but with severe impact it goes to the review queue.",
        uk:
          "Пріоритет випливає з впливу (що названо і наскільки критична система) та певності збігу. Можливий збіг — на щабель нижче, але за тяжкого впливу він потрапляє на розгляд аналітика."
      ),
      say(
        en: "\(methodTimes) Weeks run from Monday to Sunday. “First time” means since our records began.",
        uk: "\(methodTimes) Тиждень триває з понеділка до неділі. «Уперше» означає: від початку наших записів."),
      say(
        en:
          "Each figure counts rows of a table of this report, and each table has a file of the same rows beside it. One name that two series publish, or that two organizations share, is two rows.",
        uk:
          "Кожне число — це кількість рядків таблиці цього звіту; до кожної таблиці є файл із тими самими рядками. Ресурс, який є у двох серіях або належить двом організаціям, — це два рядки."
      ),
    ]
  }

  private var methodTimes: Prose {
    guard zone != nil else { return say(en: "All times are UTC.", uk: "Увесь час — UTC.") }
    return say(
      en: "\(timesAre) Days, weeks and the files of data are UTC.", uk: "\(timesAre) Дні, тижні й файли даних — за UTC."
    )
  }

  var glossaryHeading: String { say(en: "Glossary", uk: "Словник") }
  var glossary: [(term: String, meaning: Prose)] {
    say(
      en: [
        ("name", "a host, address or range that somebody listed"),
        ("series", "documents of one kind by one publisher, for example the target lists of one group"),
        ("document", "one publication of a series, kept with its hash"),
        ("row", "one entry of a document; a name may have many"),
        (
          "on, was, unknown",
          "named by the newest document; absent from a later one; last seen on it, and silence since"
        ),
        ("new", "never seen before in our records"),
        ("returned", "seen in earlier episodes, absent in between, and back"),
        ("continuing", "named already before the first day of the report"),
        ("no longer named", "named the time before, and shown absent since; no all-clear"),
        ("unknown", "on the list when its series last spoke, and nothing published since"),
        ("blind", "nothing was published, so nothing can be said"),
        ("episode", "a run of mentions without a shown absence of more than the gap of its series, usually 36 hours"),
        ("impact, certainty, priority", "how bad it would be; how sure the match is; what to look at first"),
        ("TLP", "Traffic Light Protocol 2.0 of FIRST: who may read this report"),
      ],
      uk: [
        ("ресурс", "вузол, адреса або діапазон адрес, який хтось назвав"),
        ("серія", "документи одного виду від одного видавця, наприклад списки цілей одного угруповання"),
        ("документ", "одна публікація серії; зберігається разом із хешем"),
        ("рядок", "один запис документа; про один ресурс їх може бути багато"),
        ("у списку, був, невідомо", "є в найновішому документі; зник із пізнішого; востаннє був там, а відтоді тиша"),
        ("новий", "раніше в наших записах не траплявся"),
        ("повернувся", "був раніше, зникав і з’явився знову"),
        ("триває", "названий ще до першого дня звіту"),
        ("більше не названий", "був минулого разу, відтоді його відсутність доведено; це не відбій"),
        ("невідомо", "був у списку, коли серія публікувалася востаннє; відтоді нічого не опубліковано"),
        ("немає даних", "нічого не опубліковано, тож сказати нічого не можна"),
        ("епізод", "низка згадок без доведеної перерви, довшої за задану для серії, зазвичай 36 годин"),
        ("вплив, збіг, пріоритет", "наскільки це небезпечно; наскільки певний збіг; на що дивитися спершу"),
        ("TLP", "Traffic Light Protocol 2.0 від FIRST: хто може читати цей звіт"),
      ])
  }

  var truthHeading: String { say(en: "Which class is counted where", uk: "Який клас де рахують") }
  var truthCaption: String { say(en: "Classes and the places that count them", uk: "Класи та місця, де їх рахують") }
  var truthColumns: [String] {
    say(
      en: ["Class", "Listings", "On the list now", "Changes", "By organization", "Findings", "Trend"],
      uk: ["Клас", "Записи", "Зараз у списку", "Зміни", "За організаціями", "Виявлення", "Динаміка"])
  }
  func truth(_ value: FindingClass) -> [String] {
    let no = truthNo
    switch value {
    case .new, .returned, .continuing: return ["✓", say(en: "✓ if on", uk: "✓ якщо у списку"), "✓", "✓", "✓", "✓"]
    case .notNamed: return [no, no, "✓", no, "✓", no]
    case .unknown: return [no, say(en: "listed as ?", uk: "показано як ?"), "✓", no, "✓", no]
    }
  }
  private var truthNo: String { say(en: "no", uk: "ні") }
  var truthSuppressed: [String] {
    [say(en: "suppressed", uk: "приховано")] + Array(repeating: truthNo, count: truthColumns.count - 1)
  }

  var manifestHeading: String { say(en: "What this report was made from", uk: "З чого складено цей звіт") }
  var manifestCaption: String { say(en: "Documents of the interval", uk: "Документи за період") }
  var manifestEmpty: String {
    say(en: "No document was published in this interval.", uk: "За цей період не опубліковано жодного документа.")
  }
  var provenanceTerms: (chain: String, rules: String, known: String, tlp: String) {
    say(
      en: ("Head of the facts chain", "Version of rules and readers", "Newest fact used", "Mark"),
      uk: ("Голова ланцюга фактів", "Версія правил і зчитувачів", "Найновіший використаний факт", "Позначка"))
  }
  var nothingKnown: String { say(en: "none", uk: "немає") }
  var tlpReason: String {
    say(
      en: "the strictest of the configuration and all sources used",
      uk: "найсуворіша з налаштованої та позначок усіх використаних джерел")
  }

  // What only pages need.

  var skipLink: String { say(en: "Skip to the report", uk: "Перейти до звіту") }
  var contents: String { say(en: "Contents", uk: "Зміст") }
  var cardHeading: String { say(en: "In numbers", uk: "У числах") }
  var footerMark: String { say(en: "Vezha exposure report", uk: "Звіт «Вежа»") }
  var adviceWord: String { say(en: "advice", uk: "поради") }
}
