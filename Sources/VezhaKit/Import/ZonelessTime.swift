extension Instant {
  /// Reads a time that inventory tools write with or without a zone.
  ///
  /// Agents and scanners write the machine's local time and often no zone. Without one it is read as UTC: it tells how
  /// old a record is, in days, and is never compared with the time of a list.
  init?(asIfUTC text: String) {
    guard let value = Instant(text) ?? Instant(text + "Z") else { return nil }
    self = value
  }
}
