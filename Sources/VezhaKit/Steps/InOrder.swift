import Foundation

/// Runs a piece of work for each element on all cores and hands the results on in the elements' order.
///
/// Work runs ahead of what is taken, so that cores are busy while results are written, but only so far that memory
/// stays bounded.
/// - Parameters:
///   - weight: about how many bytes the work of an element holds.
///   - take: takes a result; called by the caller.
public func inOrder<Element: Sendable, Result: Sendable>(
  _ elements: [Element], weight: (Element) -> Int = { _ in 1 << 20 }, priority: TaskPriority? = nil,
  _ work: @escaping @Sendable (Element) -> Result, _ take: (Result) throws -> Void
) async throws {
  try await withThrowingTaskGroup(of: (Int, Result).self) { group in
    var queue = Ahead()
    var finished: [Int: Result] = [:]
    repeat {
      for number in queue.next(of: elements, weight: weight) {
        let element = elements[number]
        group.addTask(priority: priority) { (number, work(element)) }
      }
      if let (number, result) = try await group.next() { finished[number] = result }
      while let ready = finished.removeValue(forKey: queue.taken) {
        try take(ready)
        queue.take()
      }
    } while queue.taken < elements.count
  }
}

/// Which elements may be started: so many that no core waits, so few that memory stays bounded.
private struct Ahead {
  private static let maximumCount = 1024
  /// In bytes of files.
  private static let maximumWeight = 96 << 20
  private static let cores = max(2, ProcessInfo.processInfo.activeProcessorCount)

  private var weights: [Int] = []
  private var weight = 0
  /// How many were taken: the number of the next to be taken.
  private(set) var taken = 0

  /// The elements that may be started now.
  mutating func next<Element>(of elements: [Element], weight weigh: (Element) -> Int) -> Range<Int> {
    let first = weights.count
    while weights.count < elements.count, weights.count - taken < Self.maximumCount,
      weight < Self.maximumWeight || weights.count - taken < Self.cores
    {
      weights.append(weigh(elements[weights.count]))
      weight += weights[weights.count - 1]
    }
    return first..<weights.count
  }

  /// Notes that the next was taken.
  mutating func take() {
    weight -= weights[taken]
    taken += 1
  }
}

/// What the system says of files.
///
/// Asked directly: FileManager's attributes ask the name service for the owner's name, through a socket.
public enum FileStatus {
  /// Seconds since the epoch at which a path was last changed; nil for what is no file.
  public static func modified(_ path: String) -> Int64? {
    var status = stat()
    return unsafe stat(path, &status) == 0 ? Int64(status.st_mtim.tv_sec) : nil
  }

  /// What the system says of a path; 0 where it says nothing.
  public static func size(_ path: String) -> Int {
    var status = stat()
    return unsafe stat(path, &status) == 0 ? Int(status.st_size) : 0
  }
}
