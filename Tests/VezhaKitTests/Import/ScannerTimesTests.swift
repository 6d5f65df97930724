import Testing

@testable import VezhaKit

struct ScannerTimesTests {
  @Test(arguments: [
    ("Tue Aug  9 09:59:24 2011", "2011-08-09T09:59:24Z"), ("Wed Mar 23 15:07:52 2022", "2022-03-23T15:07:52Z"),
  ])
  func `asctime is read as UTC`(given: String, expected: String) {
    #expect(Instant(asctime: given)?.description == expected)
  }

  @Test(arguments: [
    ("20131127T050242739", "2013-11-27T05:02:42.739000Z"), ("20131127T050242", "2013-11-27T05:02:42Z"),
  ])
  func `a time without separators may have milliseconds`(given: String, expected: String) {
    #expect(Instant(compact: given)?.description == expected)
  }

  @Test(arguments: [
    ("10 Nov 2021 10:00AM GMT-0500", "2021-11-10T15:00:00Z"), ("01 Apr 2020 12:15AM GMT", "2020-04-01T00:15:00Z"),
    ("1 Apr 2020 12:15PM GMT+0530", "2020-04-01T06:45:00Z"), ("1 Apr 2020 01:15PM", "2020-04-01T13:15:00Z"),
  ])
  func `a time of twelve hours has a half of the day and may have a zone`(given: String, expected: String) {
    #expect(Instant(twelveHours: given)?.description == expected)
  }

  @Test(arguments: [
    "", "now", "Tue Aug 32 09:59:24 2011", "Tue Aug 9 09:59 2011", "Tue Aug 9 09:59:24 99999999999999999999",
    "20131127", "20131127T0502", "20131127T050242Z", "10 Nov 2021 13:00AM GMT", "10 Nov 2021 10:00XM GMT",
    "10 Nov 2021 10:00AM CET", "10 Nov 2021 AM", "-1 Nov 2021 10:00AM", "0",
  ])
  func `anything else is no time`(given: String) {
    #expect(Instant(asctime: given) == nil)
    #expect(Instant(compact: given) == nil)
    #expect(Instant(twelveHours: given) == nil)
    #expect(Instant(epochSeconds: given) == nil)
  }
}
