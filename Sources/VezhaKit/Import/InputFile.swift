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
  private static let pieceBytes = 1 << 18

  /// The whole content, expanded.
  /// - Throws: `.unreadable`, `.empty`, `.limit`, `.malformed` (damaged compression), `.truncated`.
  public func bytes() throws(ReadError) -> [UInt8] {
    var whole: [UInt8] = []
    try read(maximum: Self.maximumWholeBytes) { (piece) throws(ReadError) in
      unsafe piece.withUnsafeBufferPointer { bytes in unsafe whole.append(contentsOf: bytes) }
    }
    return whole
  }

  /// Hands the content to `body` piece by piece, expanded.
  /// - Throws: what `bytes` does, and what `body` does.
  public func chunks(_ body: (Span<UInt8>) throws(ReadError) -> Void) throws(ReadError) {
    try read(maximum: Self.maximumStreamBytes, body)
  }

  private func refuse(_ code: ReadError.Code, _ reason: String) -> ReadError {
    ReadError(code, file: path, reason: reason)
  }

  private func read(maximum: Int, _ body: (Span<UInt8>) throws(ReadError) -> Void) throws(ReadError) {
    let descriptor = path == "-" ? 0 : unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw refuse(.unreadable, systemReason(errno)) }
    defer { if descriptor != 0 { close(descriptor) } }
    var piece = [UInt8](repeating: 0, count: Self.pieceBytes)
    var expander: Expander?
    var total = 0
    var isFirst = true
    while true {
      let count = try fill(&piece, from: descriptor, whole: isFirst)
      if count == 0 { break }
      if isFirst {
        isFirst = false
        expander = try Expander(magic: piece.span.extracting(first: count), file: path)
      }
      if let expander {
        try expander.expand(piece.span.extracting(first: count)) { (bytes) throws(ReadError) in
          total += bytes.count
          try check(total, maximum, consumed: expander.consumed)
          try body(bytes)
        }
      } else {
        total += count
        try check(total, maximum, consumed: total)
        try body(piece.span.extracting(first: count))
      }
    }
    if let expander, !expander.isAtEnd { throw refuse(.truncated, "compressed data end early") }
    guard total > 0 else { throw refuse(.empty, "the file is empty") }
  }

  private func check(_ total: Int, _ maximum: Int, consumed: Int) throws(ReadError) {
    guard total <= maximum else { throw refuse(.limit, "larger than \(maximum >> 20) MiB") }
    guard total <= 1 << 20 || total / Self.maximumRatio <= consumed else {
      throw refuse(.limit, "expands to more than \(Self.maximumRatio) times its size")
    }
  }

  /// Reads once, or until the piece is full: the first bytes of a pipe may come one by one.
  private func fill(_ piece: inout [UInt8], from descriptor: Int32, whole: Bool) throws(ReadError) -> Int {
    var filled = 0
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
      if count == 0 || !whole { break }
    }
    return filled
  }
}

/// Expands one compressed stream.
@safe private final class Expander {
  private let handle: OpaquePointer
  private let file: String
  private var buffer = [UInt8](repeating: 0, count: 1 << 18)
  private(set) var consumed = 0
  private(set) var isAtEnd = false

  /// Nil if the first bytes are of neither format.
  init?(magic: Span<UInt8>, file: String) throws(ReadError) {
    let format: Int
    if magic.count >= 2, magic[0] == 0x1f, magic[1] == 0x8b {
      format = VEZHA_GZIP
    } else if magic.count >= 4, magic[0] == 0x28, magic[1] == 0xb5, magic[2] == 0x2f, magic[3] == 0xfd {
      format = VEZHA_ZSTD
    } else {
      return nil
    }
    guard let handle = unsafe vezha_expander_new(Int32(format)) else {
      throw ReadError(.limit, file: file, reason: "no memory to expand")
    }
    unsafe self.handle = handle
    self.file = file
  }

  deinit { unsafe vezha_expander_free(handle) }

  func expand(_ piece: Span<UInt8>, _ body: (Span<UInt8>) throws(ReadError) -> Void) throws(ReadError) {
    // Taken out of the class while in use, so that `body` can be lent its bytes.
    var buffer: [UInt8] = []
    swap(&buffer, &self.buffer)
    defer { swap(&buffer, &self.buffer) }
    var offset = 0
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
      isAtEnd = state == 1
      if produced > 0 { try body(buffer.span.extracting(first: produced)) }
      // A full buffer means that more of this piece may wait inside the library.
      if offset == piece.count, produced < buffer.count { return }
      if used == 0, produced == 0 { return }
    }
  }
}
