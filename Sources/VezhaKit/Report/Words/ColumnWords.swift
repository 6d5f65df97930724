// Headers of columns.
extension Words {
  var columnOrganization: String { say(en: "Organization", uk: "Організація") }
  var columnName: String { say(en: "Name", uk: "Ресурс") }
  var columnState: String { say(en: "State", uk: "Стан") }
  var columnPriority: String { say(en: "Priority", uk: "Пріоритет") }
  var columnDays: String { say(en: "Day by day", uk: "День за днем") }
  var columnHistory: String { say(en: "History", uk: "Історія") }
  var columnPorts: String { say(en: "Ports", uk: "Порти") }
  var columnInterval: String { say(en: "Interval", uk: "Період") }
  var columnDocuments: String { say(en: "Documents", uk: "Документи") }
  var columnNamed: String { say(en: "Named", uk: "Названо") }
  var columnFirstSeen: String { say(en: "First seen", uk: "Уперше") }
  var columnLastSeen: String { say(en: "Last seen", uk: "Востаннє") }
  var columnTimesBefore: String { say(en: "Times before", uk: "Разів раніше") }
  var columnAway: String { say(en: "Days away", uk: "Днів відсутності") }
  var columnRank: String { say(en: "Rank", uk: "Місце") }
  var columnNames: String { say(en: "Names", uk: "Ресурси") }
  var columnOnNow: String { say(en: "On now", uk: "Зараз") }
  var columnFirstTime: String { say(en: "First time", uk: "Уперше") }
  var columnChange: String { say(en: "Change", uk: "Зміна") }
  var columnScanAge: String { say(en: "Age of scan", uk: "Вік сканування") }
  var columnSector: String { say(en: "Sector", uk: "Галузь") }
  var columnOrganizations: String { say(en: "Organizations", uk: "Організації") }
  var columnRole: String { say(en: "Listed as", uk: "Названо як") }
  var columnSeries: String { say(en: "Series", uk: "Серія") }
  var columnWhy: String { say(en: "Why", uk: "Чому") }
  var columnCertainty: String { say(en: "Certainty", uk: "Збіг") }
  var columnImpact: String { say(en: "Impact", uk: "Вплив") }
  var columnPort: String { say(en: "Port", uk: "Порт") }
  var columnRows: String { say(en: "Rows", uk: "Рядки") }
  var columnVerdict: String { say(en: "Verdict", uk: "Висновок") }
  var columnPublisher: String { say(en: "Publisher", uk: "Видавець") }
  var columnHealth: String { say(en: "Health", uk: "Стан") }
  var columnDaysSeen: String { say(en: "Days", uk: "Дні") }
  var columnNewest: String { say(en: "Newest", uk: "Найновіший") }
  var columnSkipped: String { say(en: "Skipped", uk: "Пропущено") }
  var columnSubjects: String { say(en: "Names per document", uk: "Ресурсів у документі") }
  var columnMark: String { say(en: "Mark", uk: "Позначка") }
  var columnReason: String { say(en: "Reason", uk: "Причина") }
  var columnCount: String { say(en: "Count", uk: "Кількість") }
  var columnClass: String { say(en: "Class", uk: "Клас") }
  var columnSource: String { say(en: "Source", uk: "Джерело") }
  var columnObserved: String { say(en: "Observed", uk: "Станом на") }
  var columnAssets: String { say(en: "Assets", uk: "Активи") }
  var columnAdded: String { say(en: "Added", uk: "Додано") }
  var columnChanged: String { say(en: "Changed", uk: "Змінено") }
  var columnRetired: String { say(en: "Retired", uk: "Вилучено") }
  var columnWhole: String { say(en: "Whole", uk: "Повнота") }
  var columnGap: String { say(en: "Gap", uk: "Прогалина") }
  var columnFile: String { say(en: "File", uk: "Файл") }
  var columnPublished: String { say(en: "Published", uk: "Опубліковано") }
  var columnHash: String { "SHA-256" }
  var columnBytes: String { say(en: "Bytes", uk: "Байти") }
  var columnNote: String { say(en: "Note", uk: "Примітка") }
  var columnUntil: String { say(en: "Until", uk: "До") }
  var columnLapses: String { say(en: "Lapses after this interval", uk: "Втратить чинність після періоду") }
  var columnScope: String { say(en: "Covers", uk: "Охоплює") }
  var columnCovers: String { say(en: "Findings", uk: "Виявлень") }
  var columnAuthor: String { say(en: "By", uk: "Хто") }
  var columnDecided: String { say(en: "Decided", uk: "Вирішено") }
}
