// The mail that brings a report.
extension Words {
  func mailSubject(_ interval: Interval, isAllClear: Bool, isBlind: Bool) -> String {
    if isAllClear && isBlind {
      return say(
        en: "No lists were seen, \(interval.title)", uk: "Ми не бачили жодного списку, \(interval.title)")
    }
    return isAllClear
      ? say(
        en: "Nothing of yours was listed, \(interval.title)", uk: "Ваших ресурсів у списках не було, \(interval.title)")
      : say(
        en: "Your systems on published target lists, \(interval.title)",
        uk: "Ваші ресурси у списках цілей, \(interval.title)")
  }
  func mailGreeting(_ name: String) -> String {
    say(en: "For \(name):", uk: "Для: \(name).")
  }
  var mailAllClear: String {
    say(
      en: """
        None of your systems was named in what we read. That is no all-clear for what we could not read: the first lines \
        say how much we saw.
        """,
      uk: """
        В опрацьованому нами жодного вашого ресурсу не названо. Це не гарантія щодо того, чого ми не бачили: перші рядки \
        кажуть, скільки ми бачили.
        """)
  }
  func mailClose(_ cert: CERTContact) -> String {
    let who = [cert.name, cert.phone, cert.email].filter { !$0.isEmpty }.joined(separator: ", ")
    return who.isEmpty
      ? say(en: "The attached report says everything in full.", uk: "Повні відомості — у доданому звіті.")
      : say(
        en: "The attached report says everything in full. Reach us: \(who).",
        uk: "Повні відомості — у доданому звіті. Зв’язок із нами: \(who).")
  }
}
