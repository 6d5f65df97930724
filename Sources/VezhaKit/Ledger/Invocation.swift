/// Who runs a command and how: what the chain of accesses writes down.
public struct Invocation: Sendable {
  /// Name of the operating system's user.
  public var user: String
  /// The arguments as given, without the program's name.
  public var arguments: [String]

  /// Who runs a command and how.
  public init(user: String = "", arguments: [String] = []) {
    self.user = user
    self.arguments = arguments
  }
}

/// How long a command waits for another writer, and what is said when it begins to.
public struct Patience: Sendable {
  /// Seconds after which it gives up.
  public var seconds: Int
  /// Called once when waiting begins to be noticed.
  public var begins: @Sendable (_ seconds: Int) -> Void

  /// How long a command waits.
  public init(seconds: Int = 30, begins: @escaping @Sendable (_ seconds: Int) -> Void = { _ in }) {
    self.seconds = seconds
    self.begins = begins
  }
}
