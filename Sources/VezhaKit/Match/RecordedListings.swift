/// The rows of one document, read once and kept packed until they are matched.
struct RecordedListings: Sendable {
  private struct Entry: Sendable {
    var row: ListingRow
    var subject: Range<Int>
    var listed: Range<Int>
  }

  private var entries: [Entry] = []
  /// Texts of the rows; neighbours with the same subject share it.
  private var bytes: [UInt8] = []
  /// What was skipped.
  private(set) var problems = Problems()

  /// Hands the rows on, in their order.
  func forEach(_ body: (_ row: ListingRow, _ subject: Span<UInt8>, _ listed: Span<UInt8>) -> Void) {
    let texts = bytes.span
    for entry in entries {
      body(entry.row, texts.extracting(entry.subject), texts.extracting(entry.listed))
    }
  }

  /// Calls the body once for each run of neighbours with the same subject and address.
  func forEachRun(_ body: (_ row: ListingRow, _ subject: Span<UInt8>) -> Void) {
    let texts = bytes.span
    var last: (subject: Range<Int>, address: Address?)?
    for entry in entries {
      if let last, last.subject == entry.subject, last.address == entry.row.address, entry.row.range == nil {
        continue
      }
      last = (entry.subject, entry.row.address)
      body(entry.row, texts.extracting(entry.subject))
    }
  }

  /// Keeps rows as they are read.
  final class Sink: ListingSink {
    private(set) var listings = RecordedListings()

    func row(_ row: ListingRow, subject: Span<UInt8>, listed: Span<UInt8>) {
      let place: Range<Int>
      if let last = listings.entries.last?.subject, equals(listings.bytes.span.extracting(last), subject) {
        place = last
      } else {
        place = append(subject)
      }
      let written = equals(subject, listed) ? place : append(listed)
      listings.entries.append(Entry(row: row, subject: place, listed: written))
    }

    func skipped(_ problem: @autoclosure () -> Problem) {
      if listings.problems.wantsText {
        listings.problems.add(problem())
      } else {
        listings.problems.countOnly()
      }
    }

    private func append(_ text: Span<UInt8>) -> Range<Int> {
      let start = listings.bytes.count
      unsafe text.withUnsafeBufferPointer { unsafe listings.bytes.append(contentsOf: $0) }
      return start..<listings.bytes.count
    }

    private func equals(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Bool {
      guard left.count == right.count else { return false }
      for index in 0..<left.count where left[index] != right[index] { return false }
      return true
    }
  }
}
