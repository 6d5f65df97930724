import Foundation
import Testing

@testable import VezhaKit

@Suite struct EncodingTests {
  /// Sentences of both languages, also in capital letters only.
  static let sentences = [
    "Сьогодні атакуємо сайт міністерства: https://www.gov.example",
    "Цели на сегодня, всем работать: https://www.gov.example",
    "ЇЖАК І ЄНОТ ПОКЛАЛИ САЙТ https://www.gov.example", "ПОРТАЛ НЕ РАБОТАЕТ https://www.gov.example",
    "приклад https://www.gov.example", "Наша ціль: https://www.gov.example, ґанок їхній",
    "Сайт лежит https://www.gov.example",
  ]

  @Test(arguments: sentences)
  func `one byte per letter is told from the letters themselves`(text: String) throws {
    // The other tool: Foundation knows both encodings (windows-1251, KOI8-U by its IANA name).
    let windows = try #require(text.data(using: .windowsCP1251))
    #expect(CyrillicEncoding([UInt8](windows).span) == .windows1251)
    #expect(String(decoding: TextDecoding.windows1251([UInt8](windows).span), as: UTF8.self) == text)
    let koi = Self.koi8u(text)
    #expect(CyrillicEncoding(koi.span) == .koi8u)
    #expect(String(decoding: TextDecoding.koi8u(koi.span), as: UTF8.self) == text)
    let (sink, summary) = try readDocument(koi)
    #expect(sink.subjects == ["www.gov.example"])
    #expect(summary.note == "not UTF-8, read as KOI8-U")
  }

  /// KOI8-U written by its rule: a letter is its Latin transliteration with the high bit set and the case swapped.
  private static func koi8u(_ text: String) -> [UInt8] {
    let small = Array("юабцдефгхийклмнопярстужвьызшэщчъ".unicodeScalars)
    let ukrainian: [Unicode.Scalar: UInt8] = [
      "є": 0xa4, "і": 0xa6, "ї": 0xa7, "ґ": 0xad, "Є": 0xb4, "І": 0xb6, "Ї": 0xb7, "Ґ": 0xbd,
    ]
    return text.unicodeScalars.map { scalar in
      if let byte = ukrainian[scalar] { return byte }
      if let index = small.firstIndex(of: scalar) { return 0xc0 + UInt8(index) }
      if let index = small.firstIndex(where: { $0.properties.uppercaseMapping.unicodeScalars.first == scalar }) {
        return 0xe0 + UInt8(index)
      }
      return UInt8(truncatingIfNeeded: scalar.value)
    }
  }

  @Test func `tables and running text are read in UTF-16`() throws {
    for (text, format) in [
      ("сайт,порт\nexample.org,80\n", "table"), ("Ми атакуємо example.org сьогодні\nслово\n", "prose"),
    ] {
      let bytes: [UInt8] = [0xff, 0xfe] + text.utf16.flatMap { [UInt8($0 & 0xff), UInt8($0 >> 8)] }
      #expect(try DocumentReader.format(of: bytes.span, in: Series(key: "x"), file: "x").id == format)
      let (sink, summary) = try readDocument(bytes)
      #expect(sink.subjects == ["example.org"])
      #expect(summary.note == "read as UTF-16")
    }
  }
}
