import Foundation

@testable import VezhaKit

/// Victims as four public collections name them, with the country that each record states beside the name.
struct VictimName: Hashable {
  var collection: String
  var name: String
  /// ISO 3166-1 code, or empty.
  var country: String

  /// All victims of the corpus, each once, in order.
  static func all(in corpus: URL) throws -> [VictimName] {
    let lists = corpus.appending(path: "lists")
    let found =
      try ransomware(lists.appending(path: "ransomware")) + veris(lists.appending(path: "veris"))
      + eurepoc(lists.appending(path: "eurepoc/EuRepoC_Global_Database_1.1.csv"))
    return Set(found.filter { !$0.name.isEmpty }).sorted {
      ($0.collection, $0.name, $0.country) < ($1.collection, $1.name, $1.country)
    }
  }

  private static func ransomware(_ folder: URL) throws -> [VictimName] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().flatMap { file -> [VictimName] in
      let isPress = file.hasPrefix("press_all")
      guard file.hasSuffix(".json"), !file.hasSuffix("facts.json"), isPress || file.hasPrefix("victims_recent"),
        let object = try Corpus.json(folder.appending(path: file)) as? [String: Any]
      else { return [] }
      return (object[isPress ? "results" : "victims"] as? [[String: Any]] ?? []).map { record in
        VictimName(
          collection: isPress ? "press" : "ransomware",
          name: trimmed(record["victim"] ?? record["post_title"] ?? record["name"]),
          country: record["country"] as? String ?? "")
      }
    }
  }

  private static func veris(_ folder: URL) throws -> [VictimName] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().flatMap { file -> [VictimName] in
      guard file.lowercased().hasSuffix(".json"), !file.hasSuffix("facts.json"),
        let object = try Corpus.json(folder.appending(path: file)) as? [String: Any]
      else { return [] }
      let victims = object["victim"] as? [[String: Any]] ?? (object["victim"] as? [String: Any]).map { [$0] } ?? []
      return victims.map { victim in
        let countries = victim["country"] as? [String] ?? [victim["country"] as? String ?? ""]
        return VictimName(
          collection: "VERIS", name: trimmed(victim["victim_id"] ?? victim["name"]), country: countries.first ?? "")
      }
    }
  }

  /// Cells hold lists as Python writes them: a list of lists of names, and a list of countries beside it.
  private static func eurepoc(_ file: URL) throws -> [VictimName] {
    let rows = table(try String(contentsOf: file, encoding: .utf8))
    guard let header = rows.first, let names = header.firstIndex(of: "receiver_name"),
      let countries = header.firstIndex(of: "receiver_country")
    else { return [] }
    return rows.dropFirst().flatMap { row -> [VictimName] in
      guard row.count == header.count else { return [] }
      let places = texts(row[countries]).flatMap { $0 }
      return texts(row[names]).enumerated().flatMap { index, group in
        group.map { name in
          let place = index < places.count ? places[index] : ""
          return VictimName(
            collection: "EuRepoC", name: trimmed(name),
            country: VictimInventory.countries.first { place.hasPrefix($0.name) }?.code ?? place)
        }
      }
    }
  }

  /// The quoted texts of a Python list, by inner list.
  private static func texts(_ cell: String) -> [[String]] {
    var groups: [[String]] = [[]]
    var quote: Character?
    var text = ""
    for character in cell {
      if let open = quote {
        if character == open {
          groups[groups.count - 1].append(text)
          quote = nil
        } else {
          text.append(character)
        }
      } else if character == "'" || character == "\"" {
        (quote, text) = (character, "")
      } else if character == "]" {
        groups.append([])
      }
    }
    return groups.filter { !$0.isEmpty }
  }

  /// Comma-separated values with quotes.
  private static func table(_ text: String) -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var field = ""
    var isQuoted = false
    let scalars = Array(text.unicodeScalars)
    var index = 0
    while index < scalars.count {
      let scalar = scalars[index]
      index += 1
      if isQuoted {
        if scalar != "\"" {
          field.unicodeScalars.append(scalar)
        } else if index < scalars.count, scalars[index] == "\"" {
          field.append("\"")
          index += 1
        } else {
          isQuoted = false
        }
      } else if scalar == "\"" {
        isQuoted = true
      } else if scalar == "," || scalar == "\n" {
        row.append(field)
        field = ""
        if scalar == "\n" {
          rows.append(row)
          row = []
        }
      } else if scalar != "\r" {
        field.unicodeScalars.append(scalar)
      }
    }
    return rows
  }

  private static func trimmed(_ value: Any?) -> String {
    (value as? String ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
  }
}

/// The ministries of a country by their generic names in English, Ukrainian and Russian.
enum VictimInventory {
  struct Country: Sendable {
    var code: String
    /// As English texts name it.
    var name: String
    /// In the genitive, as the names of its ministries have it.
    var ukrainian: String
    var russian: String
  }

  static let countries: [Country] = [
    ("AE", "United Arab Emirates", "Об’єднаних Арабських Еміратів", "Объединённых Арабских Эмиратов"),
    ("BG", "Bulgaria", "Болгарії", "Болгарии"), ("BY", "Belarus", "Білорусі", "Беларуси"),
    ("CN", "China", "Китаю", "Китая"), ("CR", "Costa Rica", "Коста-Рики", "Коста-Рики"),
    ("DO", "Dominican Republic", "Домініканської Республіки", "Доминиканской Республики"),
    ("EE", "Estonia", "Естонії", "Эстонии"), ("EG", "Egypt", "Єгипту", "Египта"),
    ("GB", "United Kingdom", "Великої Британії", "Великобритании"), ("GT", "Guatemala", "Гватемали", "Гватемалы"),
    ("ID", "Indonesia", "Індонезії", "Индонезии"), ("IN", "India", "Індії", "Индии"), ("IR", "Iran", "Ірану", "Ирана"),
    ("IT", "Italy", "Італії", "Италии"), ("JP", "Japan", "Японії", "Японии"), ("KW", "Kuwait", "Кувейту", "Кувейта"),
    ("ME", "Montenegro", "Чорногорії", "Черногории"),
    ("MK", "North Macedonia", "Північної Македонії", "Северной Македонии"),
    ("PT", "Portugal", "Португалії", "Португалии"), ("PW", "Palau", "Палау", "Палау"),
    ("RU", "Russia", "Росії", "России"), ("SI", "Slovenia", "Словенії", "Словении"),
    ("TH", "Thailand", "Таїланду", "Таиланда"), ("TR", "Turkey", "Туреччини", "Турции"),
    ("UA", "Ukraine", "України", "Украины"), ("ZW", "Zimbabwe", "Зімбабве", "Зимбабве"),
  ].map { Country(code: $0.0, name: $0.1, ukrainian: $0.2, russian: $0.3) }

  /// A ministry's field: its names, and what a reader of English, French, Spanish or Italian takes for it.
  static let fields: [(key: String, names: [String], words: [String])] = [
    ("agriculture", ["Agriculture", "сільського господарства", "сельского хозяйства"], ["agricult"]),
    ("culture", ["Culture", "культури", "культуры"], ["of culture", "de la culture"]),
    ("defence", ["Defence", "оборони", "обороны"], ["defence", "defense", "difesa", "défense"]),
    ("economy", ["Economy", "економіки", "экономики"], ["econom", "économie"]),
    ("education", ["Education", "освіти", "образования"], ["education", "éducation"]),
    ("emergencies", ["Emergency Situations", "надзвичайних ситуацій", "чрезвычайных ситуаций"], ["emergency"]),
    ("environment", ["Environment", "довкілля", "окружающей среды"], ["environment"]),
    (
      "family", ["Family and Social Policy", "сім’ї та соціальної політики", "семьи и социальной политики"], ["family"]
    ),
    ("finance", ["Finance", "фінансів", "финансов"], ["financ", "finanz"]),
    ("foreign", ["Foreign Affairs", "закордонних справ", "иностранных дел"], ["foreign", "étrangères"]),
    ("health", ["Health", "охорони здоров’я", "здравоохранения"], ["health", "santé"]),
    ("information", ["Information", "інформації", "информации"], ["of information", "l'information"]),
    ("interior", ["Internal Affairs", "внутрішніх справ", "внутренних дел"], ["interior", "internal affairs"]),
    ("justice", ["Justice", "юстиції", "юстиции"], ["justice"]),
    ("labour", ["Labour", "праці", "труда"], ["labour"]),
  ]

  /// Organizations of a country, each named in three languages; interior and defence also as many call them.
  static func organizations(of country: Country) -> [Organization] {
    fields.map { field in
      var names = [
        LocalizedName(text: "Ministry of \(field.names[0]) of \(country.name)"),
        LocalizedName(text: "Міністерство \(field.names[1]) \(country.ukrainian)"),
        LocalizedName(text: "Министерство \(field.names[2]) \(country.russian)"),
      ]
      if field.key == "interior" { names.append(LocalizedName(text: "Ministry of the Interior")) }
      return Organization(key: field.key, names: names)
    }
  }

  /// The field of the ministry that a name is, read word by word by its kind; nil where it is none.
  static func field(of name: String) -> String? {
    let text = name.lowercased()
    guard ["ministry", "ministère", "ministerio", "ministero"].contains(where: text.contains) else { return nil }
    return fields.first { $0.words.contains { text.contains($0) } }?.key
  }

  /// Whether a name is in one of the three languages of the inventory.
  static func isInOurLanguages(_ name: String) -> Bool {
    !["ministère", "ministerio", "ministero"].contains { name.lowercased().contains($0) }
  }
}
