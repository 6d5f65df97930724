import Testing

@testable import VezhaKit

/// Expectations are those of another implementation (Python's zoneinfo, tzdata 2025b).
@Suite struct LocalTimeZoneTests {
  @Test(arguments: [
    // The hour that Kyiv leaves out in March, and the one that it has twice in October.
    ("Europe/Kyiv", "2026-03-29T00:59:59Z", "2026-03-29 02:59"),
    ("Europe/Kyiv", "2026-03-29T01:00:00Z", "2026-03-29 04:00"),
    ("Europe/Kyiv", "2026-10-25T00:59:59Z", "2026-10-25 03:59"),
    ("Europe/Kyiv", "2026-10-25T01:00:00Z", "2026-10-25 03:00"),
    ("Europe/Kiev", "2026-11-18T07:05:00Z", "2026-11-18 09:05"),
    ("Europe/Vilnius", "2026-11-18T22:30:00Z", "2026-11-19 00:30"),
    ("Europe/London", "2026-06-30T23:30:00Z", "2026-07-01 00:30"),
    ("America/St_Johns", "2026-11-01T04:29:59Z", "2026-11-01 01:59"),
    ("America/St_Johns", "2026-11-01T04:30:00Z", "2026-11-01 01:00"),
    ("America/New_York", "2026-03-08T06:59:59Z", "2026-03-08 01:59"),
    ("America/New_York", "2026-03-08T07:00:00Z", "2026-03-08 03:00"),
    ("Asia/Kathmandu", "2026-01-01T00:00:00Z", "2026-01-01 05:45"),
    // Half an hour of summer time.
    ("Australia/Lord_Howe", "2026-04-04T14:59:59Z", "2026-04-05 01:59"),
    ("Australia/Lord_Howe", "2026-04-04T15:00:00Z", "2026-04-05 01:30"),
    ("Pacific/Kiritimati", "2026-12-31T10:00:00Z", "2027-01-01 00:00"),
    ("Etc/GMT+5", "2026-07-01T03:00:00Z", "2026-06-30 22:00"), ("UTC", "2026-03-29T01:00:00Z", "2026-03-29 01:00"),
    ("Europe/Kyiv", "1990-06-30T21:00:00Z", "1990-07-01 01:00"),
    ("Africa/Casablanca", "2026-02-15T01:59:59Z", "2026-02-15 02:59"),
    ("Africa/Casablanca", "2026-02-15T02:00:00Z", "2026-02-15 02:00"),
    ("Europe/Kyiv", "1969-12-31T23:59:59Z", "1970-01-01 02:59"),
  ])
  func `clocks show what they show there, on both sides of every change`(
    name: String, instant: String, expected: String
  ) throws {
    let zone = try #require(LocalTimeZone(name))
    #expect(zone.name == name)
    #expect(zone.local(try #require(Instant(instant))).minuteText == expected)
  }

  @Test(arguments: [
    "", "EET", "GMT+3", "+03:00", "Europe", "Mars/Olympus", "europe/kyiv", "Europe/Kyiv ", "Europe/Kyiv/", "/Kyiv",
    "../../etc/passwd", "Europe/Київ", "Europe/Kyiv\u{0}", "GMT+3/4", String(repeating: "a/", count: 5000),
  ])
  func `what names no place is refused`(name: String) { #expect(LocalTimeZone(name) == nil) }
}
