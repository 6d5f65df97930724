/// A STIX 2.1 bundle of our own sightings: which campaign was seen at which organization, on what evidence.
///
/// Identifiers are made of names (version 5), so the same facts always give the same objects. Only our own
/// organizations, hosts and addresses stand in it.
enum STIXReport: ReportFormat {
  static let id = "stix"

  static func files(for document: ReportDocument) -> [ReportFile] {
    var bundle = STIXBundleText(document)
    return [ReportFile(name: "report.stix.json", bytes: bundle.bytes())]
  }
}

/// The bundle while it is written.
private struct STIXBundleText {
  private let document: ReportDocument
  private let facts: ReportFacts
  /// When the newest fact became known: every object's `modified`.
  private let known: Instant
  private let mark: String
  private var written = Set<String>()

  init(_ document: ReportDocument) {
    self.document = document
    facts = document.facts
    known = max(
      facts.exposure.asKnown ?? facts.exposure.interval.to, facts.exposure.recordsBegan ?? facts.exposure.interval.from)
    mark = "marking-definition--\(Self.marking(facts.tlp))"
  }

  /// Markings of TLP 2.0 (OASIS extension definition, TLP 2.0).
  private static func marking(_ tlp: TLP) -> String {
    switch tlp {
    case .clear: "94868c89-83c2-464b-929b-a1a8aa3c8487"
    case .green: "bab4a63c-aed9-4cf5-a766-dfca5abac2bb"
    case .amber: "55d920b0-5e8b-4f79-9ee9-91f868d9b421"
    case .amberStrict: "939a9414-2ddd-4d32-a0cd-375ea402b003"
    case .red: "e828b379-4e03-4974-9ac4-e53a884c97c1"
    }
  }

  private func id(_ type: String, _ name: String) -> String {
    "\(type)--\(StableUUID.text(StableUUID.vezha, document.options.identity("\(type) \(name)")))"
  }

  mutating func bytes() -> [UInt8] {
    var json = JSONText(room: facts.exposure.findings.count << 11)
    let findings = facts.exposure.findings.filter {
      $0.organization != Organization.unassigned || facts.scope == .government
    }
    json.object { json in
      json.key("type")
      json.string("bundle")
      json.key("id")
      json.string(id("bundle", "\(facts.exposure.interval.title) \(facts.scope.key) \(facts.chainHead)"))
      json.key("objects")
      json.array { json in
        marking(&json)
        identity(&json, key: "", name: document.options.cert.name.isEmpty ? "Vezha" : document.options.cert.name)
        for finding in findings {
          identity(&json, key: finding.organization, name: finding.organizationName)
          cause(&json, finding)
          observable(&json, finding)
          observed(&json, finding)
          sighting(&json, finding)
        }
      }
    }
    return json.finished()
  }

  private func marking(_ json: inout JSONText) {
    json.object {
      $0.key("type")
      $0.string("marking-definition")
      $0.key("spec_version")
      $0.string("2.1")
      $0.key("id")
      $0.string(mark)
      $0.key("created")
      $0.string("2022-10-01T00:00:00.000Z")
      $0.key("name")
      $0.string("TLP:\(facts.tlp.rawValue)")
      $0.key("extensions")
      $0.object {
        $0.key("extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d")
        $0.object {
          $0.key("extension_type")
          $0.string("property-extension")
          $0.key("tlp_2_0")
          $0.string(facts.tlp.rawValue.lowercased())
        }
      }
    }
  }

  /// What every object of ours begins with; `created` never lies after `modified`.
  private func head(_ json: inout JSONText, _ type: String, _ id: String, created: Instant) {
    json.key("type")
    json.string(type)
    json.key("spec_version")
    json.string("2.1")
    json.key("id")
    json.string(id)
    json.key("created_by_ref")
    json.string(self.id("identity", ""))
    json.key("created")
    json.string(milliseconds(min(created, known)))
    json.key("modified")
    json.string(milliseconds(known))
    json.key("object_marking_refs")
    json.array([mark]) { $0.string($1) }
  }

  /// STIX 2.1 section 3.3: these times have milliseconds and no more.
  private func milliseconds(_ instant: Instant) -> String {
    let parts = instant.description.dropLast().split(separator: ".")
    let fraction = parts.count > 1 ? parts[1].prefix(3) : ""
    return "\(parts.first ?? "").\(fraction)\(String(repeating: "0", count: 3 - fraction.count))Z"
  }

  private var began: Instant { facts.exposure.recordsBegan ?? facts.exposure.interval.from }

  private mutating func identity(_ json: inout JSONText, key: String, name: String) {
    let id = id("identity", key)
    guard written.insert(id).inserted else { return }
    json.object {
      head(&$0, "identity", id, created: began)
      $0.key("name")
      $0.string(name.isEmpty ? key : name)
      $0.key("identity_class")
      $0.string("organization")
    }
  }

  /// A vulnerability for an advisory; else the campaign that the series tells of.
  private mutating func cause(_ json: inout JSONText, _ finding: Finding) {
    let id = cause(finding)
    guard written.insert(id).inserted else { return }
    json.object {
      if finding.role == .vulnerable {
        head(&$0, "vulnerability", id, created: began)
        $0.key("name")
        $0.string(finding.subject.value)
        $0.key("external_references")
        $0.array([finding.subject.value]) { json, cve in
          json.object {
            $0.key("source_name")
            $0.string("cve")
            $0.key("external_id")
            $0.string(cve)
          }
        }
      } else {
        let publisher = facts.series.first { $0.series.key == finding.series }?.series.publisher ?? ""
        head(&$0, "campaign", id, created: began)
        $0.key("name")
        $0.string("Published series \(finding.series)\(publisher.isEmpty ? "" : " of \(publisher)")")
      }
    }
  }

  private func cause(_ finding: Finding) -> String {
    finding.role == .vulnerable ? id("vulnerability", finding.subject.value) : id("campaign", finding.series)
  }

  /// The observable of a subject: type, value; nil for names and advisories.
  private func observable(_ subject: Subject) -> (type: String, id: String)? {
    let type: String
    switch subject.kind {
    case .host, .emailDomain: type = "domain-name"
    case .address, .range: type = subject.value.utf8.contains(UInt8(ascii: ":")) ? "ipv6-addr" : "ipv4-addr"
    case .name, .cve: return nil
    }
    // A range that is no CIDR block has no form in STIX.
    if subject.kind == .range, subject.value.utf8.contains(UInt8(ascii: "-")) { return nil }
    // STIX 2.1 section 2.9: the canonical JSON of the contributing properties.
    return (type, "\(type)--\(StableUUID.text(StableUUID.observables, "{\"value\":\"\(subject.value)\"}"))")
  }

  private mutating func observable(_ json: inout JSONText, _ finding: Finding) {
    guard let (type, id) = observable(finding.subject), written.insert(id).inserted else { return }
    json.object {
      $0.key("type")
      $0.string(type)
      $0.key("spec_version")
      $0.string("2.1")
      $0.key("id")
      $0.string(id)
      $0.key("value")
      $0.string(finding.subject.value)
      $0.key("object_marking_refs")
      $0.array([mark]) { $0.string($1) }
    }
  }

  private func observedID(_ finding: Finding) -> String {
    id("observed-data", "\(facts.exposure.interval.title) \(finding.id)")
  }

  private mutating func observed(_ json: inout JSONText, _ finding: Finding) {
    guard let (_, observable) = observable(finding.subject) else { return }
    json.object {
      head(&$0, "observed-data", observedID(finding), created: finding.firstSeen)
      $0.key("first_observed")
      $0.instant(finding.firstSeen)
      $0.key("last_observed")
      $0.instant(finding.lastSeen)
      $0.key("number_observed")
      $0.integer(min(max(1, finding.documents), 999_999_999))
      $0.key("object_refs")
      $0.array([observable]) { $0.string($1) }
    }
  }

  private mutating func sighting(_ json: inout JSONText, _ finding: Finding) {
    let hasData = observable(finding.subject) != nil
    json.object {
      head(
        &$0, "sighting", id("sighting", "\(facts.exposure.interval.title) \(finding.id)"), created: finding.firstSeen)
      $0.key("first_seen")
      $0.instant(finding.firstSeen)
      $0.key("last_seen")
      $0.instant(finding.lastSeen)
      $0.key("count")
      $0.integer(min(max(0, finding.documents), 999_999_999))
      $0.key("confidence")
      $0.integer(Self.confidence(finding.certainty))
      $0.key("labels")
      $0.array(labels(finding)) { $0.string($1) }
      $0.key("sighting_of_ref")
      $0.string(cause(finding))
      if hasData {
        $0.key("observed_data_refs")
        $0.array([observedID(finding)]) { $0.string($1) }
      }
      $0.key("where_sighted_refs")
      $0.array([id("identity", finding.organization)]) { $0.string($1) }
    }
  }

  private func labels(_ finding: Finding) -> [String] {
    [
      "role:\(finding.role.rawValue)", "class:\(finding.findingClass?.rawValue ?? "none")",
      "state:\(finding.state.rawValue)", "priority:\(finding.priority.rawValue)", "finding:\(finding.id)",
    ] + (finding.needsReview ? ["needs-review"] : []) + (document.options.isExercise ? ["exercise"] : [])
  }

  /// The middle of STIX's WEP ranges for what our words mean (STIX 2.1 appendix A).
  private static func confidence(_ certainty: Certainty) -> Int {
    switch certainty {
    case .certain: 95
    case .strong: 80
    case .possible: 50
    }
  }
}
