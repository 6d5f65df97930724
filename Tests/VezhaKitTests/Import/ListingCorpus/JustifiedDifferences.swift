/// Where we rightly give less than the corpus holds, each with the reason: files that are no inputs, and subjects that
/// the facts count and nobody is named by.
///
/// Every row must hold: a file that is received after all, and a subject that is found after all, fail the tests.
enum JustifiedDifferences {
  /// Subjects by the corpus that has them (`ListingCorpus.testDescription`).
  static let subjects: [String: [String: String]] = [
    "telegram as telegram-json": ["t.me": "a link to the messenger itself names nobody"],
    "veris as json-records": ["unknown": "says that nobody knows who it was"],
    "osint-text as prose": ["temp.net": "a folder, `%APPDATA%\\Temp.NET\\list.dat`"],
    "hosts-adblock as adblock": [
      // The facts take every rule that begins with `||host^`, these go on after it.
      "ddns.net": "`^*=ws://` blocks part of the site", "dekoder.ws": "`^*?proxy=` blocks part of the site",
      "kinokongo.cc": "`^*.php` blocks part of the site", "myeffect.net": "`^*=ws://` blocks part of the site",
      "wallpoper.com": "`^*/c.js` blocks part of the site",
    ],
    "misp as misp": ["www.welivesecurity.com": "a reference to the report itself"],
    "stix as stix": ["10.0.0.0": "private space identifies nobody"],
  ]

  /// Files that are refused, by the end of their paths, or a folder with a stroke at its end.
  static let files: [(path: String, reason: String)] = [
    (".expected.json", "what a peer expects of an input, read by `PeerExpectationTests`"),
    (".cases.json", "inputs of a peer's tests with what it expects, read by the tests about them"),
    (".asserts.json", "assertions of a peer's tests"),
    (".sha512", "the checksum of the advisory beside it"),
    ("csaf/cisa_IT_changes.csv", "an index: names of files and times"),
    ("csaf/cisa_IT_index.txt", "an index: names of files"),
    ("-category.json", "ROLIE, the index of a publisher of advisories"),
    ("-service.json", "ROLIE, the index of a publisher of advisories"),
    ("-aggregator.json", "a list of publishers of advisories"),
    ("known_exploited_vulnerabilities_schema.json", "a schema"),
    ("feeds/intelmq_cleanmx_xmlphishing", "XML of one publisher, no format of the issue"),
    ("feeds/intelmq_cleanmx_xmlviruses", "XML of one publisher, no format of the issue"),
    ("feeds/intelmq_hibp_breach_real.json", "read through field paths, see `PeerExpectationTests`"),
    ("feeds/intelmq_openphish_feed.txt", "both hosts of its two lines have an empty label"),
    ("feeds/trusted_introducer_teams.json", "a directory of CSIRTs: it names nobody as attacked"),
    ("ip/", "literals for `AddressTests`"),
    ("url-idna/", "vectors for `HostNameTests`"),
    ("misp-galaxy/", "names of countries and actors: no events"),
    ("misp-warninglists/", "lists of what is to be ignored"),
    ("misp/pymisp_sharing_groups.json", "who shares with whom: no events"),
    ("misp/pymisp_valid_fieldnames.csv", "the header of an export without rows that name anything"),
    ("openioc/", "no input of its own (issue 4): `contains` values of processes and files"),
    ("osint-text/taranis_story_list.json", "read through field paths, see `ListingCorpus.reportTexts`"),
    ("osint-text/taranis_test_stories.json", "read through field paths, see `ListingCorpus.reportTexts`"),
    ("ransomware/groups_2025-07-12_0b94a99.json", "groups and how many victims each has, without naming one"),
    ("ransomware/ransomlook_actors.json", "descriptions of actors"),
    ("ransomware/ransomlook_analysis_supported.json", "names of groups"),
    ("ransomware/ransomlook_note.json", "the text of a ransom note"),
    ("shadowserver/report_list.json", "which reports there are"),
    ("shadowserver/report_type_device_id.json", "names of columns"),
    ("shadowserver/report_type_scan_http.json", "names of columns"),
    ("shadowserver/report_type_scan_ics.json", "names of columns"),
    ("shadowserver/report_type_scan_snmp.json", "names of columns"),
    ("shadowserver/report_type_scan_ssl.json", "names of columns"),
    ("shadowserver/report_type_scan_ssl_freak.json", "names of columns"),
    ("shadowserver/report_type_scan_vnc.json", "names of columns"),
    ("stix/pairs_misp_attributes_to_stix21.json", "pairs for `MISPEventTests`"),
    ("veris/", "read through field paths (issue 4), see `ListingCorpus.records`"),
  ]

  /// Why a file is refused, or nil.
  static func reason(_ path: String) -> String? {
    files.first { row in row.path.hasSuffix("/") ? path.hasPrefix(row.path) : path.hasSuffix(row.path) }?.reason
  }
}
