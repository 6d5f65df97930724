// swift-tools-version: 6.3
import PackageDescription

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "vezha",
  dependencies: [
    .package(url: "https://github.com/groue/GRDB.swift.git", from: "7.10.0"),
    .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto.git", from: "4.5.2"),
    .package(url: "https://github.com/jpsim/Yams.git", from: "6.2.2"),
  ],
  targets: [
    // Thin C doors: each hides one library, so that no library header meets Foundation's own ICU copy.
    .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .target(name: "CXML", dependencies: ["CLibXML2"]),
    .target(name: "CJSON", linkerSettings: [.linkedLibrary("simdjson")]),
    .target(
      name: "CText", linkerSettings: [.linkedLibrary("icuuc"), .linkedLibrary("icui18n"), .linkedLibrary("psl")]),
    .target(name: "CCompression", linkerSettings: [.linkedLibrary("zstd"), .linkedLibrary("z")]),
    .target(name: "CMemory"),
    .target(name: "CDisk"),
    .target(name: "CLedger", linkerSettings: [.linkedLibrary("sqlite3")]),
    .target(
      name: "VezhaKit",
      dependencies: [
        "CXML", "CJSON", "CText", "CCompression", "CMemory", "CDisk", "CLedger",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Yams", package: "Yams"),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "vezha",
      dependencies: [
        "VezhaKit", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    // The benchmark and the C program it measures against; nothing of the product depends on them.
    .target(
      name: "CFloor", dependencies: ["CLibXML2"],
      linkerSettings: [.linkedLibrary("sqlite3"), .linkedLibrary("simdjson")]),
    .executableTarget(
      name: "vezha-bench", dependencies: ["VezhaKit", "CFloor"], exclude: ["README.md"], swiftSettings: strict
    ),
    .testTarget(
      name: "VezhaKitTests", dependencies: ["VezhaKit", .product(name: "GRDB", package: "GRDB.swift")],
      swiftSettings: strict),
    // The built program from outside: shares no code with the product.
    .testTarget(name: "VezhaTests", dependencies: ["vezha"], swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)
