// Corrections of what was told.
extension Words {
  func correctionTitle(_ label: String) -> String {
    say(en: "Correction of our message \(label)", uk: "Виправлення до нашого повідомлення \(label)")
  }
  func correctionLead(_ organization: String, _ label: String, told: Instant) -> Prose {
    let when = longMoment(told)
    return say(
      en: """
        For \(organization): our message \(label) of \(when) UTC said of these names what is no longer so, or left them out:
        """,
      uk: """
        Для: \(organization). Наше повідомлення \(label) (\(when) UTC) казало про ці назви те, що вже не так, або не згадало \
        їх:
        """)
  }
  func correctionLine(_ item: Correction.Item) -> Prose {
    switch item.reason {
    case .notYours:
      say(
        en:
          "\(host: item.subject): by our inventory of today this is none of your systems; disregard what we wrote of it.",
        uk:
          "\(host: item.subject): за нашим нинішнім реєстром це не ваш ресурс; не зважайте на те, що ми про нього писали."
      )
    case .falseAlarm:
      say(
        en: "\(host: item.subject): this was a false alarm; nothing is to be done.",
        uk: "\(host: item.subject): це була хибна тривога; нічого робити не треба.")
    case .missed:
      say(
        en: "\(host: item.subject): was named too, and we did not tell you; treat it like the others.",
        uk: "\(host: item.subject): теж було названо, а ми про це не повідомили; поставтеся до нього так само.")
    case .changed(let before, let after):
      say(
        en: "\(host: item.subject): we said “\(findingClass(before))”; right is “\(findingClass(after))”.",
        uk: "\(host: item.subject): ми писали «\(findingClass(before))»; правильно — «\(findingClass(after))».")
    }
  }
  func correctionClose(_ cert: CERTContact) -> Prose {
    let who = [cert.name, cert.phone, cert.email].filter { !$0.isEmpty }.joined(separator: ", ")
    return who.isEmpty
      ? say(en: "All else that we wrote stands.", uk: "Усе інше, що ми писали, лишається чинним.")
      : say(
        en: "All else that we wrote stands. Questions: \(who).",
        uk: "Усе інше, що ми писали, лишається чинним. Запитання: \(who).")
  }
}
