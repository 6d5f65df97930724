#pragma once
// A door to the parts of SQLite's C interface that Swift cannot call (variadic functions) or should call fast.
// Only plain C types: a connection and a statement travel as void pointers.
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Turns on defensive mode, turns off extension loading, trusted schema and double-quoted strings as literals.
/// Returns 0, or SQLite's error code.
int cledger_harden(void *connection);

/// Binds text (copied); a negative length binds NULL. Returns SQLite's code.
int cledger_bind_text(void *statement, int index, const char *text, ptrdiff_t length);
/// Binds a blob (copied); a negative length binds NULL.
int cledger_bind_blob(void *statement, int index, const void *bytes, ptrdiff_t length);
/// Binds an integer.
int cledger_bind_int(void *statement, int index, int64_t value);
/// Binds NULL.
int cledger_bind_null(void *statement, int index);
/// Steps: 1 = a row, 0 = done, negative = minus SQLite's error code.
int cledger_step(void *statement);
/// Makes the statement ready for its next run.
void cledger_reset(void *statement);
/// Column as integer.
int64_t cledger_column_int(void *statement, int column);
/// 1 integer, 3 text, 4 blob, 5 NULL, as SQLite counts.
int cledger_column_type(void *statement, int column);
/// Column as bytes (text or blob), valid until the next step; NULL gives a null pointer.
const void *cledger_column_bytes(void *statement, int column, ptrdiff_t *length);
/// Row id of the last insert.
int64_t cledger_last_row(void *connection);

#ifdef __cplusplus
}
#endif
