#include "CLedger.h"
#include <sqlite3.h>

int cledger_harden(void *connection) {
  sqlite3 *db = connection;
  int code = sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, (int *)0);
  if (!code) code = sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, (int *)0);
  if (!code) code = sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, (int *)0);
  if (!code) code = sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DML, 0, (int *)0);
  if (!code) code = sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DDL, 0, (int *)0);
  return code;
}

int cledger_bind_text(void *statement, int index, const char *text, ptrdiff_t length) {
  if (length < 0) return sqlite3_bind_null(statement, index);
  return sqlite3_bind_text64(statement, index, text ? text : "", (sqlite3_uint64)length, SQLITE_TRANSIENT, SQLITE_UTF8);
}

int cledger_bind_blob(void *statement, int index, const void *bytes, ptrdiff_t length) {
  if (length < 0) return sqlite3_bind_null(statement, index);
  return sqlite3_bind_blob64(statement, index, bytes ? bytes : "", (sqlite3_uint64)length, SQLITE_TRANSIENT);
}

int cledger_bind_int(void *statement, int index, int64_t value) { return sqlite3_bind_int64(statement, index, value); }
int cledger_bind_null(void *statement, int index) { return sqlite3_bind_null(statement, index); }

int cledger_step(void *statement) {
  int code = sqlite3_step(statement);
  if (code == SQLITE_ROW) return 1;
  return code == SQLITE_DONE ? 0 : -code;
}

void cledger_reset(void *statement) { sqlite3_reset(statement); }
int64_t cledger_column_int(void *statement, int column) { return sqlite3_column_int64(statement, column); }
int cledger_column_type(void *statement, int column) { return sqlite3_column_type(statement, column); }

const void *cledger_column_bytes(void *statement, int column, ptrdiff_t *length) {
  /* Text too: as a blob it is not copied to get a zero byte at its end. The ledger's encoding is UTF-8. */
  const void *bytes = sqlite3_column_blob(statement, column);
  *length = sqlite3_column_bytes(statement, column);
  return bytes;
}

int64_t cledger_last_row(void *connection) { return sqlite3_last_insert_rowid(connection); }
