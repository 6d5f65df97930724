import Foundation

/// The operating system's user who runs this command.
enum SystemUser {
  /// The name, or the number where the system's own file of users does not know it.
  ///
  /// Read from that file: the C library would ask name services, through a socket.
  static let name: String = {
    let number = String(getuid())
    guard let users = FileManager.default.contents(atPath: "/etc/passwd"), users.count < 16 << 20 else { return number }
    for line in String(decoding: users, as: UTF8.self).split(separator: "\n") {
      let fields = line.split(separator: ":", omittingEmptySubsequences: false)
      if fields.count > 2, fields[2] == number { return String(fields[0]) }
    }
    return number
  }()
}
