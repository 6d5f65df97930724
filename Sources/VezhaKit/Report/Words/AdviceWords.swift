// What to do about each kind of threat, by topic of public CISA and ENISA guidance, in our own words.
extension Words {
  func adviceTitle(_ advice: Advice) -> String {
    switch advice {
    case .shared: say(en: "For every listed name", uk: "Для кожного названого ресурсу")
    case .http: say(en: "Flood of web requests (HTTP, HTTP/2, HTTP/3)", uk: "Потік вебзапитів (HTTP, HTTP/2, HTTP/3)")
    case .slow: say(en: "Slow connections that are held open", uk: "Повільні з’єднання, що утримуються відкритими")
    case .syn: say(en: "Flood of connections (SYN, TCP)", uk: "Потік з’єднань (SYN, TCP)")
    case .udp: say(en: "Flood of packets (UDP, ICMP)", uk: "Потік пакетів (UDP, ICMP)")
    case .dns: say(en: "Name servers listed", uk: "Названо сервери імен")
    case .unknownHost:
      say(
        en: "A host under \(whose("our", "your")) domain that nobody knows",
        uk: "Невідомий вузол у \(whose("нашому", "вашому")) домені")
    case .sharedAddress:
      say(
        en: "\(whose("Our", "Your")) address, listed with other people's hosts",
        uk: "\(whose("Наша", "Ваша")) адреса названа разом із чужими вузлами")
    case .malicious:
      say(
        en: "\(whose("Our own", "Your")) system listed as attacker infrastructure",
        uk: "\(whose("Наша", "Ваша")) система в переліку зловмисних")
    case .lookalike:
      say(en: "A name that imitates \(whose("ours", "yours"))", uk: "Ім’я, що імітує \(whose("наше", "ваше"))")
    case .vulnerable:
      say(en: "A product with a known, exploited weakness", uk: "Продукт із вразливістю, яку вже використовують")
    case .claim: say(en: "A claim of an attack or a leak", uk: "Заява про атаку або витік")
    case .incident: say(en: "A confirmed incident", uk: "Підтверджений інцидент")
    }
  }

  /// One clause for a line of `act now`.
  func adviceAction(_ advice: Advice) -> String {
    switch advice {
    case .shared:
      say(
        en: "open the site as a visitor would, tell its operator, and have the provider's filter ready",
        uk: "відкрийте сайт як відвідувач, повідомте оператора й підготуйте фільтр у провайдера")
    case .http:
      say(
        en: "put limits and a cache in front of the listed pages, and agree a filter with the provider",
        uk: "поставте перед названими сторінками обмеження й кеш, узгодьте фільтр із провайдером")
    case .slow:
      say(
        en: "shorten header and body time-outs and limit connections per client at the front end",
        uk: "скоротіть тайм-аути заголовків і тіла запиту, обмежте кількість з’єднань на клієнта")
    case .syn:
      say(
        en: "turn on SYN cookies, drop what need not be reached, and ask the provider to filter upstream",
        uk: "увімкніть SYN cookies, закрийте зайве й попросіть провайдера фільтрувати вище за каналом")
    case .udp:
      say(
        en: "block UDP and ICMP that the service does not need, at the provider's edge",
        uk: "заблокуйте непотрібні сервісу UDP та ICMP на межі мережі провайдера")
    case .dns:
      say(
        en: "check the second name server, limit responses, and keep zone copies with another provider",
        uk: "перевірте другий сервер імен, обмежте відповіді, тримайте копії зон у іншого провайдера")
    case .unknownHost:
      say(
        en: "find who runs it, add it to the inventory or switch it off",
        uk: "з’ясуйте, хто його обслуговує; додайте до реєстру або вимкніть")
    case .sharedAddress:
      say(
        en: "ask who else uses this address and whether the provider can move you",
        uk: "дізнайтеся, хто ще користується адресою і чи може провайдер вас перенести")
    case .malicious:
      say(
        en: "treat it as a possible break-in: isolate, keep logs, call the CERT",
        uk: "дійте як у разі можливого зламу: ізолюйте, збережіть журнали, телефонуйте до CERT")
    case .lookalike:
      say(
        en: "ask registrar and hosting provider to take it down, and warn your users",
        uk: "вимагайте від реєстратора й хостингу закрити ім’я, попередьте користувачів")
    case .vulnerable:
      say(
        en: "update it by the due date or take it off the network",
        uk: "оновіть до вказаного строку або від’єднайте від мережі")
    case .claim:
      say(
        en: "confirm or refute it with the CERT before anybody speaks about it",
        uk: "підтвердьте або спростуйте разом із CERT, перш ніж коментувати")
    case .incident:
      say(
        en: "bring the service back with the provider, keep the logs, and tell the CERT how it goes on",
        uk: "відновіть роботу разом із провайдером, збережіть журнали й повідомляйте CERT про перебіг")
    }
  }

  func checkOpen(_ ports: [String]) -> String {
    let ports = listed(ports, 6)
    return say(
      en: "decide whether \(ports) must be reachable for everybody",
      uk: "вирішіть, чи мають \(ports) бути доступними для всіх")
  }

  func adviceSeen(names: Int, ports: [String], kinds: [String], paths: [String]) -> Prose {
    var parts: [Prose] = ["\(strong: self.names(names))"]
    if !ports.isEmpty { parts.append(Prose(say(en: "ports ", uk: "порти ") + listed(ports, 12))) }
    if !kinds.isEmpty { parts.append(Prose(say(en: "kinds ", uk: "види ") + kinds.joined(separator: ", "))) }
    if !paths.isEmpty {
      parts.append(Prose(say(en: "aimed at ", uk: "спрямовано на: ") + paths.joined(separator: ", ")))
    }
    return say(en: "Seen: ", uk: "Видно: ") + Prose.joined(parts, separator: "; ") + "."
  }

  func adviceSteps(_ advice: Advice, paths: Set<PathClass>) -> [String] {
    switch advice {
    case .shared:
      say(
        en: [
          "Look at the site from outside your own network, and write down when and what you saw.",
          "Tell the operator and the hosting provider the names and ports below; ask which filter they can switch on and how long that takes.",
          "Make sure that the address behind a protection service is not known from old DNS records, mail headers or certificates, and that it takes traffic only from that service.",
          "Prepare a plain page without a database for the time of an attack, and a second way to reach the public.",
          "Keep logs for at least 30 days. If a site fails, note the time in UTC and report it to the CERT.",
        ],
        uk: [
          "Перевірте сайт із-за меж власної мережі та запишіть, коли і що саме ви побачили.",
          "Передайте оператору й хостинг-провайдеру наведені нижче імена та порти; запитайте, який фільтр вони можуть увімкнути і за скільки часу.",
          "Переконайтеся, що адресу за сервісом захисту не видно зі старих записів DNS, заголовків пошти чи сертифікатів і що вона приймає трафік лише від цього сервісу.",
          "Підготуйте на час атаки просту сторінку без бази даних і другий канал зв’язку з громадянами.",
          "Зберігайте журнали щонайменше 30 днів. Якщо сайт відмовив, запишіть час за UTC і повідомте CERT.",
        ])
    case .http: httpSteps(paths)
    case .slow:
      say(
        en: [
          "Set short time-outs for headers and bodies and a minimum data rate, at the outermost proxy.",
          "Limit connections per client; use a front end that takes a whole request before it troubles the application.",
        ],
        uk: [
          "На зовнішньому проксі встановіть короткі тайм-аути для заголовків і тіла запиту та мінімальну швидкість передавання.",
          "Обмежте кількість з’єднань на клієнта; використовуйте фронтенд, який приймає запит повністю, перш ніж передати застосунку.",
        ])
    case .syn:
      say(
        en: [
          "Turn on SYN cookies and raise the backlog on everything that accepts connections.",
          "Close what need not be open to the world; what must stay, let in from known networks only.",
          "A filled line can only be helped upstream: agree filtering or a scrubbing service with the provider now, with a telephone number.",
        ],
        uk: [
          "Увімкніть SYN cookies і збільште чергу з’єднань на всьому, що їх приймає.",
          "Закрийте те, що не має бути відкритим для світу; що мусить лишитися, пускайте лише з відомих мереж.",
          "Переповнений канал можна розвантажити лише вище: узгодьте з провайдером фільтрування чи очищення трафіку вже зараз, разом із телефоном чергового.",
        ])
    case .udp:
      say(
        en: [
          "Block UDP and ICMP at the provider's edge as far as the service does not need them; HTTP/3 can be switched off for a while.",
          "Check that no service of yours answers strangers with more than they asked (DNS, NTP, SNMP, memcached), so that you are not made a weapon.",
        ],
        uk: [
          "Заблокуйте UDP та ICMP на межі мережі провайдера, якщо вони не потрібні сервісу; HTTP/3 можна тимчасово вимкнути.",
          "Перевірте, що жоден ваш сервіс не відповідає стороннім більшим обсягом, ніж вони запитали (DNS, NTP, SNMP, memcached), щоб вас не використали як зброю.",
        ])
    case .dns:
      say(
        en: [
          "Have name servers in at least two networks and with two providers, and test that the zone answers when one is gone.",
          "Turn on response rate limiting; do not resolve names for strangers on the same server.",
          "Choose times to live so that a copy in a cache outlives a morning.",
        ],
        uk: [
          "Тримайте сервери імен щонайменше у двох мережах і двох провайдерів; перевірте, що зона відповідає, коли один із них недоступний.",
          "Увімкніть обмеження частоти відповідей; не розв’язуйте імен для сторонніх на тому самому сервері.",
          "Виберіть такий час життя записів (TTL), щоб копія в кеші пережила ранкову атаку.",
        ])
    case .unknownHost:
      say(
        en: [
          "Ask the owner of the domain who runs the host. A forgotten system is the likeliest to be weak.",
          "Add it to the inventory with an owner and a criticality, or switch it off and remove its name.",
          "Compare all names of the zone with the inventory: where one is missing, others are.",
        ],
        uk: [
          "Запитайте власника домену, хто обслуговує вузол. Забута система найімовірніше і є слабкою.",
          "Додайте її до реєстру з власником і критичністю або вимкніть і приберіть її ім’я.",
          "Порівняйте всі імена зони з реєстром: де бракує одного, бракує й інших.",
        ])
    case .sharedAddress:
      say(
        en: [
          "The list may mean the other names. Yet a flood does not ask: your system shares the line.",
          "Ask the provider who else uses the address, whether you can be moved, and what happens to you when the neighbour is attacked.",
        ],
        uk: [
          "У списку могли мати на увазі інші імена. Але потік не питає: ваша система на тому самому каналі.",
          "Запитайте провайдера, хто ще користується адресою, чи можна вас перенести і що буде з вами, коли атакують сусіда.",
        ])
    case .malicious:
      say(
        en: [
          "Take the system off the network without switching it off, and keep its memory, disk and logs.",
          "Call the CERT; change the credentials that were used on it from another machine.",
        ],
        uk: [
          "Від’єднайте систему від мережі, не вимикаючи її; збережіть пам’ять, диск і журнали.",
          "Зателефонуйте до CERT; з іншої машини змініть облікові дані, якими на ній користувалися.",
        ])
    case .lookalike:
      say(
        en: [
          "Ask registrar and hosting provider to take it down, with a picture of what it shows.",
          "Warn users through the channels they already trust; block the name at your own resolver and mail gateway.",
        ],
        uk: [
          "Вимагайте від реєстратора й хостинг-провайдера закрити ім’я, додайте знімок того, що там показано.",
          "Попередьте користувачів каналами, яким вони вже довіряють; заблокуйте ім’я на своєму DNS-сервері та поштовому шлюзі.",
        ])
    case .vulnerable:
      say(
        en: [
          "Update the product by the due date. Where that cannot be done, take it off the network or put it behind access control.",
          "The weakness is used already: look in the logs for signs that somebody was there before the update.",
          "Note the version that runs in the inventory, so that the next advisory finds it.",
        ],
        uk: [
          "Оновіть продукт до вказаного строку. Якщо це неможливо, від’єднайте його від мережі або закрийте контролем доступу.",
          "Вразливість уже використовують: перевірте журнали, чи не було вторгнення до оновлення.",
          "Зазначте в реєстрі чинну версію, щоб наступний бюлетень її знайшов.",
        ])
    case .incident:
      say(
        en: [
          "An outage: switch the provider's filter on, keep what people need most reachable, and say on another channel where they find it.",
          "Write down when it began, what was seen and what was done; keep the logs of that time.",
          "Look whether something else happened behind it: new accounts, changed pages, data that left.",
          "Tell the CERT when it ends or changes; it judges what others must know.",
        ],
        uk: [
          "Збій: увімкніть фільтр провайдера, залиште доступним найпотрібніше й повідомте іншим каналом, де це знайти.",
          "Запишіть, коли почалося, що спостерігали й що зробили; збережіть журнали за цей час.",
          "Перевірте, чи не сталося за цим чогось іще: нові облікові записи, змінені сторінки, витік даних.",
          "Повідомте CERT, коли це скінчиться або зміниться: він вирішить, що мають знати інші.",
        ])
    case .claim:
      say(
        en: [
          "Do not contact whoever makes the claim. Compare what is shown with what you hold, and let the CERT judge.",
          "A changed page: keep a copy and the logs, take the page off, restore it from a clean copy, and find how the change came in before it goes back.",
          "Data said to be stolen: do not download it from where it is offered; find which system it would come from and who would have to be told by law.",
          "Passwords said to be exposed: end the sessions, change the passwords, demand a second factor, and look for logins from elsewhere.",
          "Prepare what you would say in public for the case that it is true, and for the case that it is not.",
        ],
        uk: [
          "Не зв’язуйтеся з тими, хто робить заяву. Порівняйте показане з тим, що маєте, і дайте оцінити це CERT.",
          "Змінена сторінка: збережіть копію й журнали, приберіть сторінку, відновіть із чистої копії та з’ясуйте шлях вторгнення, перш ніж її повертати.",
          "Заява про викрадені дані: не завантажуйте їх звідти, де їх пропонують; з’ясуйте, з якої системи вони могли походити і кого за законом слід повідомити.",
          "Заява про витік паролів: завершіть сеанси, змініть паролі, вимагайте другий чинник, перевірте входи з незвичних місць.",
          "Підготуйте публічне повідомлення і на випадок, якщо це правда, і на випадок, якщо ні.",
        ])
    }
  }

  private func httpSteps(_ paths: Set<PathClass>) -> [String] {
    var steps = say(
      en: [
        "Limit requests per client and per session at the front end, more strictly for clients that keep no cookie.",
        "Serve what everybody may see from a cache, and ignore unknown query parameters when looking it up, so that random ones do not pass the cache.",
      ],
      uk: [
        "На фронтенді обмежте кількість запитів на клієнта й на сеанс, суворіше — для клієнтів, що не зберігають cookie.",
        "Загальнодоступне віддавайте з кешу й ігноруйте невідомі параметри запиту, щоб випадкові параметри не обходили кеш.",
      ])
    if paths.contains(.search) || paths.contains(.api) {
      steps.append(
        say(
          en:
            "Search and API pages are listed: each request costs a database query. Cap their cost, cache frequent answers, and be ready to switch them off alone.",
          uk:
            "Названо сторінки пошуку та API: кожен запит звертається до бази даних. Обмежте їхню вартість, кешуйте часті відповіді й будьте готові вимкнути лише їх."
        ))
    }
    if paths.contains(.login) || paths.contains(.form) {
      steps.append(
        say(
          en:
            "Login and form pages are listed: limit attempts, add a challenge before the expensive step, and keep staff access on another way in.",
          uk:
            "Названо сторінки входу та форм: обмежте кількість спроб, додайте перевірку перед витратним кроком і залиште працівникам окремий вхід."
        ))
    }
    if paths.contains(.file) {
      steps.append(
        say(
          en: "Files are listed: serve them from a cache or another host, and limit the rate of large ones.",
          uk: "Названо файли: віддавайте їх із кешу або з іншого вузла, для великих обмежте швидкість."))
    }
    if paths.contains(.root) || paths.contains(.other) || paths.isEmpty {
      steps.append(
        say(
          en: "Start pages are listed: they should be static for visitors who are not logged in.",
          uk: "Названо головні сторінки: для відвідувачів без входу вони мають бути статичними."))
    }
    steps.append(
      say(
        en: "Limit streams and resets per HTTP/2 connection, and keep the web server up to date.",
        uk: "Обмежте кількість потоків і скидань на з’єднання HTTP/2, оновлюйте вебсервер."))
    return steps
  }
}
