// How the report came about, and what its words mean.
extension Words {
  var methodTitle: String { "Method, glossary, sources" }

  var methodHeading: String { "Method" }
  var method: [Prose] {
    [
      "Vezha compares the inventory of what is ours with what others publish. It touches no network: nothing here was probed, resolved or tested.",
      "A name is tied to an organization by the rules named in its evidence; of several organizations, those with the most specific identifier get it.",
      "Silence is not absence. A name counts as gone only when a later document of the same series lacks it. Neighbouring mentions form one episode unless they lie far apart and absence was shown between them.",
      "Priority follows from impact (what is listed, and how critical our system is) and certainty (how sure the match is). A possible match is one step lower, but with severe impact it goes to the review queue.",
      "All times are UTC. Weeks run from Monday to Sunday. “First time” means since our records began.",
      "Each figure counts rows of a table of this report, and each table has a file of the same rows beside it. One name that two series publish, or that two organizations share, is two rows.",
    ]
  }

  var glossaryHeading: String { "Glossary" }
  var glossary: [(term: String, meaning: Prose)] {
    [
      ("name", "a host, address or range that somebody listed"),
      ("series", "documents of one kind by one publisher, for example the target lists of one group"),
      ("document", "one publication of a series, kept with its hash"),
      ("row", "one entry of a document; a name may have many"),
      (
        "on, was, unknown",
        "named by the newest document; absent from a later one; last seen on it, and silence since"
      ),
      ("new", "never seen before in our records"),
      ("returned", "seen in earlier episodes, absent in between, and back"),
      ("continuing", "named already before the first day of the report"),
      ("no longer named", "named the time before, and shown absent since; no all-clear"),
      ("unknown", "on the list when its series last spoke, and nothing published since"),
      ("blind", "nothing was published, so nothing can be said"),
      (
        "episode",
        "a run of mentions without a shown absence of more than the gap of its series, usually 36 hours"
      ),
      ("impact, certainty, priority", "how bad it would be; how sure the match is; what to look at first"),
      ("TLP", "Traffic Light Protocol 2.0 of FIRST: who may read this report"),
    ]
  }

  var truthHeading: String { "Which class is counted where" }
  var truthCaption: String { "Classes and the places that count them" }
  var truthColumns: [String] {
    ["Class", "Listings", "On the list now", "Changes", "By organization", "Findings", "Trend"]
  }
  func truth(_ value: FindingClass) -> [String] {
    switch value {
    case .new, .returned, .continuing: ["✓", "✓ if on", "✓", "✓", "✓", "✓"]
    case .notNamed: ["no", "no", "✓", "no", "✓", "no"]
    case .unknown: ["no", "listed as ?", "✓", "no", "✓", "no"]
    }
  }
  var truthSuppressed: [String] { ["suppressed", "no", "no", "no", "no", "no", "no"] }

  var manifestHeading: String { "What this report was made from" }
  var manifestCaption: String { "Documents of the interval" }
  var manifestEmpty: String { "No document was published in this interval." }
  var provenanceTerms: (chain: String, rules: String, known: String, tlp: String) {
    ("Head of the facts chain", "Version of rules and readers", "Newest fact used", "Mark")
  }
  var nothingKnown: String { "none" }
  var tlpMeaning: Prose { "the strictest of the configuration and all sources used" }

  // What only pages need.

  var skipLink: String { "Skip to the report" }
  var contents: String { "Contents" }
  var notKnown: String { "not known" }
  var cardHeading: String { "In numbers" }
  var footerMark: String { "Vezha exposure report" }
  var scrollHint: String { "table, scrolls sideways" }
  var evidenceWord: String { "Evidence" }
  var fileWord: String { "File" }
  var adviceWord: String { "advice" }
}
