// Who was told, and what came back.
extension Words {
  var noticesTitle: String { say(en: "Told and answered", uk: "Повідомлено й отримано відповіді") }
  var noticesLead: Prose {
    say(
      en: "Alerts written in this time, when each was sent, and what was answered. \(timesAre)",
      uk: "Сповіщення, складені за цей час, коли кожне надіслано й що на нього відповіли. \(timesAre)")
  }
  var noticesCaption: String { say(en: "Alerts and answers", uk: "Сповіщення та відповіді") }
  var noticesEmpty: String { say(en: "Nobody was told anything.", uk: "Нікого не повідомляли.") }
  var columnMessage: String { say(en: "Alert", uk: "Сповіщення") }
  var columnMessageKind: String { say(en: "Kind", uk: "Вид") }
  var columnListed: String { say(en: "Listed", uk: "У списку") }
  var columnWritten: String { say(en: "Written", uk: "Складено") }
  var columnSent: String { say(en: "Sent", uk: "Надіслано") }
  var columnAnswered: String { say(en: "Answered", uk: "Відповідь") }
  var columnAnswers: String { say(en: "Answer", uk: "Що відповіли") }
  var columnReplies: String { say(en: "In their words", uk: "Їхніми словами") }
  var replyKeptBack: String { say(en: "(kept back: it speaks of others)", uk: "(не показано: ідеться про інших)") }
  var columnMessages: String { say(en: "Alerts", uk: "Сповіщень") }
  var columnAnsweredCount: String { say(en: "Answered", uk: "Із відповіддю") }
  func messageKind(_ kind: AlertKind) -> String {
    switch kind {
    case .first: say(en: "first", uk: "перше")
    case .update: say(en: "update", uk: "оновлення")
    case .closing: say(en: "closing note", uk: "завершення")
    }
  }
  func answer(_ state: Answer.State) -> String {
    switch state {
    case .up: say(en: "up", uk: "працює")
    case .slow: say(en: "slow", uk: "працює повільно")
    case .down: say(en: "down", uk: "не працює")
    case .notOurs: say(en: "not ours", uk: "не наше")
    case .providerInformed: say(en: "provider informed", uk: "провайдера повідомлено")
    case .text: say(en: "in words", uk: "словами")
    }
  }
  var measuresCaption: String {
    say(
      en: "Minutes from a list’s publication to its receipt, the alert, sending and the answer",
      uk: "Хвилини від публікації списку до його отримання, сповіщення, надсилання та відповіді")
  }
  var stepReceipt: String { say(en: "Receipt", uk: "Отримання") }
  var stepAlert: String { say(en: "Alert", uk: "Сповіщення") }
  var stepSent: String { say(en: "Sent", uk: "Надсилання") }
  var stepAnswer: String { say(en: "Answer", uk: "Відповідь") }
  func median(_ step: String) -> String { say(en: "\(step), median", uk: "\(step), медіана") }
  func p90(_ step: String) -> String { say(en: "\(step), p90", uk: "\(step), p90") }
  var outagesCaption: String {
    say(
      en: "Outages by sector, confirmed or refuted: not listings",
      uk: "Збої за секторами, підтверджені чи спростовані: не згадки у списках")
  }
  var outagesEmpty: String {
    say(en: "No outage was confirmed or refuted.", uk: "Жодного збою не підтверджено й не спростовано.")
  }
  var columnConfirmed: String { say(en: "Confirmed", uk: "Підтверджено") }
  var columnRefuted: String { say(en: "Refuted", uk: "Спростовано") }
}
