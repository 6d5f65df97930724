#include "CXMLParser.h"

#include <libxml/catalog.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- refusing ---- */

/* Copies a message as one line of ASCII: control characters become blanks, blanks at the end go. */
static void set_message(cxml_error *error, const char *message) {
  size_t n = 0;
  for (const unsigned char *c = (const unsigned char *)message; *c && n < sizeof error->message - 1; c++) {
    /* Bytes above ASCII come from the document and might be anything, even half a character. */
    error->message[n++] = (*c < 0x20 || *c == 0x7f) ? ' ' : (*c > 0x7f ? '?' : (char)*c);
  }
  while (n > 0 && error->message[n - 1] == ' ') n--;
  error->message[n] = 0;
}

void cxml_refuse_at(cxml_parser *p, cxml_code code, int line, int column, const char *message) {
  if (p->error.code == CXML_OK) {
    p->error.code = code;
    p->error.line = line;
    p->error.column = column;
    set_message(&p->error, message);
  }
  if (p->context) xmlStopParser(p->context);
}

void cxml_refuse(cxml_parser *p, cxml_code code, const char *message) {
  int line = 0, column = 0;
  if (p->error.code == CXML_OK) cxml_position(p, &line, &column);
  cxml_refuse_at(p, code, line, column, message);
}

/* libxml2's own errors. Everything at or above an error is final, except odd namespace URIs. */
static void on_error(void *user, xmlErrorPtr e) {
  cxml_parser *p = user;
  if (!e || e->level < XML_ERR_ERROR || p->error.code != CXML_OK) return;
  if (e->code == XML_WAR_NS_URI || e->code == XML_WAR_NS_URI_RELATIVE) return;
  /* libxml2 decodes the rest of the declaration as soon as an encoding is named: what it then misses is our refusal. */
  if (p->context && !cxml_check_encoding(p)) return;
  cxml_code code = CXML_MALFORMED;
  switch (e->code) {
  case XML_ERR_UNSUPPORTED_ENCODING:
  case XML_ERR_UNKNOWN_ENCODING:
    code = CXML_ENCODING;
    break;
  case XML_ERR_UNDECLARED_ENTITY:
  case XML_WAR_UNDECLARED_ENTITY:
  case XML_ERR_ENTITY_LOOP:
    code = CXML_ENTITY;
    break;
  case XML_ERR_NAME_TOO_LONG:
    code = CXML_LIMIT;
    break;
  case XML_ERR_NO_MEMORY:
    code = CXML_MEMORY;
    break;
  default:
    break;
  }
  char message[300];
  snprintf(message, sizeof message, "%s", e->message ? e->message : "not well-formed");
  /* Messages of libxml2 begin with a capital and may end in a line feed. */
  if (message[0] >= 'A' && message[0] <= 'Z' && message[1] >= 'a' && message[1] <= 'z')
    message[0] = (char)(message[0] - 'A' + 'a');
  cxml_refuse_at(p, code, e->line, e->int2, message);
}

static void quiet(void *context, const char *format, ...) {
  (void)context;
  (void)format;
}

static void quiet_structured(void *context, xmlErrorPtr error) {
  (void)context;
  (void)error;
}

static xmlParserInputPtr deny(const char *url, const char *id, xmlParserCtxtPtr context) {
  (void)url;
  (void)id;
  (void)context;
  return NULL;
}

static pthread_once_t once = PTHREAD_ONCE_INIT;

static void initialise(void) {
  xmlInitParser();
  xmlSetExternalEntityLoader(deny);
  xmlCatalogSetDefaults(XML_CATA_ALLOW_NONE);
  xmlThrDefSetGenericErrorFunc(NULL, quiet);
  xmlThrDefSetStructuredErrorFunc(NULL, quiet_structured);
}

/* ---- content ---- */

static void pack(cxml_name *out, const xmlChar *name) {
  size_t n = 0;
  unsigned char bytes[32] = {0};
  while (name[n] && n < sizeof bytes) {
    bytes[n] = name[n];
    n++;
  }
  if (name[n]) memset(bytes, 0xff, sizeof bytes);
  memcpy(out, bytes, sizeof bytes);
}

static void on_start(void *user, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri, int namespace_count,
                     const xmlChar **namespaces, int attribute_count, int defaulted, const xmlChar **attributes) {
  (void)prefix;
  (void)namespace_count;
  (void)namespaces;
  (void)defaulted;
  cxml_parser *p = user;
  if (p->error.code != CXML_OK) return;
  p->silence = 0;
  p->text_run = 0;
  p->root_seen = 1;
  if (p->depth >= max_depth) {
    cxml_refuse(p, CXML_LIMIT, "elements are nested deeper than 128 levels");
    return;
  }
  p->depth++;
  p->text_start[p->depth] = -1;
  if (attribute_count > max_attributes) {
    cxml_refuse(p, CXML_LIMIT, "an element has more than 1024 attributes");
    return;
  }
  if (p->context->nsNr / 2 > max_namespaces) {
    cxml_refuse(p, CXML_LIMIT, "more than 256 namespaces are in scope");
    return;
  }
  if (p->skip_depth) return;

  cxml_element e;
  pack(&e.name, local);
  e.local = local;
  e.uri = uri;
  e.attributes = (const cxml_attribute *)(const void *)attributes; /* five pointers each */
  e.attribute_count = attribute_count;
  e.depth = p->depth;
  e.text = NULL;
  e.text_length = 0;
  p->in_start = 1;
  int wish = p->start(p->user, &e);
  p->in_start = 0;
  switch (wish) {
  case CXML_CHILDREN:
    break;
  case CXML_TEXT:
    p->text_start[p->depth] = (long)p->text_length;
    p->collecting++;
    break;
  case CXML_SKIP:
    p->skip_depth = p->depth;
    break;
  default:
    cxml_refuse(p, CXML_STOPPED, "stopped");
  }
}

static void on_end(void *user, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri) {
  (void)prefix;
  cxml_parser *p = user;
  if (p->error.code != CXML_OK || p->depth == 0) return;
  p->silence = 0;
  p->text_run = 0;
  int depth = p->depth--;
  if (p->skip_depth) {
    if (p->skip_depth == depth) p->skip_depth = 0;
    return;
  }
  cxml_element e;
  pack(&e.name, local);
  e.local = local;
  e.uri = uri;
  e.attributes = NULL;
  e.attribute_count = 0;
  e.depth = depth;
  e.text = NULL;
  e.text_length = 0;
  long start = p->text_start[depth];
  if (start >= 0) {
    e.text = p->text ? p->text + start : (const unsigned char *)"";
    e.text_length = p->text_length - (size_t)start;
    if (--p->collecting == 0) p->text_length = 0; /* the bytes stay until the next text */
  }
  if (p->end(p->user, &e) == CXML_STOP) cxml_refuse(p, CXML_STOPPED, "stopped");
}

static void on_text(void *user, const xmlChar *text, int length) {
  cxml_parser *p = user;
  if (p->error.code != CXML_OK || length <= 0) return;
  p->silence = 0;
  p->text_run += (size_t)length;
  if (p->text_run > max_text) {
    cxml_refuse(p, CXML_LIMIT, "a text is longer than 1 MiB");
    return;
  }
  if (!p->collecting || p->skip_depth) return;
  size_t needed = p->text_length + (size_t)length;
  if (needed > max_text) {
    cxml_refuse(p, CXML_LIMIT, "the text of an element is longer than 1 MiB");
    return;
  }
  if (needed > p->text_capacity) {
    size_t capacity = needed * 2 < 4096 ? 4096 : needed * 2;
    unsigned char *grown = realloc(p->text, capacity);
    if (!grown) {
      cxml_refuse(p, CXML_MEMORY, "out of memory");
      return;
    }
    p->text = grown;
    p->text_capacity = capacity;
  }
  memcpy(p->text + p->text_length, text, (size_t)length);
  p->text_length = needed;
}

static void on_instruction(void *user, const xmlChar *target, const xmlChar *data) {
  (void)target;
  (void)data;
  ((cxml_parser *)user)->silence = 0;
}

static void on_comment(void *user, const xmlChar *text) {
  (void)text;
  ((cxml_parser *)user)->silence = 0;
}

/* ---- the door ---- */

cxml_parser *cxml_create(void *user, cxml_start start, cxml_end end) {
  pthread_once(&once, initialise);
  /* The error functions are per thread; libxml2 prints raw document text to standard error without them. */
  xmlSetGenericErrorFunc(NULL, quiet);
  xmlSetStructuredErrorFunc(NULL, quiet_structured);
  cxml_parser *p = calloc(1, sizeof *p);
  if (!p) return NULL;
  p->user = user;
  p->start = start;
  p->end = end;
  xmlSAXHandler h;
  memset(&h, 0, sizeof h);
  h.initialized = XML_SAX2_MAGIC;
  cxml_guard_prolog(&h);
  h.startElementNs = on_start;
  h.endElementNs = on_end;
  h.characters = on_text;
  h.ignorableWhitespace = on_text; /* the same function, so that libxml2 does not try to tell them apart */
  h.cdataBlock = on_text;
  h.processingInstruction = on_instruction;
  h.comment = on_comment;
  h.serror = on_error;
  p->context = xmlCreatePushParserCtxt(&h, p, NULL, 0, NULL);
  if (!p->context) {
    free(p);
    return NULL;
  }
  xmlCtxtUseOptions(p->context, XML_PARSE_NONET);
  return p;
}

void cxml_destroy(cxml_parser *p) {
  if (!p) return;
  if (p->context) {
    if (p->context->myDoc) xmlFreeDoc(p->context->myDoc);
    p->context->myDoc = NULL;
    xmlFreeParserCtxt(p->context);
  }
  free(p->text);
  free(p->scratch);
  free(p);
}

static void feed_piece(cxml_parser *p, const unsigned char *bytes, size_t length) {
  p->silence += length;
  if (p->silence > max_silence) {
    cxml_refuse(p, CXML_LIMIT, "more than 256 KiB without a complete tag, comment or declaration");
    return;
  }
  if (p->in_subset) {
    p->subset_fed += length;
    if (p->subset_fed > max_subset + piece) {
      cxml_refuse(p, CXML_LIMIT, "the document type is longer than 64 KiB");
      return;
    }
  }
  int result = xmlParseChunk(p->context, (const char *)bytes, (int)length, 0);
  if (result != XML_ERR_OK && !p->context->wellFormed && p->error.code == CXML_OK)
    cxml_refuse(p, CXML_MALFORMED, "not well-formed");
}

cxml_code cxml_feed(cxml_parser *p, const unsigned char *bytes, size_t length) {
  while (p->error.code == CXML_OK && length > 0 && !p->begun) {
    p->head[p->head_length++] = *bytes++;
    length--;
    if (p->head_length < 4) continue;
    p->begun = 1;
    if (cxml_is_strange_head(p->head))
      cxml_refuse_at(p, CXML_ENCODING, 1, 1, "the file is in UCS-4 or EBCDIC, which is not read; use UTF-8");
    else {
      unsigned char head[6];
      size_t n = cxml_marked_head(p->head, head);
      feed_piece(p, head, n);
    }
  }
  while (p->error.code == CXML_OK && length > 0) {
    size_t n = length < piece ? length : piece;
    feed_piece(p, bytes, n);
    bytes += n;
    length -= n;
  }
  return p->error.code;
}

cxml_code cxml_finish(cxml_parser *p) {
  if (p->error.code != CXML_OK) return p->error.code;
  if (!p->begun) {
    if (p->head_length == 0) {
      cxml_refuse_at(p, CXML_EMPTY, 0, 0, "the file is empty");
      return p->error.code;
    }
    feed_piece(p, p->head, (size_t)p->head_length);
  }
  int whole = p->depth == 0;
  int seen = p->root_seen;
  int depth = p->depth;
  if (p->error.code == CXML_OK) xmlParseChunk(p->context, "", 0, 1);
  if (p->error.code == CXML_OK && !(p->context->wellFormed && p->depth == 0 && p->root_seen))
    cxml_refuse(p, CXML_MALFORMED, "not well-formed at the end of the file");
  /* The end came inside the root: say so, whatever libxml2 stumbled over then. */
  if (p->error.code == CXML_MALFORMED && seen && !whole && depth > 0) {
    p->error.code = CXML_TRUNCATED;
    set_message(&p->error, "the file ends inside an element; it was cut");
  }
  return p->error.code;
}

const cxml_error *cxml_failure(const cxml_parser *p) { return &p->error; }

void cxml_position(const cxml_parser *p, int *line, int *column) {
  *line = 0;
  *column = 0;
  xmlParserInputPtr input = p->context ? p->context->input : NULL;
  if (!input) return;
  *line = input->line;
  *column = input->col;
  if (!p->in_start || !input->base) return;
  /* libxml2 stands behind the attributes. A start tag holds no other `<`, and it is whole in the buffer. */
  const xmlChar *at = input->cur;
  int lines = 0;
  while (at > input->base && *at != '<') {
    at--;
    if (*at == '\n') lines++;
  }
  if (*at != '<') return;
  if (lines == 0) {
    long start = (long)input->col - (long)(input->cur - at);
    *column = start > 0 ? (int)start : 1;
    return;
  }
  *line = input->line > lines ? input->line - lines : 1;
  const xmlChar *begin = at;
  while (begin > input->base && begin[-1] != '\n') begin--;
  *column = (int)(at - begin) + 1;
}

const unsigned char *cxml_value(cxml_parser *p, const cxml_attribute *a, size_t *length) {
  size_t n = (size_t)(a->end - a->value);
  *length = n;
  if (!memchr(a->value, '&', n)) return a->value;
  if (n > p->scratch_capacity) {
    unsigned char *grown = realloc(p->scratch, n);
    if (!grown) {
      *length = 0;
      return a->value;
    }
    p->scratch = grown;
    p->scratch_capacity = n;
  }
  /* Without entity substitution libxml2 writes every `&` of a value as `&#38;`, however it was written. */
  size_t out = 0;
  for (size_t i = 0; i < n; i++) {
    p->scratch[out++] = a->value[i];
    if (a->value[i] == '&' && n - i >= 5 && memcmp(a->value + i, "&#38;", 5) == 0) i += 4;
  }
  *length = out;
  return p->scratch;
}
