import Foundation

/// What one task gives back, with the element's number.
private enum Step<Opened: Sendable, Result: Sendable>: Sendable {
  case opened(Int, Opened)
  case finished(Int, Result)
}

/// Runs a piece of work for each element on all cores and hands the results on in the elements' order.
///
/// Work runs ahead of what is taken, so that cores are busy while results are written, but only so far that memory
/// stays bounded. While the caller makes what all of them share, the elements are already opened.
/// - Parameters:
///   - weight: about how many bytes the work of an element holds.
///   - shared: made once, by the caller's own thread.
///   - open: the part of the work that does not need `shared`.
///   - work: the rest.
///   - take: takes a result; called by the caller.
func inOrder<Element: Sendable, Opened: Sendable, Shared: Sendable, Result: Sendable>(
  _ elements: [Element], weight: (Element) -> Int, shared: () throws -> Shared,
  open: @escaping @Sendable (Element) -> Opened, work: @escaping @Sendable (Opened, Shared) -> Result,
  take: (Result) throws -> Void
) async throws {
  try await withThrowingTaskGroup(of: Step<Opened, Result>.self) { group in
    var queue = Ahead()
    for number in queue.next(of: elements, weight: weight) {
      let element = elements[number]
      group.addTask { .opened(number, open(element)) }
    }
    let shared = try shared()
    var finished: [Int: Result] = [:]
    while let step = try await group.next() {
      switch step {
      case .opened(let number, let opened): group.addTask { .finished(number, work(opened, shared)) }
      case .finished(let number, let result): finished[number] = result
      }
      while let ready = finished.removeValue(forKey: queue.taken) {
        try take(ready)
        queue.take()
      }
      for number in queue.next(of: elements, weight: weight) {
        let element = elements[number]
        group.addTask { .finished(number, work(open(element), shared)) }
      }
    }
  }
}

/// Runs a piece of work for each element on all cores and hands the results on in the elements' order.
func inOrder<Element: Sendable, Result: Sendable>(
  _ elements: [Element], weight: (Element) -> Int = { _ in 1 << 20 },
  _ work: @escaping @Sendable (Element) -> Result, _ take: (Result) throws -> Void
) async throws {
  try await inOrder(
    elements, weight: weight, shared: {}, open: { $0 }, work: { element, _ in work(element) }, take: take)
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
enum FileStatus {
  /// Seconds since the epoch at which a path was last changed; nil for what is no file.
  static func modified(_ path: String) -> Int64? {
    var status = stat()
    return unsafe stat(path, &status) == 0 ? Int64(status.st_mtim.tv_sec) : nil
  }

  /// What the system says of a path; 0 where it says nothing.
  static func size(_ path: String) -> Int {
    var status = stat()
    return unsafe stat(path, &status) == 0 ? Int(status.st_size) : 0
  }
}
