"""The invented government behind the sample data: tables only, read by make-sample.

Nothing here exists. Names end in gov.example, .example, .test or .invalid; addresses come from the
blocks reserved for documentation (192.0.2.0/24, 198.51.100.0/24, 203.0.113.0/24, 2001:db8::/32).
"""

# key, sector, parent, language, criticality, name (en), name (uk), aliases "lang:text", domains, range, contacts
ORGANIZATIONS = [
    ("cabinet", "government", "", "uk", "high", "Office of the Cabinet of Ministers", "Секретаріат Кабінету Міністрів",
     ["en:Cabinet Office", "uk:Секретаріат Кабміну"], ["cabinet.gov.example"], "192.0.2.96/27", "owner duty"),
    ("minfin", "finance", "cabinet", "uk", "high", "Ministry of Finance", "Міністерство фінансів",
     ["en:MinFin", "uk:Мінфін"], ["minfin.gov.example"], "192.0.2.0/27", "owner duty sector-cert"),
    ("tax", "finance", "minfin", "uk", "critical", "State Tax Service", "Державна податкова служба",
     ["en:Tax Service", "uk:ДПС"], ["tax.gov.example", "податки.gov.example"], "192.0.2.32/27", "owner operator duty parent"),
    ("customs", "finance", "minfin", "uk", "high", "State Customs Service", "Державна митна служба",
     ["en:Customs", "uk:Держмитслужба"], ["customs.gov.example"], "192.0.2.64/27", "owner duty parent"),
    ("parliament", "legislature", "", "en", "high", "Parliament", "Парламент",
     ["en:National Assembly", "uk:Національні збори"], ["parliament.gov.example"], "192.0.2.128/27", "owner duty"),
    ("courts", "justice", "", "uk", "high", "State Judicial Administration", "Державна судова адміністрація",
     ["en:Judicial Administration", "uk:Судова адміністрація"], ["court.gov.example"], "192.0.2.160/27", "owner operator"),
    ("electoral", "elections", "", "uk", "critical", "Central Electoral Commission", "Центральна виборча комісія",
     ["en:Electoral Commission", "uk:ЦВК"], ["electoral.gov.example"], "192.0.2.192/27", ""),
    ("healthfund", "health", "cabinet", "uk", "high", "National Health Insurance Fund", "Національний фонд медичного страхування",
     ["en:Health Fund", "uk:Фонд медстрахування"], ["nhif.gov.example"], "192.0.2.224/27", "owner duty"),
    ("mininfra", "transport", "cabinet", "uk", "moderate", "Ministry of Infrastructure", "Міністерство інфраструктури",
     ["en:MinInfra", "uk:Мінінфраструктури"], ["mininfra.gov.example"], "198.51.100.64-198.51.100.95", "owner duty"),
    ("transport", "transport", "mininfra", "en", "high", "Transport Safety Agency", "Агентство з безпеки на транспорті",
     ["en:Transport Agency", "uk:Транспортне агентство"], ["transport.gov.example", "safety.mininfra.gov.example"],
     "198.51.100.96/27", "owner hosting parent"),
    ("post", "postal", "mininfra", "uk", "moderate", "State Post", "Державна пошта",
     ["en:The Post", "uk:Держпошта"], ["post.gov.example"], "198.51.100.128/27", "owner operator duty"),
    ("verkhozemia", "regional", "", "uk", "moderate", "Verkhozemia Regional Administration", "Верхоземська обласна адміністрація",
     ["en:Verkhozemia Region", "uk:Верхоземська ОА"], ["verkhozemia.gov.example"], "198.51.100.192/27", "owner hosting"),
    ("vezhohorod", "municipal", "verkhozemia", "uk", "moderate", "City of Vezhohorod", "Вежогородська міська рада",
     ["en:Vezhohorod City Council", "uk:Вежогородська міськрада"], ["vezhohorod.gov.example"], "198.51.100.224/27", "owner hosting"),
    ("ssc", "digital", "cabinet", "en", "critical", "Government Shared Services Centre", "Державний центр спільних сервісів",
     ["en:Shared Services", "uk:ДЦСС"], ["ssc.gov.example", "id.gov.example"], "198.51.100.0/26", "owner operator duty sector-cert"),
]

# Systems every organization runs: label, name, kind, criticality ("" = the organization's default), reachable from outside
STANDARD = [
    ("www", "Public website", "web", "", True), ("mail", "Mail gateway", "mail", "high", True),
    ("mx2", "Second mail gateway", "mail", "", True), ("vpn", "Remote access", "vpn", "high", True),
    ("sso", "Staff sign-on", "identity", "high", True), ("ns1", "Name server 1", "name-server", "", True),
    ("ns2", "Name server 2", "name-server", "", True), ("files", "File exchange", "service", "", True),
    ("edge", "Border router", "network", "", True), ("intra", "Intranet", "web", "low", False),
    ("db1", "Database server", "database", "", False), ("backup", "Backup server", "server", "", False),
    ("ws-014", "Registry desk workstation", "workstation", "low", False), ("ws-027", "Press desk workstation", "workstation", "low", False),
]

# Systems of its own, "label:name:kind:criticality" divided by ";". A label that ends in .example is a whole host name.
SPECIFIC = {
    "cabinet": "docs:Electronic document exchange:service:critical; petitions:Citizen petitions:web:high; media:Press centre:web:low; "
        "broadcast:Live broadcast of sittings:web:low; archive:Archive of decisions:web:moderate; agenda:Agenda and minutes:web:",
    "minfin": "portal:Open budget portal:web:critical; bonds:Government bond auctions:service:high; grants:Grant applications:web:; "
        "reports:Financial reporting intake:service:high; debt:Public debt statistics:web:low; "
        "treasury:Treasury payments gateway:service:critical",
    "tax": "my:Taxpayer account:web:critical; api:Programming interface for accountants:service:high; "
        "invoices:Register of electronic invoices:service:critical; pay:Tax payments:web:critical; "
        "register:Register of taxpayers:database:critical; cashdesk:Cash register gateway:service:high; help:Help centre:web:low; "
        "xn--80ahnhrfy.gov.example:Tax guide in Ukrainian:web:",
    "customs": "declarations:Electronic customs declarations:service:critical; tariff:Tariff lookup:web:; "
        "transit:Transit of goods:service:critical; queue:Border crossing queue:web:high; risk:Risk analysis:server:; "
        "brokers:Register of brokers:web:",
    "parliament": "bills:Register of bills:web:high; votes:Voting records:web:high; tv:Parliament television:web:; "
        "library:Library catalogue:web:low; visitors:Visitor booking:web:low; committees:Committee workspace:service:",
    "courts": "e-court:Electronic court:web:critical; decisions:Register of court decisions:web:high; fees:Court fees:web:; "
        "hearings:Schedule of hearings:web:; video:Remote hearings:service:high; notices:Public notices:web:low",
    "electoral": "register:Register of voters:database:critical; results:Election night results:web:critical; candidates:List of candidates:web:; "
        "donations:Campaign donations:web:; districts:Map of districts:web:low",
    "healthfund": "eprescription:Electronic prescriptions:service:critical; contracts:Contracts with hospitals:service:; cards:Insurance cards:web:; "
        "doctors:Find a doctor:web:; statistics:Open statistics:web:low; claims.health-fund.example:Claims of insured persons:web:high; "
        "pay.health-fund.example:Contribution payments:web:high",
    "mininfra": "projects:Construction projects:web:; roads:Road works map:web:; permits:Building permits:web:high; tenders:Tenders:web:; "
        "maps:Spatial data:service:",
    "transport": "licences:Carrier licences:web:; inspections:Inspection records:service:high; timetable:National timetable:web:high; "
        "incidents:Incident reporting:service:critical; safety.mininfra.gov.example:Safety bulletins:web:; "
        "railway-tickets.example:Railway tickets:web:high",
    "post": "track:Parcel tracking:web:high; parcels:Parcel intake for shops:service:high; offices:Post office finder:web:low; "
        "pension:Pension delivery:service:critical; money:Money transfers:service:high; stamps:Stamp shop:web:low",
    "verkhozemia": "services:Citizen services:web:high; land:Land register extracts:web:; roads:Regional roads:web:low; "
        "alerts:Civil protection alerts:service:critical; hospitals:Hospital beds register:service:high",
    "vezhohorod": "services:Citizen services:web:high; tram:Tram and bus times:web:; parking:Parking permits:web:; "
        "kindergarten:Kindergarten queue:web:; water:Water supply notices:web:; petitions:City petitions:web:low",
    "ssc": "cloud:Government cloud console:service:critical; status:Service status page:web:; proxy:Web application firewall:network:high; "
        "monitoring:Monitoring:server:; id.gov.example:National electronic identity:identity:critical; "
        "sign.id.gov.example:Qualified signature service:service:critical; auth.id.gov.example:Sign-in for authorities:identity:critical",
}

# Sites on the hosting platform of the shared services centre, "organization:label:name" divided by ";"
HOSTED = """minfin:citizens-budget:Budget for citizens; minfin:reform:Reform tracker; minfin:careers:Careers; tax:calculator:Tax calculator;
tax:school:Tax school; tax:careers:Careers; customs:museum-of-customs:Customs museum; customs:travellers:Advice for travellers;
parliament:children:Parliament for children; parliament:history:History of parliament; courts:mediation:Mediation;
courts:jury:Jury service; electoral:learn:Learn to vote; electoral:observers:Observers;
healthfund:vaccination:Vaccination calendar; healthfund:mothers:Advice for mothers; mininfra:bridges:Bridge programme;
mininfra:cycling:Cycling plan; transport:drones:Drone rules; transport:winter:Winter driving; post:history:Post museum;
post:careers:Careers; cabinet:open-data:Open data; cabinet:youth:Youth council; cabinet:careers:Careers;
verkhozemia:visit:Visit the region; verkhozemia:invest:Invest here; verkhozemia:ecology:Ecology map;
vezhohorod:visit:Visit the city; vezhohorod:zoo:City zoo; vezhohorod:theatre:City theatre; vezhohorod:library:City library;
vezhohorod:budget:Participatory budget; ssc:academy:Digital academy; ssc:standards:Standards catalogue; ssc:design:Design system"""

DISTRICTS = "north south east hill forest lake river meadow old-town mill valley border".split()

# Products: Nmap's name, version, name in the CMDB, CPE, package URL
PRODUCTS = {
    "nginx": ("nginx", "1.24.0", "nginx", "cpe:/a:igor_sysoev:nginx:1.24.0", "pkg:generic/nginx@1.24.0"),
    "apache": ("Apache httpd", "2.4.57", "Apache HTTP Server", "cpe:/a:apache:http_server:2.4.57", "pkg:generic/apache-httpd@2.4.57"),
    "iis": ("Microsoft IIS httpd", "10.0", "Internet Information Services", "cpe:/a:microsoft:internet_information_services:10.0", ""),
    "postfix": ("Postfix smtpd", "", "Postfix", "cpe:/a:postfix:postfix", "pkg:deb/debian/postfix@3.7.11"),
    "dovecot": ("Dovecot imapd", "2.3.19", "Dovecot", "cpe:/a:dovecot:dovecot:2.3.19", ""),
    "bind": ("ISC BIND", "9.18.24", "BIND", "cpe:/a:isc:bind:9.18.24", "pkg:generic/bind@9.18.24"),
    "openssh": ("OpenSSH", "9.2p1", "OpenSSH", "cpe:/a:openbsd:openssh:9.2p1", "pkg:generic/openssh@9.2p1"),
    "keycloak": ("Keycloak", "24.0.5", "Keycloak", "cpe:/a:redhat:keycloak:24.0.5", "pkg:maven/org.keycloak/keycloak-services@24.0.5"),
    "openvpn": ("OpenVPN", "", "OpenVPN", "cpe:/a:openvpn:openvpn", "pkg:generic/openvpn@2.6.3"),
    "postgres": ("PostgreSQL DB", "15.6", "PostgreSQL", "cpe:/a:postgresql:postgresql:15.6", "pkg:generic/postgresql@15.6"),
}
# What a scan of each kind finds: transport, port, state, service, product ("web" = one of three web servers)
PORTS = {
    "web": [("tcp", 22, "filtered", "ssh", ""), ("tcp", 80, "open", "http", "web"), ("tcp", 443, "open", "https", "web"), ("tcp", 8443, "closed", "https-alt", "")],
    "service": [("tcp", 80, "closed", "http", ""), ("tcp", 443, "open", "https", "web"), ("tcp", 8443, "open", "https-alt", "web")],
    "mail": [("tcp", 25, "open", "smtp", "postfix"), ("tcp", 143, "closed", "imap", ""), ("tcp", 443, "open", "https", "web"), ("tcp", 587, "open", "submission", "postfix"), ("tcp", 993, "open", "imaps", "dovecot")],
    "vpn": [("tcp", 443, "open", "https", "openvpn"), ("udp", 500, "open|filtered", "isakmp", ""), ("udp", 1194, "open", "openvpn", "openvpn")],
    "identity": [("tcp", 80, "open", "http", "web"), ("tcp", 443, "open", "https", "keycloak"), ("tcp", 636, "filtered", "ldaps", "")],
    "name-server": [("tcp", 22, "filtered", "ssh", ""), ("tcp", 53, "open", "domain", "bind"), ("udp", 53, "open", "domain", "bind")],
    "database": [("tcp", 443, "open", "https", "web"), ("tcp", 5432, "filtered", "postgresql", "postgres")],
    "network": [("tcp", 22, "filtered", "ssh", ""), ("tcp", 179, "filtered", "bgp", ""), ("udp", 161, "open|filtered", "snmp", "")],
    "server": [("tcp", 22, "open", "ssh", "openssh"), ("tcp", 443, "open", "https", "web")],
    "workstation": [("tcp", 3389, "filtered", "ms-wbt-server", "")],
}

# Which hosts of this government each daily list names ("MM-DD": written forms). Other days name only foreign hosts.
# G stands for gov.example. Week 44 and week 47 are waves; week 45 has three days without any list; 24 October is empty.
OURS = {
    "10-13": "e-court.court.G", "10-14": "e-court.court.G www.post.G", "10-16": "www.tax.G", "10-20": "www.mininfra.G",
    "10-21": "www.mininfra.G museum.G", "10-22": "timetable.transport.G",
    "10-26": "www.minfin.G portal.minfin.G www.tax.G my.tax.G reports.minfin.G",
    "10-27": "www.minfin.G portal.minfin.G my.tax.G www.customs.G www.податки.G/www.xn--80ahnhrfy.G",
    "10-28": "www.customs.G www.parliament.G/www.parliament.G id.G xn--80ahnhrfy.G pay.tax.G queue.customs.G",
    "10-29": "www.parliament.G/www.parliament.G www.electoral.G bills.parliament.G sign.id.G mail.parliament.G",
    "10-30": "www.electoral.G results.electoral.G www.mininfra.G timetable.transport.G", "10-31": "www.post.G track.post.G eprescription.nhif.G",
    "11-01": "www.post.G track.post.G", "11-02": "www.post.G", "11-03": "www.post.G permits.mininfra.G", "11-08": "www.nhif.G",
    "11-10": "www.mininfra.G docs.cabinet.G", "11-11": "docs.cabinet.G mail.vezhohorod.G", "11-12": "mail.vezhohorod.G",
    "11-14": "www.minfin.G", "11-15": "www.minfin.G www.post.G",
    "11-16": "www.minfin.G www.post.G www.cabinet.G portal.minfin.G id.G",
    "11-17": "www.cabinet.G my.tax.G xn--80ahnhrfy.G www.customs.G old-portal.tax.G declarations.customs.G",
    "11-18": "www.court.G e-court.court.G www.parliament.G/www.parliament.G @votes.parliament.G www.customs.G bills.parliament.G",
    "11-19": "health-fund.example status.health-fund.example www.electoral.G www.safety.mininfra.G www.railway-tickets.example www.transport.G",
    "11-20": "www.vezhohorod.G www.verkhozemia.G e-school.G museum.G post.G/track results.electoral.G",
    "11-21": "id.G my.tax.G vpn.parliament.G www.portal.minfin.G mail.post.G alerts.verkhozemia.G",
    "11-22": "id.G my.tax.G www.vezhohorod.G www.nhif.G www.electoral.G auth.id.G",
}
DROPPED_AT_NOON = {"11-22": "www.electoral.G"}        # a rebuild may also take a name away
FOREIGN_MUST = {                                      # foreign hosts that a day must name: they stand on an address of ours, or are a trap
    "10-28": ["www.northport.example"], "11-18": ["www.regional-theatre.example"], "11-19": ["www.northport.example", "www.skyline-bank.example"],
    "11-20": ["visit-vezhohorod.example"], "11-13": ["www.harbour-bank.example"],
}
CDN, PLATFORM = "203.0.113.10", "198.51.100.20"       # addresses that several parties share
FOREIGN_AT = {                                        # foreign hosts with a telling address; all others get one of 203.0.113.32 to .219
    "www.northport.example": CDN, "www.skyline-bank.example": CDN, "www.tramways.test": CDN, "www.harbour-bank.example": "127.0.0.1",
    "www.regional-theatre.example": PLATFORM, "visit-vezhohorod.example": "198.51.100.240", "www.old-bank.test": "203.0.113.77.",
}
FOREIGN = """www.port-authority.example www.parliament.example www.senate.example www.northport.example www.skyline-bank.example www.tramways.test
www.old-bank.test port-authority.example www.finance.northland.test www.interior.northland.test www.gov.northland.test tax.northland.test
www.parliament.northland.test www.police.northland.test www.airport.northland.test www.railway.northland.test www.customs.southmark.test
www.southmark.test e-services.southmark.test login.southmark.test www.health.southmark.test www.city-of-harbour.test www.city-of-harbour.example
www.county-council.example www.district-heating.example www.power-grid.example www.gas-network.example www.water-works.test www.airport-lakeside.example
www.lakeside-ferries.example www.bluewater-shipping.example cargo.bluewater-shipping.example www.savings-bank.test online.savings-bank.test
www.first-credit.example pay.first-credit.example www.insurance-group.test www.stock-exchange.example www.metro-transit.example tickets.metro-transit.example
www.bus-lines.test www.toll-roads.example www.university-lakeside.example www.public-radio.test www.daily-herald.example www.telecom-east.example
my.telecom-east.example www.fibre-net.test www.hosting-house.example www.defence-works.test www.shipyard.example www.steel-mill.invalid
www.chamber-of-trade.example www.court-of-appeal.test www.ombudsman.test www.election-office.test www.foreign-affairs.northland.test
www.province-west.example www.province-east.example www.municipal-union.example www.fire-brigade.test www.weather-office.example www.land-office.southmark.test
www.pension-fund.southmark.test www.labour-office.test www.tourism-board.example www.opera.test www.border-guard.northland.test www.coast-guard.invalid""".split()

# The forum's lists, by day; {ns1} and {courts} become an address and a range of ours
FORUM = {
    "2026-11-11": """# voted last night
https://www.mininfra.gov.example/
https://docs.cabinet.gov.example/login
www.province-west.example
tcp://mail.vezhohorod.gov.example:993
hxxps://www.toll-roads[.]example/pay   later
203.0.113.90
""",
    "2026-11-18": """# targets for this week, add yours below
https://www.court.gov.example/search GET
https://e-court.court.gov.example/
hxxps://www.parliament[.]gov[.]example/
tcp://{ns1}:53
{courts}
podcasts.public-radio.test
https://податки.gov.example/login
www.railway-tickets.example   tickets again
https://www.savings-bank.test/

# banks
hxxp://online[.]savings-bank[.]test/login
udp://203.0.113.91:53
203.0.113.128/28
www.first-credit.example POST
results.electoral.gov.example # after the weekend
https://tourism.gov.example/
""",
    "2026-11-20": """# shorter list, the rest is done
https://e-court.court.gov.example/
hxxps://www.parliament[.]gov[.]example/
www.vezhohorod.gov.example
https://www.savings-bank.test/
www.province-east.example
tcp://{ns1}:53
""",
}

# Contact desks by role: name, mailbox
DESKS = {"owner": ("Head of IT desk", "it"), "operator": ("Operations desk", "noc"), "duty": ("Duty desk", "duty"),
         "hosting": ("Hosting desk", "hosting"), "parent": ("Security desk of the parent body", "security"),
         "sector-cert": ("Sector response team", "cert")}

# Kinds of rows (type, method, port), how often they occur, and the dull paths beside them
VARIANTS = [("http", "GET", 443), ("http2", "GET", 443), ("tcp", "syn", 443), ("http", "POST", 443), ("nginx_loris", "udp_flood", 443), ("tcp", "ack", 443),
            ("http2", "POST", 443), ("tcp", "syn", 80), ("http", "GET", 80), ("tcp", "syn_ack", 443), ("udp", "udp_flood", 53), ("tcp", "syn", 22), ("tcp", "PING", 8443)]
WEIGHTS = [9, 7, 6, 4, 3, 3, 3, 3, 2, 2, 1, 1, 1]
PATHS = ["/", "/", "/", "/search?q=$_1", "/login", "/news?page=$_1", "/contact"]

# Entries of the regional register as such files really look: name, hosts, addresses
REGISTER_FLAWS = [
    ("Water meters gateway", ["meters.vezhohorod.gov.example"], ["192.168.7.20", "198.51.100.250"]),
    ("Old file store", ["(unknown)", "localhost"], ["198.51.100.251"]),
    ("Fire station terminal", ["FIRE-DESK-1.Vezhohorod.GOV.Example"], ["169.254.10.4"]),
    ("Village pages", ["*.villages.verkhozemia.gov.example"], []),
    ("Summer festival", ["festival.verkhozemia-tourism.example"], ["203.0.113.244"]),
]
