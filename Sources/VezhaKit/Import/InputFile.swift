import CCompression
import Glibc

/// One file to read, or standard input; `.gz` and `.zst` are expanded, known by their first bytes, under caps.
public struct InputFile: Sendable {
  /// The path as the user named it; `-` is standard input.
  public let path: String

  /// A file by its path.
  public init(path: String) { self.path = path }

  /// The name without folders, all that is kept of it.
  public var baseName: String { path.split(separator: "/").last.map(String.init) ?? path }

  /// Largest file that is read whole, expanded.
  public static let maximumWholeBytes = 512 << 20
  /// Largest file that is read in pieces, expanded.
  public static let maximumStreamBytes = 4 << 30
  /// How many times its size a file may expand to, after the first MiB.
  public static let maximumRatio = 200

  /// The whole content, expanded.
  /// - Throws: `.unreadable`, `.empty`, `.limit`, `.malformed` (damaged compression), `.truncated`.
  public func bytes() throws(ReadError) -> [UInt8] {
    let reader = try reader(maximumBytes: Self.maximumWholeBytes)
    if let plain = reader.plainFile() { return plain }
    var whole: [UInt8] = []
    while let piece = try reader.next() {
      if whole.isEmpty { whole.reserveCapacity(reader.expectedBytes) }
      whole += piece
    }
    return whole
  }

  /// Hands the content to `body` piece by piece, expanded.
  /// - Throws: what `bytes` does, and what `body` does.
  public func chunks(_ body: (Span<UInt8>) throws(ReadError) -> Void) throws(ReadError) {
    let reader = try reader()
    while let piece = try reader.next() { try body(piece.span) }
  }

  /// Opens the file to be read piece by piece.
  public func reader(maximumBytes: Int = InputFile.maximumStreamBytes) throws(ReadError) -> InputReader {
    try InputReader(path, maximumBytes: maximumBytes)
  }
}

/// A file being read piece by piece.
public final class InputReader {
  private let path: String
  private let maximumBytes: Int
  private let descriptor: Int32
  private var piece: [UInt8] = []
  private var filled = 0
  private var expander: Expander?
  private var expanded = 0
  private var isFirst = true
  private var total = 0
  /// Size of the file as the system tells it, 0 where it does not.
  let expectedBytes: Int

  fileprivate init(_ path: String, maximumBytes: Int) throws(ReadError) {
    self.path = path
    self.maximumBytes = maximumBytes
    descriptor = path == "-" ? 0 : unsafe open(path, O_RDONLY | O_CLOEXEC)
    var status = stat()
    let isKnown = unsafe descriptor >= 0 && fstat(descriptor, &status) == 0
    expectedBytes = isKnown ? min(Int(status.st_size), maximumBytes) : 0
    guard descriptor >= 0 else {
      throw ReadError(.unreadable, file: path, reason: systemReason(errno))
    }
  }

  deinit { if descriptor > 0 { close(descriptor) } }

  /// The next bytes, expanded, or nil at the end.
  public func next() throws(ReadError) -> [UInt8]? {
    while true {
      if let expander {
        let input = piece
        var offset = expanded
        let bytes = try expander.next(input.span.extracting(first: filled), from: &offset)
        expanded = offset
        if !bytes.isEmpty {
          total += bytes.count
          try check(consumed: expander.consumed)
          return bytes
        }
        if expanded < filled { throw refuse(.malformed, "damaged compressed data") }
      }
      try fill()
      if filled == 0 { break }
      if isFirst {
        isFirst = false
        expander = try Expander(magic: piece.span.extracting(first: filled), file: path)
      }
      if expander == nil {
        total += filled
        try check(consumed: total)
        return Array(piece[..<filled])
      }
      expanded = 0
    }
    if let expander, !expander.isAtEnd { throw refuse(.truncated, "compressed data end early") }
    guard total > 0 else { throw refuse(.empty, "the file is empty") }
    return nil
  }

  /// An ordinary file that is not compressed, read in one step into its own array; nil for anything else, which is
  /// then read piece by piece from its start.
  func plainFile() -> [UInt8]? {
    guard descriptor > 0, expectedBytes > 0, expectedBytes < maximumBytes else { return nil }
    let size = expectedBytes
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: size + 1) { buffer, filled in
      while filled < size + 1 {
        let count = unsafe Glibc.read(descriptor, buffer.baseAddress?.advanced(by: filled), size + 1 - filled)
        if count < 0, errno == EINTR { continue }
        if count <= 0 { break }
        filled += count
      }
    }
    // A file that grows or shrinks while it is read is no ordinary one.
    if bytes.count == size, !Expander.recognises(bytes.span) { return bytes }
    lseek(descriptor, 0, SEEK_SET)
    return nil
  }

  private func refuse(_ code: ReadError.Code, _ reason: String) -> ReadError {
    ReadError(code, file: path, reason: reason)
  }

  private func check(consumed: Int) throws(ReadError) {
    guard total <= maximumBytes else { throw refuse(.limit, "larger than \(maximumBytes >> 20) MiB") }
    guard total <= 1 << 20 || total / InputFile.maximumRatio <= consumed else {
      throw refuse(.limit, "expands to more than \(InputFile.maximumRatio) times its size")
    }
  }

  /// Reads once, or until the piece is full: the first bytes of a pipe may come one by one.
  private func fill() throws(ReadError) {
    filled = 0
    if piece.isEmpty { piece = [UInt8](repeating: 0, count: 1 << 18) }
    while filled < piece.count {
      let offset = filled
      let count = unsafe piece.withUnsafeMutableBytes { buffer in
        unsafe Glibc.read(descriptor, buffer.baseAddress?.advanced(by: offset), buffer.count - offset)
      }
      if count < 0 {
        if errno == EINTR { continue }
        throw refuse(.unreadable, errno == EISDIR ? "is a folder" : systemReason(errno))
      }
      filled += count
      if count == 0 || !isFirst { break }
    }
  }
}

/// Expands one compressed stream.
@safe private final class Expander {
  private let handle: OpaquePointer
  private let file: String
  private var buffer = [UInt8](repeating: 0, count: 1 << 18)
  private(set) var consumed = 0
  private(set) var isAtEnd = false

  /// Whether the first bytes are of a format that is expanded.
  static func recognises(_ magic: Span<UInt8>) -> Bool { format(magic) != nil }

  private static func format(_ magic: Span<UInt8>) -> Int? {
    if magic.count >= 2, magic[0] == 0x1f, magic[1] == 0x8b { return VEZHA_GZIP }
    if magic.count >= 4, magic[0] == 0x28, magic[1] == 0xb5, magic[2] == 0x2f, magic[3] == 0xfd {
      return VEZHA_ZSTD
    }
    return nil
  }

  /// Nil if the first bytes are of neither format.
  init?(magic: Span<UInt8>, file: String) throws(ReadError) {
    guard let format = Self.format(magic) else { return nil }
    guard let handle = unsafe vezha_expander_new(Int32(format)) else {
      throw ReadError(.limit, file: file, reason: "no memory to expand")
    }
    unsafe self.handle = handle
    self.file = file
  }

  deinit { unsafe vezha_expander_free(handle) }

  /// Expands some of the piece from the offset on, which moves; nothing is left in the library when it is empty.
  func next(_ piece: Span<UInt8>, from offset: inout Int) throws(ReadError) -> [UInt8] {
    while true {
      var used = 0
      var produced = 0
      let state = unsafe piece.extracting(offset..<piece.count).withUnsafeBufferPointer { source in
        unsafe buffer.withUnsafeMutableBufferPointer { target in
          unsafe vezha_expander_run(
            handle, source.baseAddress, source.count, &used, target.baseAddress, target.count, &produced)
        }
      }
      guard state >= 0 else { throw ReadError(.malformed, file: file, reason: "damaged compressed data") }
      offset += used
      consumed += used
      // Asked with nothing to do, zstd speaks of the next frame: that says nothing of this one.
      if used > 0 || produced > 0 { isAtEnd = state == 1 }
      if produced > 0 { return Array(buffer[..<produced]) }
      if used == 0 || offset == piece.count { return [] }
    }
  }
}
