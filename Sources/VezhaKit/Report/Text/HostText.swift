/// Forms in which hosts are printed.
enum HostText {
  /// `minfin[.]gov[.]example`, `hxxps://`: what no mail program turns into a link, in whatever script it is written.
  static func defanged(_ host: String) -> String {
    var bytes: [UInt8] = []
    var rest = host
    if let first = host.utf8.first, first | 0x20 == UInt8(ascii: "h"),
      ["http://", "https://"].contains(where: { host.prefix($0.count).lowercased() == $0 })
    {
      bytes.append("hxxp")
      rest = String(host.unicodeScalars.dropFirst(4))
    }
    bytes.append(rest, isPlain: { $0 != UInt8(ascii: ".") }) { bytes, scalar in
      switch scalar {
      // UTS #46 section 4: what else a browser takes for a dot.
      case ".", "\u{3002}", "\u{ff0e}", "\u{ff61}": bytes.append("[.]")
      default: bytes.append(scalar)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Whether a text is an address or a range and not a name.
  static func isAddress(_ value: String) -> Bool {
    let isIPv6 = value.utf8.contains(UInt8(ascii: ":"))
    return !value.isEmpty
      && value.utf8.allSatisfy { byte in
        switch byte {
        case 0x30...0x39, 0x2e, 0x2f, 0x2d: true
        case 0x3a, 0x61...0x66, 0x41...0x46: isIPv6
        default: false
        }
      }
  }

  /// The U-label form of a canonical host, or nil where it does not differ or a label does not decode.
  static func unicode(_ host: String) -> String? {
    guard holdsALabel(host) else { return nil }
    var labels: [String] = []
    for label in host.split(separator: ".", omittingEmptySubsequences: false) {
      guard label.hasPrefix("xn--") else {
        labels.append(String(label))
        continue
      }
      guard let decoded = punycode(label.dropFirst(4)) else { return nil }
      labels.append(decoded)
    }
    let unicode = labels.joined(separator: ".")
    return unicode == host ? nil : unicode
  }

  /// Whether `xn--` stands in it; asked of every host of every page.
  private static func holdsALabel(_ host: String) -> Bool {
    var run = 0
    for byte in host.utf8 {
      switch (run, byte) {
      case (0, UInt8(ascii: "x")), (1, UInt8(ascii: "n")), (2, UInt8(ascii: "-")): run += 1
      case (3, UInt8(ascii: "-")): return true
      default: run = byte == UInt8(ascii: "x") ? 1 : 0
      }
    }
    return false
  }

  /// RFC 3492 section 6.2, decoding only.
  private static func punycode(_ text: Substring) -> String? {
    let bytes = Array(text.utf8)
    guard !bytes.isEmpty, bytes.count <= 63 else { return nil }
    var output: [Unicode.Scalar] = []
    var position = 0
    if let delimiter = bytes.lastIndex(of: UInt8(ascii: "-")) {
      output = bytes[..<delimiter].map { Unicode.Scalar($0) }
      position = delimiter + 1
    }
    var code = 128
    var index = 0
    var bias = 72
    while position < bytes.count {
      let start = index
      var weight = 1
      var k = 36
      while true {
        guard position < bytes.count, let digit = digit(bytes[position]) else { return nil }
        position += 1
        index += digit * weight
        let threshold = min(max(k - bias, 1), 26)
        if digit < threshold { break }
        weight *= 36 - threshold
        guard index < 1 << 31, weight < 1 << 31 else { return nil }
        k += 36
      }
      let count = output.count + 1
      bias = adapted(index - start, count: count, first: start == 0)
      code += index / count
      index %= count
      guard let scalar = Unicode.Scalar(UInt32(clamping: code)), code >= 128 else { return nil }
      output.insert(scalar, at: index)
      index += 1
    }
    var result = ""
    result.unicodeScalars.append(contentsOf: output)
    return result
  }

  private static func digit(_ byte: UInt8) -> Int? {
    switch byte {
    case 0x30...0x39: Int(byte) - 0x30 + 26
    case 0x41...0x5a: Int(byte) - 0x41
    case 0x61...0x7a: Int(byte) - 0x61
    default: nil
    }
  }

  private static func adapted(_ delta: Int, count: Int, first: Bool) -> Int {
    var delta = first ? delta / 700 : delta / 2
    delta += delta / count
    var k = 0
    while delta > 455 {
      delta /= 35
      k += 36
    }
    return k + 36 * delta / (delta + 38)
  }
}
