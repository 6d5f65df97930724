import CFloor
import Foundation

/// What one measured piece of work cost.
struct Figures {
  /// Wall time in seconds.
  var wall: Double
  /// User and system time of all threads in seconds.
  var cpu: Double
  /// Most memory in use at one time, in MiB; nil where the system does not tell.
  var peakMebibytes: Double?

  /// Measures a piece of work.
  static func measure<Result>(_ work: () async throws -> Result) async rethrows -> (Figures, Result) {
    let canReset = floor_reset_peak() == 0
    let before = cpuSeconds()
    let clock = ContinuousClock()
    let start = clock.now
    let result = try await work()
    let wall = clock.now - start
    let figures = Figures(
      wall: wall / .seconds(1), cpu: cpuSeconds() - before, peakMebibytes: canReset ? peakMebibytes() : nil)
    return (figures, result)
  }

  /// One line that `scripts/bench` reads: name, then `key=value` fields, separated by blanks.
  func line(_ name: String, _ extra: [(String, Int)] = []) -> String {
    var fields = [name, "wall=\(Self.rounded(wall))", "cpu=\(Self.rounded(cpu))"]
    if let peakMebibytes { fields.append("peak=\(Self.rounded(peakMebibytes, places: 1))") }
    fields += extra.map { "\($0.0)=\($0.1)" }
    return fields.joined(separator: " ")
  }

  private static func rounded(_ value: Double, places: Int = 3) -> String {
    String(format: "%.\(places)f", value)
  }

  /// Processor time of this process so far.
  private static func cpuSeconds() -> Double {
    var usage = rusage()
    guard unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 else { return 0 }
    func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
    return seconds(usage.ru_utime) + seconds(usage.ru_stime)
  }

  /// The high-water mark of memory since it was set back.
  private static func peakMebibytes() -> Double? {
    guard let data = FileManager.default.contents(atPath: "/proc/self/status") else { return nil }
    for line in String(decoding: data, as: UTF8.self).split(separator: "\n") where line.hasPrefix("VmHWM:") {
      return line.split(separator: " ").dropFirst().first.flatMap { Double($0) }.map { $0 / 1024 }
    }
    return nil
  }
}
