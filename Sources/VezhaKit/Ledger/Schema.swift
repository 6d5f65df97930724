import GRDB

/// The tables of the ledger.
///
/// A migration is never edited after a release.
enum Schema {
  /// Marks the file as ours (`file` shows it): "VZHA".
  static let applicationID = 0x565a_4841
  /// Number of the newest migration.
  static let version = 6

  /// Brings a ledger up to date.
  ///
  /// Each migration runs in a transaction of its own.
  static func migrate(_ db: Database, from version: Int) throws {
    if version < 1 {
      try db.execute(sql: facts + cache)
      try db.execute(sql: "PRAGMA application_id = \(applicationID); PRAGMA user_version = 1")
    }
    if version < 2 { try db.execute(sql: timedSightings + "PRAGMA user_version = 2") }
    if version < 3 { try db.execute(sql: decisions + "PRAGMA user_version = 3") }
    if version < 4 { try db.execute(sql: notices + "PRAGMA user_version = 4") }
    if version < 5 { try db.execute(sql: organizationKeys + "PRAGMA user_version = 5") }
    if version < 6 { try db.execute(sql: keptSightings + "PRAGMA user_version = 6") }
  }

  /// What an older ledger lacks, as tables of the connection: for a medium that cannot be written.
  static func complete(_ db: Database, from version: Int) throws {
    // Nothing is written, and what the tables refer to is no table of the connection.
    try db.execute(sql: "PRAGMA foreign_keys = OFF; PRAGMA temp_store = MEMORY")
    if version < 2 {
      try db.execute(sql: "CREATE TEMP TABLE untimedSighting AS SELECT * FROM main.sighting")
      try db.execute(
        sql: timedSightings.replacing("ALTER TABLE sighting RENAME TO untimedSighting;", with: "")
          .replacing("CREATE TABLE", with: "CREATE TEMP TABLE"))
    }
    if version < 3 { try db.execute(sql: decisions.replacing("CREATE TABLE", with: "CREATE TEMP TABLE")) }
    if version < 4 { try db.execute(sql: notices.replacing("CREATE TABLE", with: "CREATE TEMP TABLE")) }
    if version < 5 { try db.execute(sql: organizationKeys.replacing("CREATE TABLE", with: "CREATE TEMP TABLE")) }
    if version < 6 { try db.execute(sql: keptSightings.replacing("CREATE TABLE", with: "CREATE TEMP TABLE")) }
  }

  /// Tables whose rows the facts chain covers, in the order in which they are hashed, with the columns
  /// hashed.
  ///
  /// A new one goes to the end: entries older than it know nothing of it.
  /// Of an original the sealed bytes are left out: its own SHA-256 stands for them, whatever library sealed
  /// them.
  static let chained: [(table: String, columns: String)] = [
    ("setting", "id, entry, value"),
    ("source", "id, entry, key"),
    (
      "edition",
      "id, entry, source, role, defaultOrganization, observed, complete, note, digest, assets, added, changed, retired"
    ),
    ("editionFile", "id, edition, name, sha256, format, version, complete, assets, problems"),
    ("organization", "id, source, key"),
    ("organizationVersion", "id, organization, edition, value, retired"),
    ("asset", "id, source, key"),
    ("assetVersion", "id, asset, edition, name, organization, criticality, kind, observed, retired"),
    ("service", "id, version, transport, port, state, name, product, release, cpe"),
    ("product", "id, version, name, release, cpe, purl"),
    ("identifier", "id, asset, organization, edition, kind, value, given"),
    ("identifierEnd", "id, identifier, edition"),
    ("owner", "id, asset, entry, organization, reason"),
    ("original", "id, sha256, size"),
    (
      "document",
      "id, entry, series, sha256, name, format, version, size, published, listings, subjects, skipped, tlp, note, original"
    ),
    (
      "decision",
      "id, entry, key, verdict, scope, finding, organization, series, role, kind, subject, rule, reason, author, decided, until"
    ),
    ("withdrawal", "id, entry, decision, time, reason, author"),
    ("purge", "id, entry, before, originals, bytes"),
    ("purgedDocument", "id, purge, document"),
    ("alert", "id, entry, label, organization, number, kind, written"),
    ("alertFinding", "id, alert, finding, start"),
    ("notice", "id, entry, message, organization, stage, role, ticket, author, time"),
    ("answer", "id, entry, message, organization, subject, state, text, author, time"),
    ("handover", "id, entry, time, author, text"),
    ("organizationKey", "id, entry, former, key, reason, author, time"),
    ("keptSighting", "id, entry, document, digest"),
  ]

  private static let facts = """
    CREATE TABLE entry (
      seq INTEGER PRIMARY KEY,
      known INTEGER NOT NULL,
      command TEXT NOT NULL,
      marks TEXT NOT NULL,
      previous BLOB NOT NULL CHECK (length(previous) = 32),
      digest BLOB NOT NULL CHECK (length(digest) = 32)
    ) STRICT;
    CREATE TABLE setting (
      id INTEGER PRIMARY KEY,
      entry INTEGER NOT NULL REFERENCES entry DEFERRABLE INITIALLY DEFERRED,
      value TEXT NOT NULL
    ) STRICT;
    CREATE TABLE source (
      id INTEGER PRIMARY KEY,
      entry INTEGER NOT NULL REFERENCES entry DEFERRABLE INITIALLY DEFERRED,
      key TEXT NOT NULL UNIQUE
    ) STRICT;
    CREATE TABLE edition (
      id INTEGER PRIMARY KEY,
      entry INTEGER NOT NULL REFERENCES entry DEFERRABLE INITIALLY DEFERRED,
      source INTEGER NOT NULL REFERENCES source,
      role TEXT NOT NULL CHECK (role IN ('inventory', 'organizations')),
      defaultOrganization TEXT,
      observed INTEGER NOT NULL,
      complete INTEGER NOT NULL CHECK (complete IN (0, 1)),
      note TEXT NOT NULL,
      digest BLOB NOT NULL,
      assets INTEGER NOT NULL,
      added INTEGER NOT NULL,
      changed INTEGER NOT NULL,
      retired INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE editionFile (
      id INTEGER PRIMARY KEY,
      edition INTEGER NOT NULL REFERENCES edition DEFERRABLE INITIALLY DEFERRED,
      name TEXT NOT NULL,
      sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
      format TEXT NOT NULL,
      version INTEGER NOT NULL,
      complete INTEGER NOT NULL CHECK (complete IN (0, 1)),
      assets INTEGER NOT NULL,
      problems INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE organization (
      id INTEGER PRIMARY KEY,
      source INTEGER NOT NULL REFERENCES source,
      key TEXT NOT NULL,
      UNIQUE (source, key)
    ) STRICT;
    CREATE TABLE organizationVersion (
      id INTEGER PRIMARY KEY,
      organization INTEGER NOT NULL REFERENCES organization,
      edition INTEGER NOT NULL REFERENCES edition DEFERRABLE INITIALLY DEFERRED,
      value TEXT NOT NULL,
      retired INTEGER NOT NULL CHECK (retired IN (0, 1))
    ) STRICT;
    CREATE TABLE asset (
      id INTEGER PRIMARY KEY,
      source INTEGER NOT NULL REFERENCES source,
      key TEXT NOT NULL,
      UNIQUE (source, key)
    ) STRICT;
    CREATE TABLE assetVersion (
      id INTEGER PRIMARY KEY,
      asset INTEGER NOT NULL REFERENCES asset,
      edition INTEGER NOT NULL REFERENCES edition DEFERRABLE INITIALLY DEFERRED,
      name TEXT NOT NULL,
      organization TEXT,
      criticality TEXT,
      kind TEXT,
      observed INTEGER,
      retired INTEGER NOT NULL CHECK (retired IN (0, 1))
    ) STRICT;
    CREATE INDEX assetVersionOfAsset ON assetVersion (asset);
    CREATE TABLE service (
      id INTEGER PRIMARY KEY,
      version INTEGER NOT NULL REFERENCES assetVersion,
      transport TEXT NOT NULL,
      port INTEGER NOT NULL CHECK (port BETWEEN 0 AND 65535),
      state TEXT NOT NULL,
      name TEXT NOT NULL,
      product TEXT NOT NULL,
      release TEXT NOT NULL,
      cpe TEXT NOT NULL
    ) STRICT;
    CREATE INDEX serviceOfVersion ON service (version);
    CREATE TABLE product (
      id INTEGER PRIMARY KEY,
      version INTEGER NOT NULL REFERENCES assetVersion,
      name TEXT NOT NULL,
      release TEXT NOT NULL,
      cpe TEXT NOT NULL,
      purl TEXT NOT NULL
    ) STRICT;
    CREATE INDEX productOfVersion ON product (version);
    CREATE TABLE identifier (
      id INTEGER PRIMARY KEY,
      asset INTEGER REFERENCES asset,
      organization INTEGER REFERENCES organization,
      edition INTEGER NOT NULL REFERENCES edition DEFERRABLE INITIALLY DEFERRED,
      kind TEXT NOT NULL,
      value TEXT NOT NULL,
      given TEXT NOT NULL,
      CHECK ((asset IS NULL) <> (organization IS NULL))
    ) STRICT;
    CREATE INDEX identifierOfAsset ON identifier (asset) WHERE asset IS NOT NULL;
    CREATE INDEX identifierOfOrganization ON identifier (organization) WHERE organization IS NOT NULL;
    CREATE TABLE identifierEnd (
      id INTEGER PRIMARY KEY,
      identifier INTEGER NOT NULL UNIQUE REFERENCES identifier,
      edition INTEGER NOT NULL REFERENCES edition DEFERRABLE INITIALLY DEFERRED
    ) STRICT;
    CREATE TABLE owner (
      id INTEGER PRIMARY KEY,
      asset INTEGER NOT NULL REFERENCES asset,
      entry INTEGER NOT NULL REFERENCES entry DEFERRABLE INITIALLY DEFERRED,
      organization TEXT NOT NULL,
      reason TEXT NOT NULL
    ) STRICT;
    CREATE INDEX ownerOfAsset ON owner (asset);
    CREATE TABLE original (
      id INTEGER PRIMARY KEY,
      sha256 BLOB NOT NULL UNIQUE CHECK (length(sha256) = 32),
      size INTEGER NOT NULL,
      sealed BLOB NOT NULL
    ) STRICT;
    CREATE TABLE document (
      id INTEGER PRIMARY KEY,
      entry INTEGER NOT NULL REFERENCES entry DEFERRABLE INITIALLY DEFERRED,
      series TEXT NOT NULL,
      sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
      name TEXT NOT NULL,
      format TEXT NOT NULL,
      version INTEGER NOT NULL,
      size INTEGER NOT NULL,
      published INTEGER NOT NULL,
      listings INTEGER NOT NULL,
      subjects INTEGER NOT NULL,
      skipped INTEGER NOT NULL,
      tlp TEXT NOT NULL,
      note TEXT NOT NULL,
      original INTEGER REFERENCES original,
      UNIQUE (series, sha256, published)
    ) STRICT;
    CREATE TABLE secret (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      salt BLOB NOT NULL
    ) STRICT;

    """

  /// Sightings get a time of their own (microseconds; 0 where it is the document's) and one more group of details.
  private static let timedSightings = """
    ALTER TABLE sighting RENAME TO untimedSighting;
    CREATE TABLE sighting (
      document INTEGER NOT NULL REFERENCES document,
      organization TEXT NOT NULL,
      role TEXT NOT NULL,
      kind TEXT NOT NULL,
      subject TEXT NOT NULL,
      time INTEGER NOT NULL,
      rows INTEGER NOT NULL,
      detail TEXT NOT NULL,
      PRIMARY KEY (document, organization, role, kind, subject, time)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO sighting SELECT document, organization, role, kind, subject, 0, rows, detail || char(29)
      FROM untimedSighting;
    DROP TABLE untimedSighting;

    """

  /// Decisions, purges, who ran what.
  private static let decisions = """
    CREATE TABLE decision (
      id INTEGER PRIMARY KEY,
      entry INTEGER NOT NULL REFERENCES entry DEFERRABLE INITIALLY DEFERRED,
      key TEXT NOT NULL UNIQUE,
      verdict TEXT NOT NULL,
      scope TEXT NOT NULL,
      finding TEXT NOT NULL,
      organization TEXT NOT NULL,
      series TEXT NOT NULL,
      role TEXT NOT NULL,
      kind TEXT NOT NULL,
      subject TEXT NOT NULL,
      rule TEXT,
      reason TEXT NOT NULL,
      author TEXT NOT NULL,
      decided INTEGER NOT NULL,
      until INTEGER
    ) STRICT;
    CREATE TABLE withdrawal (
      id INTEGER PRIMARY KEY,
      entry INTEGER NOT NULL REFERENCES entry DEFERRABLE INITIALLY DEFERRED,
      decision INTEGER NOT NULL UNIQUE REFERENCES decision,
      time INTEGER NOT NULL,
      reason TEXT NOT NULL,
      author TEXT NOT NULL
    ) STRICT;
    CREATE TABLE purge (
      id INTEGER PRIMARY KEY,
      entry INTEGER NOT NULL REFERENCES entry DEFERRABLE INITIALLY DEFERRED,
      before INTEGER NOT NULL,
      originals INTEGER NOT NULL,
      bytes INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE purgedDocument (
      id INTEGER PRIMARY KEY,
      purge INTEGER NOT NULL REFERENCES purge,
      document INTEGER NOT NULL UNIQUE REFERENCES document
    ) STRICT;
    CREATE TABLE leftOut (
      original INTEGER PRIMARY KEY REFERENCES original
    ) STRICT;
    CREATE TABLE access (
      seq INTEGER PRIMARY KEY,
      time INTEGER NOT NULL,
      user TEXT NOT NULL,
      command TEXT NOT NULL,
      arguments TEXT NOT NULL,
      inputs TEXT NOT NULL,
      counts TEXT NOT NULL,
      entry INTEGER NOT NULL,
      added INTEGER,
      previous BLOB NOT NULL CHECK (length(previous) = 32),
      digest BLOB NOT NULL CHECK (length(digest) = 32)
    ) STRICT;

    """

  /// What was told, what came back, where a shift ended.
  private static let notices = """
    CREATE TABLE alert (
      id INTEGER PRIMARY KEY,
      entry INTEGER NOT NULL REFERENCES entry DEFERRABLE INITIALLY DEFERRED,
      label TEXT NOT NULL,
      organization TEXT NOT NULL,
      number INTEGER NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('first', 'update', 'closing')),
      written INTEGER NOT NULL,
      UNIQUE (label, number)
    ) STRICT;
    CREATE TABLE alertFinding (
      id INTEGER PRIMARY KEY,
      alert INTEGER NOT NULL REFERENCES alert,
      finding TEXT NOT NULL,
      start INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE notice (
      id INTEGER PRIMARY KEY,
      entry INTEGER NOT NULL REFERENCES entry DEFERRABLE INITIALLY DEFERRED,
      message TEXT NOT NULL,
      organization TEXT NOT NULL,
      stage TEXT NOT NULL,
      role TEXT NOT NULL,
      ticket TEXT NOT NULL,
      author TEXT NOT NULL,
      time INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE answer (
      id INTEGER PRIMARY KEY,
      entry INTEGER NOT NULL REFERENCES entry DEFERRABLE INITIALLY DEFERRED,
      message TEXT NOT NULL,
      organization TEXT NOT NULL,
      subject TEXT NOT NULL,
      state TEXT NOT NULL,
      text TEXT NOT NULL,
      author TEXT NOT NULL,
      time INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE handover (
      id INTEGER PRIMARY KEY,
      entry INTEGER NOT NULL REFERENCES entry DEFERRABLE INITIALLY DEFERRED,
      time INTEGER NOT NULL,
      author TEXT NOT NULL,
      text TEXT NOT NULL
    ) STRICT;

    """

  /// Keys of organizations that were renamed or merged.
  private static let organizationKeys = """
    CREATE TABLE organizationKey (
      id INTEGER PRIMARY KEY,
      entry INTEGER NOT NULL REFERENCES entry DEFERRABLE INITIALLY DEFERRED,
      former TEXT NOT NULL,
      key TEXT NOT NULL,
      reason TEXT NOT NULL,
      author TEXT NOT NULL,
      time INTEGER NOT NULL
    ) STRICT;

    """

  /// Digests of what was found in documents that cannot be read again.
  private static let keptSightings = """
    CREATE TABLE keptSighting (
      id INTEGER PRIMARY KEY,
      entry INTEGER NOT NULL REFERENCES entry DEFERRABLE INITIALLY DEFERRED,
      document INTEGER NOT NULL UNIQUE REFERENCES document,
      digest BLOB NOT NULL CHECK (length(digest) = 32)
    ) STRICT;
    CREATE TABLE leftOutSighting (
      document INTEGER PRIMARY KEY REFERENCES document,
      digest BLOB NOT NULL CHECK (length(digest) = 32)
    ) STRICT;

    """

  /// What can be rebuilt from facts.
  private static let cache = """
    CREATE TABLE cacheState (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      entry INTEGER NOT NULL,
      rules TEXT NOT NULL
    ) STRICT;
    CREATE TABLE sighting (
      document INTEGER NOT NULL REFERENCES document,
      organization TEXT NOT NULL,
      role TEXT NOT NULL,
      kind TEXT NOT NULL,
      subject TEXT NOT NULL,
      rows INTEGER NOT NULL,
      detail TEXT NOT NULL,
      PRIMARY KEY (document, organization, role, kind, subject)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE coupling (
      document INTEGER NOT NULL REFERENCES document,
      organization TEXT NOT NULL,
      address TEXT NOT NULL,
      domain INTEGER NOT NULL,
      PRIMARY KEY (document, organization, address, domain)
    ) STRICT, WITHOUT ROWID;
    """
}
