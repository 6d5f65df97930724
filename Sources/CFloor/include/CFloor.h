#pragma once
// What vezha-bench measures against: invented scan files, and the least that any program must do to import one.
// Nothing of the product uses this. Plain C types only, as in every C door.
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Writes an Nmap XML file of so many invented hosts. The same seed gives the same bytes. Returns its size, or -1.
int64_t floor_write_scan(const char *path, uint64_t seed, int64_t hosts);

/// Writes a Nessus v2 report of the same hosts, some 20 KB each, most of it plugin texts. Returns its size, or -1.
int64_t floor_write_nessus(const char *path, uint64_t seed, int64_t hosts);

/// Writes a Qualys asset data report of the same hosts, some 20 KB each, most of it results. Returns its size, or -1.
int64_t floor_write_qualys(const char *path, uint64_t seed, int64_t hosts);

/// Writes the GLPI agent's inventory of one of the hosts, some 20 KB, most of it software. Returns its size, or -1.
int64_t floor_write_glpi(const char *path, uint64_t seed, int64_t number);

/// Writes the hostnames of such a file, one per line, `stride` hosts apart from `first` on. Returns how many, or -1.
int64_t floor_write_names(const char *path, uint64_t seed, int64_t first, int64_t hosts, int64_t stride);

/// Writes a list of so many lines in the ways lists are written, of which about `ours` of a thousand name one of the
/// hosts or one of their addresses. Returns its size, or -1.
int64_t floor_write_list(const char *path, uint64_t seed, int64_t lines, int64_t hosts, int ours);

/// What a pass over a file counted.
typedef struct {
  int64_t bytes, elements, attributes, text;
} floor_counts;

/// The bare pass of libxml2's SAX2 push parser over a file, counting only. Returns 0, or an error.
int floor_sax(const char *path, floor_counts *counts);

/// Inserts the rows that importing such a file adds, in one transaction, into an empty ledger, each host with so many
/// products beside its ports. Returns the number of rows, or minus SQLite's error code.
int64_t floor_insert(const char *ledger, uint64_t seed, int64_t hosts, int products, int foreign_keys);

/// simdjson's own pass over a file of JSON, the best of so many rounds with one parser. Returns nanoseconds, or -1.
int64_t floor_json(const char *path, int rounds);

/// Sets the high-water mark of this process's memory to what it uses now. Returns 0 if the system can.
int floor_reset_peak(void);

#ifdef __cplusplus
}
#endif
