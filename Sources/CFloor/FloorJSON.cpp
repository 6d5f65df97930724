#include <simdjson.h>

#include <chrono>

#include "CFloor.h"

int64_t floor_json(const char *path, int rounds) {
  simdjson::padded_string text;
  if (simdjson::padded_string::load(path).get(text) != simdjson::SUCCESS) return -1;
  simdjson::dom::parser parser;
  int64_t best = -1;
  for (int round = 0; round < rounds; round++) {
    auto start = std::chrono::steady_clock::now();
    simdjson::dom::element root;
    if (parser.parse(text).get(root) != simdjson::SUCCESS) return -1;
    auto spent = std::chrono::steady_clock::now() - start;
    int64_t nanoseconds = std::chrono::duration_cast<std::chrono::nanoseconds>(spent).count();
    if (best < 0 || nanoseconds < best) best = nanoseconds;
  }
  return best;
}
