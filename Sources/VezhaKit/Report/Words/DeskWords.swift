// Notices to desks that serve several organizations.
extension Words {
  func deskTitle(_ service: DeskNotice.Service, isClosing: Bool) -> String {
    switch (service, isClosing) {
    case (_, true): say(en: "Alerts are closed", uk: "Сповіщення закрито")
    case (.platform, false):
      say(en: "Systems that you run or host are on a target list", uk: "Ресурси, які ви обслуговуєте, у списку цілей")
    case (.oversight, false):
      say(
        en: "Organizations that you watch over are on a target list",
        uk: "Підпорядковані вам організації у списку цілей")
    }
  }
  func deskGreeting(_ service: DeskNotice.Service, organizations count: Int) -> [Prose] {
    [
      Prose(say(en: "Dear colleagues,", uk: "Шановні колеги,")),
      say(
        en: """
          a group publishes target lists for denial of service attacks. Below is what it names of \(organizations(count)). A listing is \
          an intention: \(strong: "nobody has checked whether these systems are up"), and being listed is not a break-in. \
          All times are UTC.
          """,
        uk: """
          угруповання публікує списки цілей для атак на відмову в обслуговуванні. Нижче — що з них стосується вас (організацій: \
          \(number(count))). \
          Список — це намір: \(strong: "ніхто не перевіряв, чи працюють ці ресурси"), і бути у списку — не означає бути \
          зламаним. Час усюди UTC.
          """),
    ]
  }
  func deskClosed(isWithdrawn: Bool) -> Prose {
    guard !isWithdrawn else {
      return say(
        en: "What it told of was judged a false alarm or belongs elsewhere, or is off the lists; this alert is closed.",
        uk:
          "Те, про що йшлося, визнано хибною тривогою, воно належить іншим або зникло зі списків; це сповіщення закрито."
      )
    }
    return say(
      en: "All its names have been off the lists for a while; this alert is closed.",
      uk: "Усіх її назв уже певний час немає у списках; це сповіщення закрито.")
  }
  var deskOversight: Prose {
    say(
      en: "Each organization gets a message of its own that says what to do. Please see to it that they answer.",
      uk: "Кожна організація отримує власне повідомлення з порадами. Просимо простежити, щоб вони відповіли.")
  }
  func deskClose(_ cert: CERTContact) -> Prose {
    let who = [cert.name, cert.phone, cert.email].filter { !$0.isEmpty }.joined(separator: ", ")
    return who.isEmpty
      ? say(
        en: "If one of these systems fails, tell your CERT at once.",
        uk: "Якщо щось із цього відмовить, негайно повідомте CERT.")
      : say(
        en: "If one of these systems fails, tell us at once: \(who).",
        uk: "Якщо щось із цього відмовить, негайно повідомте нас: \(who).")
  }
}
