import CCompression

/// zstd in one piece: seals originals and opens them again.
public enum Zstandard {
  /// Compresses at level 1 with a checksum.
  /// - Throws: `.limit` without memory.
  public static func compress(_ bytes: Span<UInt8>) throws(ReadError) -> [UInt8] {
    var written: Int64 = -1
    let sealed = unsafe bytes.withUnsafeBufferPointer { source in
      unsafe [UInt8](unsafeUninitializedCapacity: vezha_zstd_bound(source.count)) { target, count in
        written = unsafe vezha_zstd_compress(
          source.baseAddress, source.count, target.baseAddress, target.count, 1)
        count = max(0, Int(written))
      }
    }
    guard written >= 0 else { throw ReadError(.limit, reason: "no memory to compress") }
    // A copy, for it is kept: what was reserved is as large as the source.
    return unsafe sealed.withUnsafeBufferPointer { unsafe Array($0) }
  }

  /// Expands what `compress` made.
  /// - Throws: `.malformed` if it is damaged, `.limit` if it expands to more than `maximumBytes`.
  public static func decompress(_ sealed: Span<UInt8>, maximumBytes: Int = 512 << 20) throws(ReadError)
    -> [UInt8]
  {
    let size = unsafe sealed.withUnsafeBufferPointer {
      unsafe vezha_zstd_content_size($0.baseAddress, $0.count)
    }
    guard size >= 0 else { throw ReadError(.malformed, reason: "no sealed original") }
    guard size <= maximumBytes else {
      throw ReadError(.limit, reason: "expands to more than \(maximumBytes) bytes")
    }
    var written: Int64 = -1
    let bytes = unsafe sealed.withUnsafeBufferPointer { source in
      unsafe [UInt8](unsafeUninitializedCapacity: max(1, Int(size))) { target, count in
        written = unsafe vezha_zstd_decompress(
          source.baseAddress, source.count, target.baseAddress, target.count)
        count = max(0, Int(written))
      }
    }
    guard written == size else { throw ReadError(.malformed, reason: "damaged zstd data") }
    return bytes
  }
}
