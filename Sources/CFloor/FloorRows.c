/* The same rows as an import adds: plain prepared statements, one transaction, the ledger's own tables and settings. */
#include "CFloor.h"
#include "FloorHost.h"

#include <sqlite3.h>
#include <string.h>

static sqlite3_stmt *prepare(sqlite3 *db, const char *sql) {
  sqlite3_stmt *statement = NULL;
  sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL);
  return statement;
}

static void text(sqlite3_stmt *statement, int index, const char *value) {
  sqlite3_bind_text(statement, index, value, -1, SQLITE_STATIC);
}

static int run(sqlite3_stmt *statement) {
  int code = sqlite3_step(statement);
  sqlite3_reset(statement);
  return code == SQLITE_DONE ? 0 : code;
}

typedef struct {
  sqlite3 *db;
  sqlite3_stmt *asset, *version, *service, *identifier, *owner, *product;
  int products;
  int64_t rows;
} writer;

static int write_identifier(writer *w, sqlite3_int64 asset, const char *kind, const char *value) {
  sqlite3_bind_int64(w->identifier, 1, asset);
  text(w->identifier, 2, kind);
  text(w->identifier, 3, value);
  text(w->identifier, 4, value);
  w->rows++;
  return run(w->identifier);
}

static int write_host(writer *w, const floor_host *host) {
  text(w->asset, 1, host->names[0]);
  int failed = run(w->asset);
  sqlite3_int64 asset = sqlite3_last_insert_rowid(w->db);
  sqlite3_bind_int64(w->version, 1, asset);
  sqlite3_bind_int64(w->version, 2, host->end * 1000000);
  failed |= run(w->version);
  sqlite3_int64 version = sqlite3_last_insert_rowid(w->db);
  for (int i = 0; i < host->port_count; i++) {
    const floor_port *port = &host->ports[i];
    static const floor_product none = {"", "", ""};
    const floor_product *product = port->product < 0 ? &none : &floor_products[port->product];
    sqlite3_bind_int64(w->service, 1, version);
    sqlite3_bind_int(w->service, 2, port->port);
    text(w->service, 3, port->open ? "open" : "closed");
    text(w->service, 4, port->name);
    text(w->service, 5, product->name);
    text(w->service, 6, product->version);
    text(w->service, 7, product->cpe);
    failed |= run(w->service);
    w->rows++;
  }
  for (int i = 0; i < w->products; i++) {
    char name[24], release[24];
    snprintf(name, sizeof name, "package-%d", i * 13);
    snprintf(release, sizeof release, "1.%d-2+deb12u1", i);
    sqlite3_bind_int64(w->product, 1, version);
    text(w->product, 2, name);
    text(w->product, 3, release);
    failed |= run(w->product);
    w->rows++;
  }
  for (int i = 0; i < host->address_count; i++) failed |= write_identifier(w, asset, "address", host->addresses[i]);
  for (int i = 0; i < host->name_count; i++) failed |= write_identifier(w, asset, "host", host->names[i]);
  sqlite3_bind_int64(w->owner, 1, asset);
  failed |= run(w->owner);
  w->rows += 3;
  return failed;
}

int64_t floor_insert(const char *ledger, uint64_t seed, int64_t hosts, int products, int foreign_keys) {
  writer w = {.products = products};
  int code = sqlite3_open_v2(ledger, &w.db, SQLITE_OPEN_READWRITE, NULL);
  if (code) return -code;
  code = sqlite3_exec(w.db,
                      "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0;"
                      "PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL; PRAGMA cache_size = -32768;",
                      NULL, NULL, NULL);
  if (!code) code = sqlite3_exec(w.db, foreign_keys ? "PRAGMA foreign_keys = ON" : "PRAGMA foreign_keys = OFF", NULL, NULL, NULL);
  if (!code)
    code = sqlite3_exec(w.db,
                        "BEGIN IMMEDIATE;"
                        "INSERT INTO entry VALUES (1, 1, 'import', '', zeroblob(32), zeroblob(32));"
                        "INSERT INTO source (id, entry, key) VALUES (1, 1, 'bench');"
                        "INSERT INTO edition VALUES (1, 1, 1, 'inventory', NULL, 1, 1, '', x'', 0, 0, 0, 0);",
                        NULL, NULL, NULL);
  if (code) {
    sqlite3_close(w.db);
    return -code;
  }
  w.asset = prepare(w.db, "INSERT INTO asset (source, key) VALUES (1, ?)");
  w.version = prepare(w.db,
                      "INSERT INTO assetVersion (asset, edition, name, organization, criticality, kind, observed, retired)"
                      " VALUES (?, 1, '', NULL, NULL, 'web', ?, 0)");
  w.service = prepare(w.db,
                      "INSERT INTO service (version, transport, port, state, name, product, release, cpe)"
                      " VALUES (?, 'tcp', ?, ?, ?, ?, ?, ?)");
  w.product = prepare(w.db, "INSERT INTO product (version, name, release, cpe, purl) VALUES (?, ?, ?, '', '')");
  w.identifier = prepare(
    w.db, "INSERT INTO identifier (asset, organization, edition, kind, value, given) VALUES (?, NULL, 1, ?, ?, ?)");
  w.owner = prepare(w.db, "INSERT INTO owner (asset, entry, organization, reason) VALUES (?, 1, 'unassigned', 'nobody claims it')");
  for (int64_t number = 0; number < hosts && !code; number++) {
    floor_host host;
    floor_make_host(seed, number, &host);
    code = write_host(&w, &host);
  }
  sqlite3_stmt *all[] = {w.asset, w.version, w.service, w.identifier, w.owner, w.product};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) sqlite3_finalize(all[i]);
  if (!code) code = sqlite3_exec(w.db, "COMMIT", NULL, NULL, NULL);
  sqlite3_close(w.db);
  return code ? -code : w.rows;
}
