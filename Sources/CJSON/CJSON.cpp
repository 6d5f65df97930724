#include "CJSON.h"

#include <simdjson.h>

#include <memory>
#include <new>

struct vezha_json {
  simdjson::dom::parser parser;
};

namespace {
// One idle parser per thread: its buffers are allocated once for a folder of many small files.
thread_local std::unique_ptr<vezha_json> idle;
constexpr size_t largest_idle_capacity = size_t(32) << 20;
constexpr uint64_t payload_mask = (uint64_t(1) << 56) - 1;

// Whether the bytes that simdjson may load behind a text lie on the text's own last page, so that loading them cannot
// fail; what they are never matters. Only else must the text be copied to where there is room behind it.
bool has_room_behind(const uint8_t *text, size_t length) {
  constexpr uintptr_t smallest_page = 4096;
  return length > 0 && (uintptr_t(text) + length - 1) % smallest_page + simdjson::SIMDJSON_PADDING < smallest_page;
}
}  // namespace

extern "C" vezha_json *vezha_json_acquire(void) {
  if (idle) return idle.release();
  return new (std::nothrow) vezha_json;
}

extern "C" void vezha_json_release(vezha_json *parser) {
  std::unique_ptr<vezha_json> owned(parser);
  if (owned && !idle && owned->parser.capacity() <= largest_idle_capacity) idle = std::move(owned);
}

extern "C" int32_t vezha_json_parse(vezha_json *parser, const uint8_t *text, size_t length, size_t depth) {
  if (parser == nullptr) return VEZHA_JSON_MEMORY;
  auto &inner = parser->parser;
  if (inner.capacity() < length || inner.max_depth() != depth) {
    // Grown by a quarter more than needed, so that files of slowly rising size do not each allocate.
    if (inner.allocate(length + length / 4 + 4096, depth) != simdjson::SUCCESS) return VEZHA_JSON_MEMORY;
  }
  simdjson::dom::element root;
  switch (inner.parse(text, length, !has_room_behind(text, length)).get(root)) {
    case simdjson::SUCCESS: return VEZHA_JSON_OK;
    case simdjson::UTF8_ERROR: return VEZHA_JSON_ENCODING;
    case simdjson::DEPTH_ERROR: return VEZHA_JSON_DEPTH;
    case simdjson::NUMBER_ERROR: return VEZHA_JSON_NUMBER;
    case simdjson::CAPACITY:
    case simdjson::MEMALLOC: return VEZHA_JSON_MEMORY;
    case simdjson::EMPTY: return VEZHA_JSON_EMPTY;
    default: return VEZHA_JSON_MALFORMED;
  }
}

extern "C" const uint64_t *vezha_json_tape(const vezha_json *parser, size_t *count) {
  const uint64_t *tape = parser->parser.doc.tape.get();
  // The root word holds the index of the last word.
  *count = tape == nullptr ? 0 : size_t(tape[0] & payload_mask) + 1;
  return tape;
}

extern "C" const uint8_t *vezha_json_strings(const vezha_json *parser, size_t *count) {
  const auto &document = parser->parser.doc;
  // As dom::document::allocate sizes it.
  *count = SIMDJSON_ROUNDUP_N(5 * document.capacity() / 3 + simdjson::SIMDJSON_PADDING, 64);
  return document.string_buf.get();
}

extern "C" int32_t vezha_utf8_is_valid(const uint8_t *text, size_t length) {
  return length == 0 || simdjson::validate_utf8(reinterpret_cast<const char *>(text), length) ? 1 : 0;
}
