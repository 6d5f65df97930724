import Foundation

/// One record of a list, reduced to what the rules look at.
struct ArchiveRow {
  /// The host in lower case, without path and last dot.
  var host: String
  /// The address as dotted quad, or empty.
  var address: String
  /// icmp for pings, udp also for HTTP/3, else tcp.
  var transport: String
  /// The port, or nil if the number is none.
  var port: Int?
}

/// One published list.
struct ArchiveDocument {
  /// Base name.
  var file: String
  /// Seconds since 1970, from the file name.
  var published: Int
  /// Its records.
  var rows: [ArchiveRow]
}

/// The real lists, unpacked and read once for all tests.
struct ArchiveLists {
  /// Folder with the files.
  var folder: URL
  /// All lists in the order of their times.
  var documents: [ArchiveDocument]

  /// The lists, read at first use.
  ///
  /// The folder goes away when the process ends.
  static let shared = Task { try await ArchiveLists() }

  private init() async throws {
    guard let archive = Corpus.archive else { throw Failure("the archive is absent") }
    folder = FileManager.default.temporaryDirectory.appending(
      path: "vezha-archive-\(ProcessInfo.processInfo.processIdentifier)")
    try? FileManager.default.removeItem(at: folder)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    removeAtExit(folder)
    guard let tar = Command.tool("tar") else { throw Failure("tar is not installed") }
    let unpacked = try await Command.run(tar, ["--zstd", "-xf", archive.path, "-C", folder.path], in: folder)
    guard unpacked.code == 0 else { throw Failure("tar: \(unpacked.errors)") }
    let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".json") }
    documents = try names.map { [folder] in try Self.read(folder.appending(path: $0)) }
      .sorted { $0.published < $1.published }
  }

  private static func read(_ url: URL) throws -> ArchiveDocument {
    let file = url.lastPathComponent
    guard let list = try JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? JSONObject else {
      throw Failure("\(file) is no JSON object")
    }
    var rows: [ArchiveRow] = []
    for record in list["targets"] as? [JSONObject] ?? [] {
      let type = (record["type"] as? String ?? "").lowercased()
      let isPing = (record["method"] as? String ?? "").lowercased() == "ping"
      let port = record["port"] as? Int ?? -1
      rows.append(
        ArchiveRow(
          host: canonicalHost(record["host"] as? String ?? ""),
          address: canonicalHost(record["ip"] as? String ?? ""),
          transport: isPing ? "icmp" : type == "udp" || type == "http3" ? "udp" : "tcp",
          port: (0...65535).contains(port) ? port : nil))
    }
    return ArchiveDocument(file: file, published: try fileTime(file), rows: rows)
  }

  /// Lower case, cut at the first slash, one last dot dropped.
  static func canonicalHost(_ text: String) -> String {
    let host = text.split(separator: "/", omittingEmptySubsequences: false)[0].lowercased()
    return host.hasSuffix(".") ? String(host.dropLast()) : host
  }

  /// `2024-01-31_07-20-04_…` as seconds since 1970.
  static func fileTime(_ name: String) throws -> Int {
    let numbers = name.prefix(19).split(whereSeparator: { $0 == "-" || $0 == "_" }).compactMap { Int($0) }
    guard numbers.count == 6 else { throw Failure("no time in \(name)") }
    return WorldTime.seconds(
      numbers[0], numbers[1], numbers[2], hour: numbers[3], minute: numbers[4], second: numbers[5])
  }
}

/// The unpacked archive, for the end of the process.
nonisolated(unsafe) private var unpackedArchive: URL?

/// Removes the unpacked archive when the process ends.
private func removeAtExit(_ folder: URL) {
  unsafe unpackedArchive = folder
  atexit { if let folder = unsafe unpackedArchive { try? FileManager.default.removeItem(at: folder) } }
}

/// Times as whole seconds, without any calendar library: the reference shares nothing with the product.
enum WorldTime {
  static let day = 86_400

  /// Days since 1970 of a date, counted year by year and month by month.
  static func seconds(_ year: Int, _ month: Int, _ date: Int, hour: Int = 0, minute: Int = 0, second: Int = 0)
    -> Int
  {
    var days = date - 1
    for past in 1970..<year { days += isLeap(past) ? 366 : 365 }
    for past in 1..<month { days += length(of: past, in: year) }
    return days * day + hour * 3600 + minute * 60 + second
  }

  /// RFC 3339 in UTC.
  static func text(_ seconds: Int) -> String {
    var days = seconds / day
    var year = 1970
    while days >= (isLeap(year) ? 366 : 365) {
      days -= isLeap(year) ? 366 : 365
      year += 1
    }
    var month = 1
    while days >= length(of: month, in: year) {
      days -= length(of: month, in: year)
      month += 1
    }
    let rest = seconds % day
    let clock = [rest / 3600, rest / 60 % 60, rest % 60].map(two).joined(separator: ":")
    return "\(year)-\(two(month))-\(two(days + 1))T\(clock)Z"
  }

  /// The Monday on which an ISO week begins: week 1 holds the fourth of January.
  static func week(_ year: Int, _ number: Int) -> (name: String, from: Int, to: Int) {
    let fourth = seconds(year, 1, 4)
    let weekday = (fourth / day + 3) % 7
    let from = fourth - weekday * day + (number - 1) * 7 * day
    return ("\(year)-W\(two(number))", from, from + 7 * day)
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
  private static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }
  private static func length(of month: Int, in year: Int) -> Int {
    month == 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
  }
}
