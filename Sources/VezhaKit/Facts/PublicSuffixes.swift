import CText
import Crypto
import Glibc

/// The Public Suffix List with its private section, plus suffixes of the configuration.
@safe public final class PublicSuffixes: Sendable {
  /// Immutable once loaded, and libpsl keeps no state of a look-up, so every thread may use it.
  private nonisolated(unsafe) let list: OpaquePointer
  /// Suffixes of the configuration, canonical.
  ///
  /// Few, so they are simply compared one by one.
  private let extra: [[UInt8]]

  /// The library's built-in list, or the one in `listFile`, plus `extra` suffixes.
  /// - Throws: `.unreadable` if the file cannot be read, `.malformed` if it holds no rule or a suffix is no name.
  public init(listFile: String? = nil, extra: [String] = []) throws(ReadError) {
    var names: [[UInt8]] = []
    for suffix in extra {
      var buffer: [UInt8] = []
      do throws(HostName.Rejection) {
        _ = try HostName.canonicalise(suffix.utf8.span, into: &buffer)
      } catch {
        // A single label may be a suffix, it is only no host.
        guard error == .singleLabel else {
          throw ReadError(.malformed, reason: "`\(suffix)` is no public suffix: \(error.reason)")
        }
      }
      names.append(buffer)
    }
    self.extra = names
    guard let listFile else {
      guard let builtin = unsafe vezha_suffix_list_builtin() else {
        throw ReadError(
          .unreadable, reason: "no public suffix list is built in; name one with `public-suffix-list:`")
      }
      unsafe list = builtin
      return
    }
    var code: Int32 = 0
    guard let loaded = unsafe vezha_suffix_list_load(listFile, &code) else {
      if code != 0 {
        throw ReadError(
          .unreadable, file: listFile, reason: "cannot read the public suffix list: \(systemReason(code))")
      }
      throw ReadError(.malformed, file: listFile, reason: "holds no public suffix rule")
    }
    unsafe list = loaded
  }

  deinit { unsafe vezha_suffix_list_free(list) }

  /// What tells one list from another: a digest of the file, or of the library's built-in list.
  /// - Throws: `.unreadable` if the file cannot be read.
  public static func digest(listFile: String?) throws(ReadError) -> String {
    if let listFile { return hexadecimal(SHA256.hash(data: try InputFile(path: listFile).bytes())) }
    return unsafe vezha_suffix_list_builtin_digest().map { unsafe String(cString: $0) } ?? ""
  }

  /// Whether the canonical host is a public suffix itself; every single label is one.
  ///
  /// One look-up, where `registrableLength` needs one for each label.
  public func isPublicSuffix(_ host: Span<UInt8>) -> Bool {
    guard host.count > 0 else { return false }
    let isListed = unsafe host.withUnsafeBufferPointer { name in
      unsafe vezha_suffix_list_is_suffix(list, name.baseAddress, name.count) != 0
    }
    return isListed || extra.contains { $0.count == host.count && ends(host, with: $0) }
  }

  /// How many bytes at the end of the canonical host make its registrable domain; nil if it has none.
  public func registrableLength(_ host: Span<UInt8>) -> Int? {
    var length = unsafe host.withUnsafeBufferPointer { name in
      unsafe vezha_suffix_list_registrable(list, name.baseAddress, name.count)
    }
    guard length > 0 else { return nil }
    for suffix in extra where ends(host, with: suffix) {
      // The host is the suffix itself.
      guard suffix.count < host.count else { return nil }
      var start = host.count - suffix.count - 1
      while start > 0, host[start - 1] != UInt8(ascii: ".") { start -= 1 }
      length = max(length, host.count - start)
    }
    return length
  }

  /// Whether the list has a rule for a last label in canonical form; what it does not have is no known ending.
  public func knows(ending label: Span<UInt8>) -> Bool {
    unsafe label.withUnsafeBufferPointer { name in
      unsafe vezha_suffix_list_knows(list, name.baseAddress, name.count) != 0
    }
  }

  /// Whether the host is the suffix or lies below it.
  private func ends(_ host: Span<UInt8>, with suffix: [UInt8]) -> Bool {
    let offset = host.count - suffix.count
    guard offset == 0 || (offset > 1 && host[offset - 1] == UInt8(ascii: ".")) else { return false }
    for index in 0..<suffix.count where host[offset + index] != suffix[index] { return false }
    return true
  }
}

/// The system's words for an error number.
func systemReason(_ code: Int32) -> String {
  guard let text = unsafe strerror(code) else { return "error \(code)" }
  return unsafe String(cString: text).lowercased()
}
