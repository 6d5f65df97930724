/* The bare pass: libxml2's SAX2 push parser with handlers that only count. */
#include "CFloor.h"

#include <fcntl.h>
#include <libxml/parser.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void on_start(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int namespaces,
                     const xmlChar **namespace_list, int attributes, int defaulted, const xmlChar **attribute_list) {
  (void)name, (void)prefix, (void)uri, (void)namespaces, (void)namespace_list, (void)defaulted, (void)attribute_list;
  floor_counts *counts = user;
  counts->elements++;
  counts->attributes += attributes;
}

static void on_text(void *user, const xmlChar *text, int length) {
  (void)text;
  ((floor_counts *)user)->text += length;
}

int floor_sax(const char *path, floor_counts *counts) {
  enum { piece = 1 << 18 };
  memset(counts, 0, sizeof *counts);
  int file = open(path, O_RDONLY | O_CLOEXEC);
  char *buffer = malloc(piece);
  if (file < 0 || !buffer) return 1;
  xmlSAXHandler handler = {.initialized = XML_SAX2_MAGIC, .startElementNs = on_start, .characters = on_text};
  xmlParserCtxtPtr parser = xmlCreatePushParserCtxt(&handler, counts, NULL, 0, NULL);
  if (!parser) return 1;
  ssize_t length;
  int failed = 0;
  while (!failed && (length = read(file, buffer, piece)) > 0) {
    counts->bytes += length;
    failed = xmlParseChunk(parser, buffer, (int)length, 0);
  }
  if (!failed) failed = xmlParseChunk(parser, "", 0, 1);
  xmlFreeParserCtxt(parser);
  close(file);
  free(buffer);
  return failed;
}

int floor_reset_peak(void) {
  int file = open("/proc/self/clear_refs", O_WRONLY | O_CLOEXEC);
  if (file < 0) return 1;
  int failed = write(file, "5", 1) != 1;
  close(file);
  return failed;
}
