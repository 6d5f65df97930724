import Foundation

/// A time zone by its IANA name, with the rules that this program brings along: what the machine is set to plays no
/// part.
public struct LocalTimeZone: Hashable, Sendable {
  /// The name, for example `Europe/Kyiv`.
  public let name: String
  private let rules: TimeZone

  /// The zone of an IANA name; nil for what names none.
  ///
  /// Abbreviations and bare offsets are refused, for they know no summer time: `Region/City`, or `UTC`.
  public init?(_ name: String) {
    guard name == "UTC" || Self.isPlace(name), let rules = TimeZone(identifier: name) else { return nil }
    self.name = name
    self.rules = rules
  }

  /// Whether its clocks always show UTC.
  public var isUTC: Bool { name == "UTC" || name == "Etc/UTC" }

  /// Whether a text has the form of a name of the database: ASCII parts with slashes between.
  private static func isPlace(_ text: String) -> Bool {
    text.utf8.count <= 64 && text.utf8.contains(UInt8(ascii: "/"))
      && text.utf8.allSatisfy { byte in
        switch byte {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, UInt8(ascii: "/"), UInt8(ascii: "_"), UInt8(ascii: "+"),
          UInt8(ascii: "-"):
          true
        default: false
        }
      }
  }

  /// The instant whose UTC calendar and clock read as those of the zone do at another.
  public func local(_ instant: Instant) -> Instant {
    let seconds = floorDivide(instant.microseconds, 1_000_000)
    let offset = rules.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds)))
    return instant + TimeSpan(microseconds: Int64(offset) * 1_000_000)
  }
}
