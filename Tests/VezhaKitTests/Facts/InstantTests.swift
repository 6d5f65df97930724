import Testing
import VezhaKit

@Suite struct InstantTests {
  @Test(
    arguments: [
      ("2026-11-23T06:00:00Z", "2026-11-23T06:00:00Z"),
      ("2026-11-23T06:00:00.25+02:00", "2026-11-23T04:00:00.250000Z"),
      ("2026-11-23 06:00", nil), ("2026-11-23", "2026-11-23T00:00:00Z"), ("2026-02-29", nil),
      ("1969-12-31T23:59:59Z", "1969-12-31T23:59:59Z"), ("0001-01-01", "0001-01-01T00:00:00Z"),
    ] as [(String, String?)])
  func `RFC 3339 times are read and written in UTC`(text: String, expected: String?) {
    #expect(Instant(text)?.description == expected)
  }

  // Week numbers from ISO 8601's own examples and Python's date.isocalendar().
  @Test(arguments: [
    ("2005-01-01", "2004-W53"), ("2005-01-02", "2004-W53"), ("2005-12-31", "2005-W52"),
    ("2007-01-01", "2007-W01"),
    ("2008-12-29", "2009-W01"), ("2026-11-23", "2026-W48"), ("2026-11-22", "2026-W47"),
  ])
  func `a day lies in its ISO week`(day: String, week: String) throws {
    let instant = try #require(Instant(day))
    #expect(ISOWeek(containing: instant).description == week)
    #expect(ISOWeek(week)?.interval.contains(instant) == true)
  }

  @Test func `a week the year does not have is refused`() {
    #expect(ISOWeek("2026-W54") == nil)
    #expect(ISOWeek("2025-W53") == nil)
    #expect(ISOWeek("2026-W53") != nil)
  }
}
