/// Words of government in English, Ukrainian and Russian: which mean the same, and how much each tells.
enum NameConcepts {
  /// How much a word tells.
  enum Weight {
    /// Nothing: articles, legal forms, what publishers add to a title.
    case none
    /// Little: `state`, `national`, `city` may be left out.
    case soft
    /// A country: must be ours, may be left out.
    case country
    /// All: kinds of body, fields, places.
    case full
  }

  /// A meaning.
  struct Concept {
    var id: Int
    var weight: Weight
  }

  /// The meaning of a folded word, or nil where the word is a name of its own.
  static func concept(of token: NameToken) -> Concept? {
    tree.meaning(of: token.text.utf8.span, longestEnding: token.isCyrillic ? 6 : 4).map {
      Concept(id: $0, weight: table[$0].0)
    }
  }

  /// Whole words; and stems, marked by a dash, that may have any ending.
  private static let table: [(Weight, String)] = [
    (.none, "the a an of and for in on at to de la і й та и з із у в на по для при від от с со к до"),
    (
      .none,
      "llc ltd inc corp plc gmbh jsc pjsc cjsc ojsc sa ag oü spa тов ооо ат ао пат пао зат зао прат дп гп кп мп фоп ип нак нек"
    ),
    (
      .none,
      "leak- leaked database data dump breach hacked official site website web portal gov full part files база слив злив утечк- витік сайт портал"
    ),
    (
      .soft,
      "state- national- державн- держава государств- націонал- национал- republic- республік- республик- public- government- урядов- правительств-"
    ),
    (
      .soft,
      "city- town municipal- міськ- городск- місто міста город города м г муніципал- муниципал- general- головн- главн- central- центральн-"
    ),
    (.country, "ukrain- україн- украин-"), (.country, "russia- росій- росія росії росси- rf рф"),
    (.country, "belarus- білорус- беларус- белорус-"),
    (.country, "poland polish польщ- польск- польськ- polska"), (.country, "lithuania- литв- литов-"),
    (.country, "latvia- латв-"),
    (.country, "estonia- естон- эстон-"), (.country, "german- германи- німеч- нимеч- немецк-"),
    (.country, "france french франц- француз-"),
    (.country, "italy italian- італ- итал-"), (.country, "spain spanish іспан- испан-"),
    (.country, "czech- чех- чеськ- чешск-"),
    (.country, "slovak- словач- словац-"), (.country, "romania- румун- румын-"), (.country, "bulgaria- болгар-"),
    (.country, "hungar- угорщ- угорськ- венгр- венгер-"),
    (.country, "moldova- молдов- молдав-"), (.country, "georgia- груз-"),
    (.country, "turkey turkish türkiye туреч- турец- турц-"),
    (.country, "sweden swedish швец- шведськ- шведск-"), (.country, "norway norwegian норвег-"),
    (.country, "finland finnish фінлянд- финлянд- финск-"),
    (.country, "denmark danish данія данії дания дании данськ- датск-"),
    (.country, "netherlands dutch нідерланд- нидерланд-"),
    (.country, "belgi- бельг-"),
    (.country, "austria- австр-"), (.country, "swiss switzerland швейцар-"),
    (.country, "british britain uk kingdom британ- великобритан-"),
    (.soft, "united сполучен- соединен- объединен- об’єднан-"),
    (.country, "emirates emirati емірат- эмират-"),
    (.country, "usa american америк-"), (.country, "canad- канад-"), (.country, "israel- ізраїл- израил-"),
    (.country, "kazakh- казах-"),
    (.country, "china chinese кита-"), (.country, "japan- япон-"), (.country, "india- індії інді індій- индии"),
    (.country, "brazil- бразил-"),
    (.country, "kenya- кенія кенії кения кении"), (.country, "nigeria- нігер- нигер-"), (.country, "mexic- мексик-"),
    (.country, "argentin- аргентин-"),
    (.country, "greece greek- грец- греч-"), (.country, "serbia- серб-"),
    (.country, "croatia- хорват-"),
    (.full, "ministry minister- міністерств- министерств- міністр- министр- minfin"),
    (.full, "agency agencies агентств- агенц-"),
    (.full, "service services служб-"), (.full, "council рада ради радою совет совета"),
    (.full, "administration адміністрац- администрац-"),
    (.full, "department департамент- відділ- отдел-"), (.full, "directorate управлінн- управлени-"),
    (.full, "committee комітет- комитет-"),
    (.full, "commission коміс- комисс-"), (.full, "court суд суду суда судів судов-"), (.full, "supreme верховн-"),
    (.full, "parliament- парламент-"),
    (.full, "cabinet- кабінет- кабинет-"), (.full, "office офіс- офис-"),
    (.full, "inspection inspectorate інспекц- инспекц-"),
    (.full, "fund фонд-"), (.full, "centre center центр центру центра"), (.full, "institute інститут- институт-"),
    (.full, "university- університет- университет-"),
    (.full, "hospital- лікарн- больниц-"), (.full, "school- школ-"), (.full, "bank- банк-"),
    (.full, "library бібліотек- библиотек-"),
    (.full, "finance finances financial фінанс- финанс-"), (.full, "justice юстиц-"),
    (.full, "health healthcare охорон- здоров- здравоохран- охран-"),
    (.full, "education- освіт- образован-"), (.full, "science- наук-"), (.full, "defence defense оборон-"),
    (.full, "interior internal внутрішн- внутренн-"),
    (.full, "foreign external закордон- зовнішн- иностран- внешн-"), (.soft, "affairs справ справи дел дела"),
    (.full, "economy economic- економ- эконом- ehkonom-"),
    (.full, "energy енерг- энерг-"), (.full, "infrastructure інфраструктур- инфраструктур-"),
    (.full, "transport- транспорт-"),
    (.full, "agricultur- agrarian аграрн- сільськ- сельск-"), (.full, "culture cultural культур-"),
    (.full, "environment- довкілл- еколог- окружающ- эколог-"),
    (.full, "digital цифров-"), (.full, "tax taxes taxation податк- налог-"), (.full, "customs митн- таможен-"),
    (.full, "police поліц- полиц-"),
    (.full, "border прикордон- погранич-"), (.full, "security безпек- безопасност-"),
    (.full, "emergenc- надзвичайн- чрезвычайн-"),
    (.full, "statistic- статистик-"), (.full, "election- electoral виборч- избирательн-"), (.full, "treasury казнач-"),
    (.full, "audit- аудит- аудиторс-"),
    (.full, "railway- railroad залізн- железнодорож- железны-"), (.full, "post postal пошт- почт-"),
    (.full, "water водоканал- водн-"),
    (.full, "region- oblast област- обласн- регіон- регион-"), (.full, "district район-"),
    (.full, "insurance страхов- страхуванн- страховани-"),
    (.full, "pension- пенсійн- пенсионн-"), (.full, "social соціальн- социальн-"), (.full, "labour labor праці труда"),
    (.full, "anti-corruption anticorruption антикорупц- антикоррупц-"), (.full, "prosecutor- прокурат- прокурор-"),
    (.full, "president- президент-"),
    (.full, "kyiv kiev київ- києв- киев-"), (.full, "lviv lvov львів львов- львівськ-"),
    (.full, "kharkiv kharkov харків- харков- харьков-"),
    (.full, "odesa odessa одес-"), (.full, "dnipro dnepr дніпр- днепр-"),
    (.full, "chernihiv chernigov черніг- чернигов-"),
    (.full, "mykolaiv nikolaev микола- николаев-"), (.full, "rivne rovno рівн- ровн-"),
    (.full, "zaporizhzhia zaporozhye запоріз- запоріж- запорож-"),
    (.full, "ternopil ternopol терноп-"), (.full, "vinnytsia vinnitsa вінниц- винниц-"),
  ]

  private static let tree: StemTree = {
    var tree = StemTree()
    for (id, (_, texts)) in table.enumerated() {
      for text in texts.split(separator: " ") {
        let isStem = text.hasSuffix("-")
        // Words with a dash inside are two tokens in a name and stand here for their whole.
        let folded = NameFolding.tokens(String(isStem ? text.dropLast() : text)).map(\.text).joined()
        if !folded.isEmpty { tree.insert(folded, isStem: isStem, meaning: id) }
      }
    }
    return tree
  }()
}
