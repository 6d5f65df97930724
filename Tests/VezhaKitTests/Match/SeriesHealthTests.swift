import Testing

@testable import VezhaKit

@Suite struct SeriesHealthTests {
  /// A document of a list: day of November 2026, hour, number of subjects.
  private func document(
    _ day: Int, _ hour: Int = 12, subjects: Int = 20, format: String = "ddosia-json", sha: String? = nil,
    month: Int = 11
  ) throws -> Document {
    let published = try #require(Instant(year: 2026, month: month, day: day, hour: hour, minute: 0, second: 0))
    let number = month * 10_000 + day * 100 + hour
    return Document(
      number: number, series: "list", sha256: sha ?? "\(number)", file: "x", format: format, bytes: 1,
      published: published, known: published, listings: subjects, subjects: subjects, skipped: 0, tlp: .clear, note: "")
  }

  private func signs(
    _ documents: [Document], kind: SeriesKind = .snapshot, now: String,
    fields: (Document) -> Set<String>? = { _ in nil }
  ) throws -> [String] {
    SeriesHealth(
      series: Series(key: "list", kind: kind), documents: documents, now: try #require(Instant(now)), fields: fields
    ).signs.map { "\($0.id): \($0.text)" }
  }

  @Test func `a series that published today is well`() throws {
    #expect(try signs((1...16).map { try document($0) }, now: "2026-11-16T13:00:00Z") == [])
  }

  @Test func `a list is silent after five days, a stream also after three times its usual pause`() throws {
    let daily = try (1...10).map { try document($0) }
    let weekly = try [1, 8, 15].map { try document($0) } + [document(25, month: 10)]
    #expect(try signs(daily, now: "2026-11-15T11:00:00Z") == [])
    #expect(
      try signs(daily, now: "2026-11-15T13:00:00Z") == [
        "silent: silent since 2026-11-10 12:00: what is listed now is not known"
      ])
    #expect(try signs(daily, kind: .stream, now: "2026-11-15T13:00:00Z").count == 1)
    #expect(try signs(weekly, kind: .stream, now: "2026-12-05T13:00:00Z") == [])
    #expect(try signs(weekly, kind: .stream, now: "2026-12-07T13:00:00Z").count == 1)
    #expect(try signs([], now: "2026-11-15T13:00:00Z") == ["silent: nothing was received yet"])
    #expect(try signs([], kind: .stream, now: "2026-11-15T13:00:00Z") == [])
  }

  @Test func `a list below half of its weekday's size for a whole day is noticed, a morning's rebuild is not`() throws {
    // Four Mondays, 19 October to 9 November, then Monday 16 November.
    let mondays = try [document(19, month: 10), document(26, month: 10), document(2), document(9)]
    // Other weekdays are smaller and do not count.
    let others = try (10...15).map { try document($0, subjects: 4) }
    let low = try [document(16, 7, subjects: 2), document(16, 12, subjects: 9)]
    #expect(
      try signs(mondays + others + low, now: "2026-11-17T00:00:00Z")
        == ["half-size: 9 subjects on 2026-11-16 are below half of the usual 20 of that weekday"])
    // The day is not over.
    #expect(try signs(mondays + others + low, now: "2026-11-16T23:00:00Z").isEmpty)
    // It was rebuilt in steps.
    #expect(try signs(mondays + others + low + [document(16, 14, subjects: 10)], now: "2026-11-17T00:00:00Z").isEmpty)
    #expect(try signs(Array(mondays.suffix(2)) + low, now: "2026-11-17T00:00:00Z").isEmpty)
  }

  @Test func `another format is noticed until it is usual`() throws {
    let old = try (1...8).map { try document($0) }
    let new = try (9...20).map { try document($0, format: "table") }
    #expect(
      try signs(old + Array(new.prefix(2)), now: "2026-11-10T13:00:00Z")
        == ["format: format table instead of ddosia-json since 2026-11-09 12:00"])
    #expect(try signs(old + new, now: "2026-11-20T13:00:00Z") == [])
    #expect(try signs(Array(old.prefix(2)) + Array(new.prefix(2)), now: "2026-11-10T13:00:00Z") == [])
  }

  @Test func `fields that came or went are noticed`() throws {
    let documents = try (1...6).map { try document($0) }
    let newest = try #require(documents.last).number
    let found = try signs(documents, now: "2026-11-06T13:00:00Z") { document in
      document.number == newest
        ? ["targets", "targets.hostname", "targets.ip"]
        : document.number % 200 == 0
          ? ["targets", "targets.host", "targets.ip", "note"] : ["targets", "targets.host", "targets.ip"]
    }
    #expect(found == ["fields: fields since 2026-11-06 12:00: missing targets.host; new targets.hostname"])
  }

  @Test func `documents with equal bytes are counted`() throws {
    let documents = try [document(14, sha: "a"), document(15, sha: "b"), document(16, sha: "a")]
    #expect(
      try signs(documents, now: "2026-11-16T13:00:00Z") == ["identical: 1 document has the bytes of an earlier one"])
  }

  @Test(
    arguments: [
      (
        #"{"targets":[{"host":"a","body":{"type":"x"}},{"ip":"b"}],"randoms":[]}"#, "ddosia-json",
        ["targets", "targets.host", "targets.body", "targets.body.type", "targets.ip", "randoms"]
      ),
      ("Host,IP,Port\na,b,c\n", "table", ["host", "ip", "port"]), ("example.org\n", "text", []),
    ] as [(String, String, [String])])
  func `fields are members of JSON and columns of tables`(text: String, format: String, fields: [String]) {
    #expect(DocumentFields.names(of: Array(text.utf8).span, format: format) ?? [] == Set(fields))
  }
}

@Suite struct SeriesRatingTests {
  @Test func `a report says of a series what is worst about it`() throws {
    let day = try #require(Day(year: 2026, month: 11, day: 16))
    let (newest, end) = (try #require(Instant("2026-11-22T12:00:00Z")), try #require(Instant("2026-11-23")))
    func rating(_ signs: [SeriesSign], newest: Instant) -> String {
      SeriesRating(
        ReportFacts.SeriesFacts(
          series: Series(key: "list"), coverage: Coverage(series: "list", documents: 9, days: 7), newest: newest,
          listings: 9, skipped: 0, subjects: nil, signs: signs), days: 7, to: end
      ).code
    }
    let half = SeriesSign.halfSize(day: day, subjects: 9, usual: 20)
    let format = SeriesSign.otherFormat(from: "text", to: "table", since: newest)
    #expect(rating([.identical(3)], newest: newest) == "every-day")
    #expect(rating([half, format, .identical(3)], newest: newest) == "half-size")
    #expect(rating([format], newest: newest) == "other-format")
    #expect(rating([.silent(since: newest), half], newest: newest - .days(6)) == "silent")
  }
}
