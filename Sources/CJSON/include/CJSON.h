// The door to simdjson: one call parses a text into simdjson's tape, which Swift walks. Plain C types only.
#pragma once

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A parser and the document it parsed last.
typedef struct vezha_json vezha_json;

enum {
  VEZHA_JSON_OK = 0,
  VEZHA_JSON_MALFORMED = 1,
  VEZHA_JSON_ENCODING = 2,
  VEZHA_JSON_DEPTH = 3,
  VEZHA_JSON_NUMBER = 4,
  VEZHA_JSON_MEMORY = 5,
  VEZHA_JSON_EMPTY = 6,
};

/// A parser: the calling thread's idle one, whose buffers have grown already, or a new one. NULL without memory.
vezha_json *vezha_json_acquire(void);

/// Gives a parser back; its tape must no longer be read. NULL is allowed.
void vezha_json_release(vezha_json *parser);

/// Parses a text without byte order mark, nested at most `depth` deep. Returns one of the codes above.
int32_t vezha_json_parse(vezha_json *parser, const uint8_t *text, size_t length, size_t depth);

/// The tape of the document parsed last, and how many words it has.
///
/// A word is a type letter in the top byte and a payload. `{` and `[` hold the index after their end in the low 32
/// bits; `"` holds an offset into the strings; `l`, `u` and `d` are followed by a word with the number.
const uint64_t *vezha_json_tape(const vezha_json *parser, size_t *count);

/// The strings of that document: each a 32-bit length in machine order, then the bytes.
const uint8_t *vezha_json_strings(const vezha_json *parser, size_t *count);

/// Whether a text is valid UTF-8.
int32_t vezha_utf8_is_valid(const uint8_t *text, size_t length);

#ifdef __cplusplus
}
#endif
