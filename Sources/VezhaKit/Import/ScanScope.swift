extension AssetBuilder {
  /// Adds what somebody typed as the target of a scan: an address, a name, or a whole URL.
  ///
  /// Digits and dots alone are meant as an address, so that `192.0.2.1001` is counted as a bad one and is no name.
  mutating func add(target given: String, line: Int, to output: inout InventoryOutput) {
    let text = trimmedXML(given)
    if text.isEmpty { return }
    if text.contains("://") {
      add(.url, given: text, line: line, to: &output)
    } else if Address(text) != nil || AddressRange.parse(text.utf8.span) != nil
      || text.utf8.allSatisfy({ $0 == 0x2e || ($0 >= 0x30 && $0 <= 0x39) })
    {
      add(.address, given: text, line: line, to: &output)
    } else {
      add(.host, given: text, line: line, to: &output)
    }
  }
}

extension InventoryOutput {
  /// Makes an asset of each range in what a scan was told to look at: who scans a range has it in their care.
  ///
  /// A range is an asset of its own, with the range as its key. Single addresses and names of the scope are none:
  /// those that answered stand in the results, with an id or a name as their key, and would be there twice.
  /// - Parameters:
  ///   - text: entries between commas, semicolons or blanks.
  ///   - organization: the owner, if the file names one.
  mutating func addScope(_ text: String, organization: String? = nil, line: Int) {
    let entries = text.replacing(" - ", with: "-").split { character in
      character == "," || character == ";" || character.isWhitespace
    }
    for entry in entries where entry.utf8.contains(where: { $0 == 0x2d || $0 == 0x2f }) {
      addRange(String(entry), organization: organization, line: line)
    }
  }

  /// Makes an asset of a range, unless it holds a single address.
  mutating func addRange(_ written: String, organization: String? = nil, line: Int) {
    let given = Self.withWholeEnd(written)
    guard let range = AddressRange.parse(given.utf8.span)?.range else {
      // A name may have a hyphen; digits, dots, hyphens and slashes alone are meant as a range.
      if given.utf8.allSatisfy({ $0 >= 0x2d && $0 <= 0x39 }) {
        skip(line: line, "range", value: given, reason: "no range of addresses")
      }
      return
    }
    guard range.lower != range.upper else { return }
    var builder = AssetBuilder(line: line)
    builder.organization = organization
    builder.observed = observed
    builder.add(.range, given: given, line: line, to: &self)
    if let record = builder.finished() { records.append(.asset(record)) }
  }

  /// `192.0.2.4-192.0.2.20` of `192.0.2.4-20`, which scanners take too; any other text as it is.
  private static func withWholeEnd(_ text: String) -> String {
    let ends = text.split(separator: "-", omittingEmptySubsequences: false)
    guard ends.count == 2, UInt8(ends[1]) != nil, let start = Address(String(ends[0])), start.isIPv4,
      let dot = ends[0].lastIndex(of: ".")
    else { return text }
    return "\(ends[0])-\(ends[0][...dot])\(ends[1])"
  }
}
