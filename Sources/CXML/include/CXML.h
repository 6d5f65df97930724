#pragma once
/* The XML door: libxml2's SAX2 push parser behind plain C types and with every guard that hostile files need.
   No libxml2 header is included here, so that none of them meets Foundation's copy of ICU. */
#include <stddef.h>

#include "CHTML.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct cxml_parser cxml_parser;

/* A name as 32 bytes, padded with zeros, so that it compares in a few instructions and can be kept.
   A longer name is all 0xff, which is no UTF-8 and so equals nothing. */
typedef struct { unsigned long long word[4]; } cxml_name;

/* One attribute, as libxml2 lays it out: value and end are a slice of the input. */
typedef struct {
  const unsigned char *name;
  const unsigned char *prefix;
  const unsigned char *uri;
  const unsigned char *value;
  const unsigned char *end;
} cxml_attribute;

/* Valid during the call only. `text` is set for the end of an element that wanted its text. */
typedef struct {
  cxml_name name;
  const unsigned char *local;
  const unsigned char *uri;
  const cxml_attribute *attributes;
  int attribute_count;
  int depth;
  const unsigned char *text;
  size_t text_length;
} cxml_element;

/* What the Swift side wants of an element. */
enum {
  CXML_CHILDREN = 0, /* starts and ends of its children, no text */
  CXML_TEXT = 1,     /* also all text inside, children's included, at its end */
  CXML_SKIP = 2,     /* nothing: neither its children nor its end */
  CXML_STOP = 3      /* stop; the caller knows why */
};

/* Why a file was refused. */
typedef enum {
  CXML_OK = 0,
  CXML_MALFORMED,
  CXML_ENTITY,
  CXML_LIMIT,
  CXML_ENCODING,
  CXML_TRUNCATED,
  CXML_EMPTY,
  CXML_STOPPED,
  CXML_MEMORY
} cxml_code;

typedef struct {
  cxml_code code;
  int line;   /* 1-based, 0 where there is none */
  int column; /* 1-based in bytes, 0 where there is none */
  char message[256]; /* one line of printable ASCII */
} cxml_error;

typedef int (*cxml_start)(void *user, const cxml_element *element);
typedef int (*cxml_end)(void *user, const cxml_element *element);

/* A parser for one document, or NULL without memory. */
cxml_parser *cxml_create(void *user, cxml_start start, cxml_end end);
void cxml_destroy(cxml_parser *parser);

/* The next bytes. CXML_OK, or the refusal; after a refusal nothing more is read. */
cxml_code cxml_feed(cxml_parser *parser, const unsigned char *bytes, size_t length);
/* The end of the file: checks that the document is whole. */
cxml_code cxml_finish(cxml_parser *parser);
/* The first refusal. */
const cxml_error *cxml_failure(const cxml_parser *parser);

/* Inside a start call: where the start tag begins. Elsewhere: where the parser is. 1-based. */
void cxml_position(const cxml_parser *parser, int *line, int *column);
/* The value of an attribute with `&#38;` undone; valid until the next call for this parser. */
const unsigned char *cxml_value(cxml_parser *parser, const cxml_attribute *attribute, size_t *length);

#ifdef __cplusplus
}
#endif
