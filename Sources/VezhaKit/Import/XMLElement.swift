import CXML

/// The local name of an element or attribute, cut to nothing that matches if it is longer than 32 bytes.
///
/// Compares in a few instructions, so that a handler can switch over literals.
struct XMLName: Hashable, Sendable, ExpressibleByStringLiteral {
  private let words: SIMD4<UInt64>

  init(_ name: cxml_name) {
    words = SIMD4(name.word.0, name.word.1, name.word.2, name.word.3)
  }

  /// A name written in a reader; at most 32 bytes of ASCII.
  @inline(__always)
  init(stringLiteral text: StaticString) {
    let count = min(text.utf8CodeUnitCount, 32)
    // Four short loops, not one over a vector: the compiler makes constants of them, and a switch compares constants.
    @inline(__always) func word(_ first: Int) -> UInt64 {
      var word: UInt64 = 0
      for index in 0..<8 where first + index < count {
        word |= UInt64(unsafe text.utf8Start[first &+ index]) &<< UInt64(index &* 8)
      }
      return word
    }
    words = SIMD4(word(0), word(8), word(16), word(24))
  }

  @inline(__always)
  static func == (left: XMLName, right: XMLName) -> Bool { left.words == right.words }

  @inline(__always)
  static func ~= (left: XMLName, right: XMLName) -> Bool { left.words == right.words }
}

/// A start tag, valid during the call that hands it over; it cannot be copied and so not be kept.
///
/// Attributes are read on demand: nothing is built for those nobody asks for. Names without a prefix only.
@safe struct XMLElement: ~Copyable {
  private let element: UnsafePointer<cxml_element>
  private let parser: OpaquePointer?

  @unsafe init(_ element: UnsafePointer<cxml_element>, _ parser: OpaquePointer?) {
    unsafe self.element = unsafe element
    unsafe self.parser = unsafe parser
  }

  /// Local name.
  var name: XMLName { XMLName(unsafe element.pointee.name) }
  /// 1 for the root.
  var depth: Int { Int(unsafe element.pointee.depth) }
  /// Local name as text, for messages.
  var nameText: String { unsafe stringOfC(element.pointee.local) }
  /// Namespace as text, or empty.
  var namespaceText: String { unsafe stringOfC(element.pointee.uri) }
  /// Whether the element is in the namespace; the empty string asks for none.
  func isIn(_ namespace: StaticString) -> Bool { unsafe isEqual(element.pointee.uri, namespace) }
  /// 1-based line and column in bytes at which the tag begins.
  var position: (line: Int, column: Int) { unsafe positionOf(parser) }
  /// 1-based line on which the tag begins.
  var line: Int { position.line }

  /// The attribute's value, or nil if it is absent.
  func string(_ name: StaticString) -> String? {
    guard let index = find(name) else { return nil }
    return unsafe String(decoding: bytes(index), as: UTF8.self)
  }

  /// The attribute's value, empty if it is absent.
  func text(_ name: StaticString) -> String { string(name) ?? "" }

  /// The attribute's value in lower case, empty if it is absent.
  func lowercased(_ name: StaticString) -> String {
    let value = text(name)
    return value.utf8.allSatisfy { $0 < 0x80 && ($0 < 0x41 || $0 > 0x5a) } ? value : value.lowercased()
  }

  /// The attribute's value as a decimal number without sign, or nil if it is absent, something else or too large.
  func integer(_ name: StaticString) -> Int? {
    guard let index = find(name) else { return nil }
    return unsafe decimal(bytes(index))
  }

  /// Whether the attribute is there.
  func has(_ name: StaticString) -> Bool { find(name) != nil }

  /// Whether the attribute is there and has this value.
  func matches(_ name: StaticString, _ value: StaticString) -> Bool {
    guard let index = find(name) else { return false }
    return unsafe bytes(index).elementsEqual(
      UnsafeBufferPointer(start: value.utf8Start, count: value.utf8CodeUnitCount))
  }

  /// How many attributes there are, prefixed ones included.
  var attributeCount: Int { Int(unsafe element.pointee.attribute_count) }

  /// Visits every attribute's local name, namespace (empty for none) and value.
  func forEachAttribute(_ body: (_ name: String, _ namespace: String, _ value: String) -> Void) {
    for index in 0..<Int(unsafe element.pointee.attribute_count) {
      let attribute = unsafe element.pointee.attributes[index]
      unsafe body(
        stringOfC(attribute.name), stringOfC(attribute.uri), String(decoding: bytes(index), as: UTF8.self))
    }
  }

  @inline(__always)
  private func find(_ name: StaticString) -> Int? {
    let count = Int(unsafe element.pointee.attribute_count)
    guard count > 0, let attributes = unsafe element.pointee.attributes else { return nil }
    for index in 0..<count {
      guard let candidate = unsafe attributes[index].name, unsafe attributes[index].prefix == nil else {
        continue
      }
      if unsafe candidate.pointee == name.utf8Start.pointee, unsafe isEqual(candidate, name) { return index }
    }
    return nil
  }

  private func bytes(_ index: Int) -> UnsafeBufferPointer<UInt8> {
    var length = 0
    let start = unsafe cxml_value(parser, element.pointee.attributes + index, &length)
    return unsafe UnsafeBufferPointer(start: start, count: length)
  }
}

/// The end of an element, valid during the call that hands it over.
@safe struct XMLElementEnd: ~Copyable {
  private let element: UnsafePointer<cxml_element>
  private let parser: OpaquePointer?

  @unsafe init(_ element: UnsafePointer<cxml_element>, _ parser: OpaquePointer?) {
    unsafe self.element = unsafe element
    unsafe self.parser = unsafe parser
  }

  /// Local name.
  var name: XMLName { XMLName(unsafe element.pointee.name) }
  /// 1 for the root.
  var depth: Int { Int(unsafe element.pointee.depth) }
  /// Whether the element is in the namespace; the empty string asks for none.
  func isIn(_ namespace: StaticString) -> Bool { unsafe isEqual(element.pointee.uri, namespace) }
  /// 1-based line of the end tag.
  var line: Int { unsafe positionOf(parser).line }

  /// The text inside without white space around it; empty unless the handler asked for text at the start.
  var text: String {
    guard let start = unsafe element.pointee.text else { return "" }
    var bytes = unsafe UnsafeBufferPointer(start: start, count: element.pointee.text_length)[...]
    while let first = unsafe bytes.first, isXMLSpace(first) { unsafe bytes.removeFirst() }
    while let last = unsafe bytes.last, isXMLSpace(last) { unsafe bytes.removeLast() }
    return unsafe String(decoding: bytes, as: UTF8.self)
  }
}

/// Blank, tab, line feed or carriage return, as XML 1.0 section 2.3 has it.
func isXMLSpace(_ byte: UInt8) -> Bool {
  byte == 0x20 || (byte >= 0x09 && byte <= 0x0d && byte != 0x0b && byte != 0x0c)
}

/// A text without XML white space around it.
func trimmedXML(_ text: String) -> String {
  var bytes = text.utf8[...]
  while let first = bytes.first, isXMLSpace(first) { bytes.removeFirst() }
  while let last = bytes.last, isXMLSpace(last) { bytes.removeLast() }
  return String(bytes) ?? text
}

@unsafe private func positionOf(_ parser: OpaquePointer?) -> (line: Int, column: Int) {
  var line: Int32 = 0
  var column: Int32 = 0
  unsafe cxml_position(parser, &line, &column)
  return (Int(line), Int(column))
}

@unsafe private func stringOfC(_ pointer: UnsafePointer<UInt8>?) -> String {
  guard let pointer = unsafe pointer else { return "" }
  return unsafe String(cString: pointer)
}

/// Compares a string of C with a literal; both end in a zero byte.
@unsafe @inline(__always)
private func isEqual(_ pointer: UnsafePointer<UInt8>?, _ literal: StaticString) -> Bool {
  guard let pointer = unsafe pointer else { return literal.utf8CodeUnitCount == 0 }
  let expected = unsafe literal.utf8Start
  var index = 0
  // The literal's end stops the loop at the latest where the string of C ends.
  while index < literal.utf8CodeUnitCount {
    if unsafe pointer[index] != expected[index] { return false }
    index += 1
  }
  return unsafe pointer[index] == 0
}

@unsafe private func decimal(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
  // Eighteen digits cannot overflow.
  guard !bytes.isEmpty, bytes.count <= 18 else { return nil }
  var value = 0
  for index in 0..<bytes.count {
    let digit = unsafe bytes[index] &- 0x30
    guard digit <= 9 else { return nil }
    value = value &* 10 &+ Int(digit)
  }
  return value
}
