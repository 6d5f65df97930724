/// TLP marks in STIX: by the identifiers that both specifications fix, or by what a definition says.
enum STIXMarking {
  /// The mark that a reference stands for; nil if it is no TLP mark with a fixed identifier.
  static func tlp(_ tape: borrowing JSONTape, reference: Int) -> TLP? {
    switch tape.name(reference, after: "marking-definition--") {
    // TLP 1.0, STIX 2.1 section 7.2.1.4
    case "613f2e26-407d-48c7-9eca-b8e91df99dc9": .clear
    case "34098fce-860f-48ae-8e50-ebd3cc5e41da": .green
    case "f88d31f6-486f-44da-b317-01333bde0b82": .amber
    case "5e57c739-391a-4eb3-b6be-7d15ca92d5ed": .red
    // TLP 2.0, the extension of OASIS
    case "94868c89-83c2-464b-929b-a1a8aa3c8487": .clear
    case "bab4a63c-aed9-4cf5-a766-dfca5abac2bb": .green
    case "55d920b0-5e8b-4f79-9ee9-91f868d9b421": .amber
    case "939a9414-2ddd-4d32-a0cd-375ea402b003": .amberStrict
    case "e828b379-4e03-4974-9ac4-e53a884c97c1": .red
    default: nil
    }
  }

  /// The mark that a marking definition states; nil if it is about something else.
  static func tlp(_ tape: borrowing JSONTape, definition: Int) -> TLP? {
    if let id = tape.member("id", of: definition), let known = tlp(tape, reference: id) { return known }
    if let content = tape.member("definition", of: definition), let tlp = tape.member("tlp", of: content) {
      return tape.text(tlp).flatMap { TLP(reading: $0) }
    }
    var extensions = JSONWalk(tape, tape.member("extensions", of: definition) ?? 0)
    while let (_, content) = extensions.member(tape) {
      if let tlp = tape.member("tlp_2_0", of: content) { return tape.text(tlp).flatMap { TLP(reading: $0) } }
    }
    return tape.member("name", of: definition).flatMap { tape.text($0) }.flatMap {
      $0.uppercased().hasPrefix("TLP:") ? TLP(reading: $0) : nil
    }
  }
}
