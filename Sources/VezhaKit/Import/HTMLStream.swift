import CXML

/// Takes the parts of an HTML document as they are read.
protocol HTMLHandler: AnyObject {
  /// A start tag; its name is lower case.
  func start(_ name: String, _ attributes: [String: String], line: Int)
  /// An end tag, also one that was left out.
  func end(_ name: String)
  /// Text, in pieces, with character references replaced; also that of scripts and styles.
  func text(_ text: Span<UInt8>, line: Int)
}

/// One pass over an HTML document with libxml2's parser, which reads broken pages as browsers do.
///
/// The only code that touches the HTML door. Nothing is fetched and no tree is built.
enum HTMLStream {
  /// Reads a document in UTF-8; what it says of its encoding does not count.
  /// - Throws: `.limit` if it is nested too deep or there is no memory.
  static func read(_ text: Span<UInt8>, _ handler: any HTMLHandler) throws(ReadError) {
    let session = Session(handler)
    let code = unsafe text.withUnsafeBufferPointer { bytes in
      let door = unsafe chtml_handler(
        user: Unmanaged.passUnretained(session).toOpaque(),
        start: { user, name, attributes, line in
          guard let user = unsafe user, let name = unsafe name else { return }
          let session = unsafe Unmanaged<Session>.fromOpaque(user).takeUnretainedValue()
          session.handler.start(unsafe String(cString: name), unsafe Session.pairs(attributes), line: Int(line))
        },
        end: { user, name in
          guard let user = unsafe user, let name = unsafe name else { return }
          let session = unsafe Unmanaged<Session>.fromOpaque(user).takeUnretainedValue()
          session.handler.end(unsafe String(cString: name))
        },
        text: { user, bytes, length, line in
          guard let user = unsafe user, let bytes = unsafe bytes else { return }
          let session = unsafe Unmanaged<Session>.fromOpaque(user).takeUnretainedValue()
          let buffer = unsafe UnsafeRawBufferPointer(start: bytes, count: length)
          unsafe buffer.withMemoryRebound(to: UInt8.self) { session.handler.text(unsafe $0.span, line: Int(line)) }
        })
      return unsafe chtml_read(bytes.baseAddress, bytes.count, door)
    }
    withExtendedLifetime(session) {}
    if code == Int32(CHTML_DEPTH) { throw ReadError(.limit, reason: "HTML is nested too deep") }
    guard code == Int32(CHTML_OK) else { throw ReadError(.limit, reason: "no memory for HTML") }
  }

  /// What the C callbacks reach.
  private final class Session {
    let handler: any HTMLHandler

    init(_ handler: any HTMLHandler) { self.handler = handler }

    /// Attributes of a start tag: pairs of C strings up to a null.
    static func pairs(_ list: UnsafePointer<UnsafePointer<CChar>?>?) -> [String: String] {
      guard let list = unsafe list else { return [:] }
      var pairs: [String: String] = [:]
      var index = 0
      while let name = unsafe list[index] {
        let value = unsafe list[index + 1]
        unsafe pairs[String(cString: name)] = unsafe value.map { unsafe String(cString: $0) } ?? ""
        index += 2
      }
      return pairs
    }
  }
}
