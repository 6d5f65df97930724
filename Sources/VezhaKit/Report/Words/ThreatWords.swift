// What is no target: our own systems listed as malicious, imitations, products.
extension Words {
  var columnVulnerability: String { say(en: "Weakness", uk: "Вразливість") }
  var columnProduct: String {
    say(en: "Product of \(whose("ours", "yours"))", uk: "\(whose("Наш", "Ваш")) продукт")
  }
  var columnExploited: String { say(en: "Exploited", uk: "Використовують") }
  var columnDue: String { say(en: "Due", uk: "Термін") }
  var columnOverdue: String { say(en: "Overdue", uk: "Прострочено") }
  var columnRemedy: String { say(en: "What the advisory says", uk: "Що радить попередження") }
  func productCertainty(_ certainty: Certainty) -> String {
    certainty == .possible
      ? say(en: "version not known", uk: "версія невідома") : say(en: "by version", uk: "за версією")
  }
  func exploited(_ isExploited: Bool, ransom: Bool) -> String {
    guard isExploited else { return "" }
    return ransom
      ? say(en: "yes, also for extortion", uk: "так, також для вимагання") : say(en: "yes", uk: "так")
  }
  func overdue(_ isOverdue: Bool) -> String { isOverdue ? say(en: "yes", uk: "так") : "" }
}
