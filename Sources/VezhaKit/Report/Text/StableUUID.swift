import Crypto

/// Identifiers that are the same whenever they are made of the same name (RFC 9562 section 5.5, version 5).
enum StableUUID {
  /// The namespace of STIX cyber-observable objects (STIX 2.1 section 2.9).
  static let observables: [UInt8] = [
    0x00, 0xab, 0xed, 0xb4, 0xaa, 0x42, 0x46, 0x6c, 0x9c, 0x01, 0xfe, 0xd2, 0x33, 0x15, 0xa9, 0xb7,
  ]
  /// The namespace of everything of ours.
  static let vezha: [UInt8] = [
    0x9a, 0x5e, 0x1d, 0x0c, 0x46, 0x7b, 0x4f, 0x02, 0x8c, 0x5d, 0x21, 0xf3, 0x76, 0x0e, 0x7a, 0xb4,
  ]

  /// The identifier of a name within a namespace, lower case.
  static func text(_ namespace: [UInt8], _ name: String) -> String {
    var hasher = Insecure.SHA1()
    hasher.update(data: namespace)
    hasher.update(data: Array(name.utf8))
    var bytes = Array(hasher.finalize().prefix(16))
    bytes[6] = bytes[6] & 0x0f | 0x50
    bytes[8] = bytes[8] & 0x3f | 0x80
    var text: [UInt8] = []
    for (place, byte) in bytes.enumerated() {
      if [4, 6, 8, 10].contains(place) { text.append(UInt8(ascii: "-")) }
      for digit in [byte >> 4, byte & 15] { text.append(digit < 10 ? 0x30 + digit : 0x57 + digit) }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
