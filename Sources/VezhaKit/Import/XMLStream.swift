import CXML

/// What a handler wants of an element.
enum XMLInterest: Int32 {
  /// Starts and ends of its children, no text.
  case children = 0
  /// Also all text inside it, that of its children included, at its end.
  case text = 1
  /// Nothing: neither its children nor its end. Costs next to nothing.
  case skip = 2
}

/// Takes the elements of a document as they are read.
protocol XMLHandler: AnyObject {
  /// A start tag. The element cannot be kept; take out of it what is needed.
  func start(_ element: borrowing XMLElement) throws(ReadError) -> XMLInterest
  /// The end of an element that was not skipped.
  func end(_ element: borrowing XMLElementEnd) throws(ReadError)
}

/// One pass over one XML document, fed in pieces of any size.
///
/// With `XMLElement` the only code that touches the XML door.
/// Memory does not grow with the file. The first refusal, by the door or by the handler, is final.
@safe final class XMLStream {
  private let parser: OpaquePointer?
  private let session: Session

  /// What the C callbacks reach: it must not be the stream itself, whose parser is made with it.
  @safe private final class Session {
    var handler: (any XMLHandler)?
    let makeHandler: (borrowing XMLElement) throws(ReadError) -> any XMLHandler
    var parser: OpaquePointer?
    var refusal: ReadError?

    init(_ makeHandler: @escaping (borrowing XMLElement) throws(ReadError) -> any XMLHandler) {
      self.makeHandler = makeHandler
    }

    func start(_ element: borrowing XMLElement) throws(ReadError) -> XMLInterest {
      if let handler { return try handler.start(element) }
      let made = try makeHandler(element)
      handler = made
      return try made.start(element)
    }
  }

  /// A stream whose handler is chosen by the root element; the handler then gets that element too.
  init(_ makeHandler: @escaping (borrowing XMLElement) throws(ReadError) -> any XMLHandler) throws(ReadError) {
    session = Session(makeHandler)
    unsafe parser = unsafe cxml_create(
      Unmanaged.passUnretained(session).toOpaque(),
      { user, element in
        guard let user = unsafe user, let element = unsafe element else { return 3 }
        let session = unsafe Unmanaged<Session>.fromOpaque(user).takeUnretainedValue()
        do throws(ReadError) {
          return try session.start(unsafe XMLElement(element, session.parser)).rawValue
        } catch {
          session.refusal = error
          return 3
        }
      },
      { user, element in
        guard let user = unsafe user, let element = unsafe element else { return 3 }
        let session = unsafe Unmanaged<Session>.fromOpaque(user).takeUnretainedValue()
        do throws(ReadError) {
          try session.handler?.end(unsafe XMLElementEnd(element, session.parser))
          return 0
        } catch {
          session.refusal = error
          return 3
        }
      })
    guard unsafe parser != nil else { throw ReadError(.limit, reason: "out of memory") }
    unsafe session.parser = unsafe parser
  }

  deinit { unsafe cxml_destroy(parser) }

  /// Reads the next bytes.
  /// - Throws: the first refusal, with line and column.
  func feed(_ bytes: [UInt8]) throws(ReadError) {
    let code = unsafe bytes.withUnsafeBufferPointer { buffer in
      unsafe cxml_feed(parser, buffer.baseAddress, buffer.count)
    }
    if code != CXML_OK { throw refusal() }
  }

  /// Says that the file has ended.
  /// - Throws: the refusal if the document is not whole.
  func finish() throws(ReadError) {
    if unsafe cxml_finish(parser) != CXML_OK { throw refusal() }
  }

  private func refusal() -> ReadError {
    if let own = session.refusal { return own }
    guard let failure = unsafe cxml_failure(parser)?.pointee else {
      return ReadError(.malformed, reason: "not well-formed")
    }
    let reason = unsafe withUnsafeBytes(of: failure.message) {
      unsafe String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
    }
    let code: ReadError.Code =
      switch failure.code {
      case CXML_ENTITY: .entityDeclaration
      case CXML_LIMIT, CXML_MEMORY: .limit
      case CXML_ENCODING: .encoding
      case CXML_TRUNCATED: .truncated
      case CXML_EMPTY: .empty
      default: .malformed
      }
    return ReadError(code, line: Int(failure.line), column: Int(failure.column), reason: reason)
  }
}
