import CJSON

/// A parsed JSON text as simdjson's tape: values are positions on it, and any value is skipped in one step.
///
/// All use of simdjson's memory is in this file; every index is checked.
@safe struct JSONTape: ~Copyable {
  /// What a value is.
  enum Kind {
    case object, array, string, number, bool, null
  }

  /// Deepest nesting that is read.
  static let maximumDepth = 128

  private let parser: OpaquePointer
  private let words: UnsafeBufferPointer<UInt64>
  private let strings: UnsafeBufferPointer<UInt8>

  /// Parses a text; a byte order mark is allowed.
  init(_ text: Span<UInt8>) throws(ReadError) {
    let start = hasByteOrderMark(text) ? 3 : 0
    guard let parser = unsafe vezha_json_acquire() else {
      throw ReadError(.limit, reason: "no memory for JSON")
    }
    func parse(_ text: Span<UInt8>) -> Int32 {
      unsafe text.withUnsafeBufferPointer { bytes in
        unsafe vezha_json_parse(parser, bytes.baseAddress, bytes.count, Self.maximumDepth)
      }
    }
    var code = parse(text.extracting(start..<text.count))
    if code != Int32(VEZHA_JSON_OK), JSONScanner.isValid(text), let mended = JSONMending.mended(text) {
      code = parse(mended.span.extracting(start..<mended.count))
    }
    guard code == Int32(VEZHA_JSON_OK) else {
      unsafe vezha_json_release(parser)
      throw JSONScanner.error(in: text, code: code)
    }
    unsafe self.parser = parser
    var count = 0
    let tape = unsafe vezha_json_tape(parser, &count)
    unsafe words = UnsafeBufferPointer(start: tape, count: count)
    let bytes = unsafe vezha_json_strings(parser, &count)
    unsafe strings = UnsafeBufferPointer(start: bytes, count: count)
  }

  deinit { unsafe vezha_json_release(parser) }

  /// The outermost value.
  var root: Int { 1 }

  private func word(_ position: Int) -> UInt64 {
    unsafe words.indices.contains(position) ? words[position] : 0
  }

  private func letter(_ position: Int) -> UInt8 { UInt8(truncatingIfNeeded: word(position) >> 56) }

  /// What stands at a position.
  func kind(_ position: Int) -> Kind {
    switch letter(position) {
    case UInt8(ascii: "{"): .object
    case UInt8(ascii: "["): .array
    case UInt8(ascii: "\""): .string
    case UInt8(ascii: "l"), UInt8(ascii: "u"), UInt8(ascii: "d"): .number
    case UInt8(ascii: "t"), UInt8(ascii: "f"): .bool
    default: .null
    }
  }

  /// The position after a value, however much it holds.
  func next(_ position: Int) -> Int {
    switch letter(position) {
    case UInt8(ascii: "{"), UInt8(ascii: "["): max(position + 1, Int(word(position) & 0xffff_ffff))
    case UInt8(ascii: "l"), UInt8(ascii: "u"), UInt8(ascii: "d"): position + 2
    default: position + 1
    }
  }

  /// The positions inside an object or array, without its closing word; empty for anything else.
  ///
  /// In an object a key stands at the first position and its value at the next.
  func inside(_ position: Int) -> Range<Int> {
    switch letter(position) {
    case UInt8(ascii: "{"), UInt8(ascii: "["): (position + 1)..<max(position + 1, next(position) - 1)
    default: position..<position
    }
  }

  /// A whole number, or nil.
  func integer(_ position: Int) -> Int64? {
    switch letter(position) {
    case UInt8(ascii: "l"): Int64(bitPattern: word(position + 1))
    case UInt8(ascii: "u"): Int64(exactly: word(position + 1))
    default: nil
    }
  }

  /// A truth value, or nil.
  func bool(_ position: Int) -> Bool? {
    switch letter(position) {
    case UInt8(ascii: "t"): true
    case UInt8(ascii: "f"): false
    default: nil
    }
  }

  private func bytes(_ position: Int) -> Range<Int>? {
    guard letter(position) == UInt8(ascii: "\"") else { return nil }
    let offset = Int(word(position) & 0xff_ffff_ffff_ffff)
    guard offset >= 0, unsafe offset + 4 <= strings.count else { return nil }
    let length = unsafe UnsafeRawPointer(strings.baseAddress?.advanced(by: offset))?.loadUnaligned(
      as: UInt32.self)
    guard let length = length.map(Int.init), unsafe offset + 4 + length <= strings.count else { return nil }
    return (offset + 4)..<(offset + 4 + length)
  }

  /// Whether a string is this text.
  func string(_ position: Int, is text: StaticString) -> Bool {
    guard let range = bytes(position), range.count == text.utf8CodeUnitCount else { return false }
    for index in 0..<range.count {
      guard unsafe strings[range.lowerBound + index] == text.utf8Start[index] else { return false }
    }
    return true
  }

  /// A string of up to 32 bytes as a name; a longer one equals no name.
  func name(_ position: Int) -> JSONName {
    guard let range = bytes(position), range.count <= 32 else { return JSONName() }
    let start = unsafe UnsafeRawPointer(strings.baseAddress)?.advanced(by: range.lowerBound)
    guard let start = unsafe start else { return JSONName() }
    if unsafe range.lowerBound + 32 <= strings.count {
      // One load; what follows the string is masked away.
      return JSONName(unsafe start.loadUnaligned(as: SIMD4<UInt64>.self), count: range.count)
    }
    var words = SIMD4<UInt64>()
    for index in 0..<range.count {
      let byte = unsafe start.load(fromByteOffset: index, as: UInt8.self)
      words[index >> 3] |= UInt64(byte) << UInt64((index & 7) * 8)
    }
    return JSONName(words, count: range.count)
  }

  /// Hands a string's bytes to `body`; nil if the value is no string.
  func withString<Result, Failure: Error>(
    _ position: Int, _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result? {
    guard let range = bytes(position) else { return nil }
    let slice = unsafe UnsafeBufferPointer(rebasing: strings[range])
    return unsafe try body(slice.span)
  }

  /// A string's text, for what is kept; nil if the value is no string.
  func text(_ position: Int) -> String? {
    guard let range = bytes(position) else { return nil }
    return unsafe String(decoding: strings[range], as: UTF8.self)
  }

  /// The value of an object's first member of this name, or nil.
  func member(_ name: StaticString, of object: Int) -> Int? {
    guard kind(object) == .object else { return nil }
    let range = inside(object)
    var key = range.lowerBound
    while key < range.upperBound {
      if string(key, is: name) { return key + 1 }
      key = next(key + 1)
    }
    return nil
  }
}

/// Whether the text begins with the UTF-8 byte order mark.
func hasByteOrderMark(_ text: Span<UInt8>) -> Bool {
  text.count >= 3 && text[0] == 0xef && text[1] == 0xbb && text[2] == 0xbf
}
