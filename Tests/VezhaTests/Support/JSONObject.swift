import Foundation

/// A JSON object as Foundation reads it.
typealias JSONObject = [String: Any]

extension Command.Outcome {
  /// Standard output as one JSON object.
  func object() throws -> JSONObject {
    guard let object = try JSONSerialization.jsonObject(with: output) as? JSONObject else {
      throw Failure("standard output is no JSON object: \(text.prefix(200))")
    }
    return object
  }
}

extension JSONObject {
  /// An array of objects under a key.
  func objects(_ key: String) throws -> [JSONObject] {
    guard let array = self[key] as? [JSONObject] else { throw Failure("no array of objects under \(key)") }
    return array
  }

  /// An object under a key.
  func object(_ key: String) throws -> JSONObject {
    guard let object = self[key] as? JSONObject else { throw Failure("no object under \(key)") }
    return object
  }

  /// A string or a whole number as text, `null`, or `missing`.
  func text(_ key: String) -> String {
    switch self[key] {
    case nil: "missing"
    case is NSNull: "null"
    case let value as String: value
    case let value as Int: "\(value)"
    case let value?: "\(value)"
    }
  }

  /// `true`, `false`, or `missing`.
  func truth(_ key: String) -> String { (self[key] as? Bool).map { "\($0)" } ?? "missing" }
}

/// A JSON value without some keys, written with sorted keys.
func canonicalJSON(_ value: Any, without hidden: Set<String> = []) throws -> String {
  func strip(_ value: Any) -> Any {
    if let object = value as? JSONObject {
      return object.filter { !hidden.contains($0.key) }.mapValues(strip)
    }
    if let array = value as? [Any] { return array.map(strip) }
    return value
  }
  let data = try JSONSerialization.data(withJSONObject: strip(value), options: [.sortedKeys, .prettyPrinted])
  return String(decoding: data, as: UTF8.self)
}
