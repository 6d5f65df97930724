import Testing

@testable import VezhaKit

@Suite struct ListedValueTests {
  @Test(
    arguments: [
      "example.org", "a-b.example.org", "www.example.org", "EXAMPLE.org", "example.org.", "xn--80aikifvh.xn--j1amh",
      "a_b.example.org", "example.local", "localhost", "example.0x1f", "example.123", "192.0.2.1", "192.0.2.256",
      "192.0.2.1.", "192.0.2.0/24", "192.0.2.1-192.0.2.9", "192.0.2.1:80", "2001:db8::1", "2001:db8::/32",
      "[2001:db8::1]:443", "fe80::1%5", "::ffff:192.0.2.1", "https://example.org/a", "example.org:8443",
      "user@example.org", "'example.org", "example.org)", "..", "-", "a.b-c", "a--b.example", "приклад.укр", "1", "a1",
    ])
  func `what is plain is read as by all rules`(text: String) {
    var (host, whole) = ([UInt8](), [UInt8]())
    guard let plain = ListedValue(plain: text.utf8.span, host: &host) else { return }
    let full = try? ListedValue(text.utf8.span, host: &whole)
    #expect(full != nil && plain.kind == full?.kind && plain.address == full?.address && plain.range == full?.range)
    #expect(plain.port == full?.port && plain.transport == full?.transport && plain.path == full?.path)
    #expect(host == whole)
  }

  @Test(arguments: [("example.org", true), ("192.0.2.1", true), ("example.org:80", false), ("example.org)", false)])
  func `bare names and addresses are plain`(text: String, isPlain: Bool) {
    var host: [UInt8] = []
    #expect((ListedValue(plain: text.utf8.span, host: &host) != nil) == isPlain)
  }
}
