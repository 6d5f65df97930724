#pragma once
/* The HTML door: libxml2's HTML parser behind plain C types. No tree is built and nothing is fetched. */
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Names are lower case and end with a zero byte; attributes are pairs of name and value (may be NULL), then NULL.
   Everything is valid during the call only. */
typedef struct {
  void *user;
  void (*start)(void *user, const char *name, const char *const *attributes, int line);
  void (*end)(void *user, const char *name);
  void (*text)(void *user, const char *bytes, size_t length, int line);
} chtml_handler;

/* What came of it. */
enum { CHTML_OK = 0, CHTML_MEMORY = 1, CHTML_DEPTH = 2 };

/* Reads a document in UTF-8, whatever it says of its encoding. Broken HTML is read as browsers do. */
int chtml_read(const unsigned char *bytes, size_t length, chtml_handler handler);

#ifdef __cplusplus
}
#endif
