#include "CXML.h"

#include <libxml/hash.h>
#include <libxml/catalog.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Guards. libxml2 2.9 has none of them in SAX mode, or weaker ones. */
enum {
  max_depth = 128,
  max_attributes = 1024,             /* its test for duplicates is quadratic */
  max_namespaces = 256,              /* in scope; its look-up is linear */
  max_text = 1 << 20,                /* of one field */
  max_silence = 256 << 10,           /* bytes without an event: it is quadratic inside one tag */
  max_subset = 64 << 10,
  max_declarations = 256,
  piece = 32 << 10                   /* the silence guard looks between pieces */
};

struct cxml_parser {
  xmlParserCtxtPtr context;
  void *user;
  cxml_start start;
  cxml_end end;
  cxml_error error;
  unsigned char head[4]; /* the first bytes, held back until the encoding can be told */
  int head_length;
  int begun;             /* the head has been fed */
  int in_start;          /* inside a start call */
  int root_seen;
  int depth;
  int skip_depth;        /* depth of the skipped element, 0 if none */
  size_t silence;        /* bytes fed since the last event */
  int in_subset;
  size_t subset_fed;     /* bytes fed since the DOCTYPE began */
  int declarations;
  size_t text_run;       /* text since the last tag */
  unsigned char *text;   /* what is collected */
  size_t text_length, text_capacity;
  int collecting;        /* how many open elements want text */
  long text_start[max_depth + 1]; /* by depth: where its text begins, -1 if unwanted */
  unsigned char *scratch;
  size_t scratch_capacity;
};

/* ---- refusing ---- */

/* Copies a message as one line: control characters become blanks, blanks at the end go, UTF-8 is not cut. */
static void set_message(cxml_error *error, const char *message) {
  size_t n = 0;
  for (const unsigned char *c = (const unsigned char *)message; *c && n < sizeof error->message - 1; c++) {
    /* Bytes above ASCII come from the document and might be anything, even half a character. */
    error->message[n++] = (*c < 0x20 || *c == 0x7f) ? ' ' : (*c > 0x7f ? '?' : (char)*c);
  }
  while (n > 0 && error->message[n - 1] == ' ') n--;
  error->message[n] = 0;
}

static void refuse_at(cxml_parser *p, cxml_code code, int line, int column, const char *message) {
  if (p->error.code == CXML_OK) {
    p->error.code = code;
    p->error.line = line;
    p->error.column = column;
    set_message(&p->error, message);
  }
  if (p->context) xmlStopParser(p->context);
}

static void refuse(cxml_parser *p, cxml_code code, const char *message) {
  int line = 0, column = 0;
  if (p->error.code == CXML_OK) cxml_position(p, &line, &column);
  refuse_at(p, code, line, column, message);
}

/* libxml2's own errors. Everything at or above an error is final, except odd namespace URIs. */
static void on_error(void *user, xmlErrorPtr e) {
  cxml_parser *p = user;
  if (!e || e->level < XML_ERR_ERROR || p->error.code != CXML_OK) return;
  if (e->code == XML_WAR_NS_URI || e->code == XML_WAR_NS_URI_RELATIVE) return;
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
  refuse_at(p, code, e->line, e->int2, message);
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

/* ---- encodings ---- */

static int is_allowed_encoding(const char *name) {
  static const char *const allowed[] = {
    "UTF-8", "UTF8", "UTF-16", "UTF16", "UTF-16LE", "UTF-16BE", "ISO-8859-1", "ISO8859-1", "ISO_8859-1", "LATIN1",
    "ISO-LATIN-1", "ISO-8859-5", "ISO8859-5", "ISO_8859-5", "WINDOWS-1251", "CP1251", "US-ASCII", "ASCII"};
  for (size_t i = 0; i < sizeof allowed / sizeof *allowed; i++)
    if (strcasecmp(name, allowed[i]) == 0) return 1;
  return 0;
}

static int check_declared(cxml_parser *p, const xmlChar *name) {
  if (!name || is_allowed_encoding((const char *)name)) return 1;
  char message[200];
  snprintf(message, sizeof message,
           "encoding %.40s is not read; use UTF-8, UTF-16, ISO-8859-1, ISO-8859-5, windows-1251 or US-ASCII",
           (const char *)name);
  refuse_at(p, CXML_ENCODING, 1, 1, message);
  return 0;
}

/* Called after the XML declaration and before anything else, so a smuggling encoding has decoded nothing yet. */
static void on_start_document(void *user) {
  cxml_parser *p = user;
  p->silence = 0;
  if (!check_declared(p, p->context->encoding)) return;
  if (p->context->input) check_declared(p, p->context->input->encoding);
}

/* UCS-4 and EBCDIC are recognised by libxml2 without any declaration. */
static int is_strange_head(const unsigned char *h) {
  static const unsigned char strange[][4] = {
    {0, 0, 0, '<'}, {'<', 0, 0, 0}, {0, 0, '<', 0}, {0, '<', 0, 0}, {0xff, 0xfe, 0, 0}, {0, 0, 0xfe, 0xff},
    {0x4c, 0x6f, 0xa7, 0x94}};
  for (size_t i = 0; i < sizeof strange / sizeof *strange; i++)
    if (memcmp(h, strange[i], 4) == 0) return 1;
  return 0;
}

/* ---- document type ---- */

static void on_internal_subset(void *user, const xmlChar *name, const xmlChar *public_id, const xmlChar *system_id) {
  (void)name;
  (void)public_id;
  (void)system_id;
  cxml_parser *p = user;
  p->silence = 0;
  p->in_subset = 1;
  p->subset_fed = 0;
}

/* Called when the internal subset has been read, also where there was none. Fetches nothing. Attribute defaults are
   dropped: no inventory needs them, and they make every element as expensive as their number squared. */
static void on_external_subset(void *user, const xmlChar *name, const xmlChar *public_id, const xmlChar *system_id) {
  (void)name;
  (void)public_id;
  (void)system_id;
  cxml_parser *p = user;
  p->silence = 0;
  p->in_subset = 0;
  if (p->context->attsDefault) {
    xmlHashFree(p->context->attsDefault, xmlHashDefaultDeallocator);
    p->context->attsDefault = NULL;
  }
}

static void declared(cxml_parser *p) {
  if (++p->declarations > max_declarations) refuse(p, CXML_LIMIT, "more than 256 declarations in the document type");
}

static void on_entity(void *user, const xmlChar *name, int type, const xmlChar *public_id, const xmlChar *system_id,
                      xmlChar *content) {
  (void)name;
  (void)type;
  (void)public_id;
  (void)system_id;
  (void)content;
  refuse(user, CXML_ENTITY, "the file declares an entity, which no inventory needs");
}

static void on_unparsed_entity(void *user, const xmlChar *name, const xmlChar *public_id, const xmlChar *system_id,
                               const xmlChar *notation) {
  (void)notation;
  on_entity(user, name, 0, public_id, system_id, NULL);
}

/* libxml2 knows the five predefined entities itself; only others are asked for. */
static xmlEntityPtr on_get_entity(void *user, const xmlChar *name) {
  cxml_parser *p = user;
  xmlEntityPtr predefined = xmlGetPredefinedEntity(name);
  if (!predefined) {
    char message[120];
    snprintf(message, sizeof message, "entity &%.60s; is not defined", (const char *)name);
    refuse(p, CXML_ENTITY, message);
  }
  return predefined;
}

static xmlEntityPtr on_get_parameter_entity(void *user, const xmlChar *name) {
  (void)name;
  refuse(user, CXML_ENTITY, "the file refers to a parameter entity, which no inventory needs");
  return NULL;
}

static void on_reference(void *user, const xmlChar *name) { on_get_entity(user, name); }

static void on_element_declaration(void *user, const xmlChar *name, int type, xmlElementContentPtr content) {
  (void)name;
  (void)type;
  (void)content;
  declared(user);
}

static void on_attribute_declaration(void *user, const xmlChar *element, const xmlChar *name, int type, int use,
                                     const xmlChar *value, xmlEnumerationPtr tree) {
  (void)element;
  (void)name;
  (void)type;
  (void)use;
  (void)value;
  xmlFreeEnumeration(tree); /* ours, by libxml2's contract */
  declared(user);
}

static void on_notation(void *user, const xmlChar *name, const xmlChar *public_id, const xmlChar *system_id) {
  (void)name;
  (void)public_id;
  (void)system_id;
  declared(user);
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
    refuse(p, CXML_LIMIT, "elements are nested deeper than 128 levels");
    return;
  }
  p->depth++;
  p->text_start[p->depth] = -1;
  if (attribute_count > max_attributes) {
    refuse(p, CXML_LIMIT, "an element has more than 1024 attributes");
    return;
  }
  if (p->context->nsNr / 2 > max_namespaces) {
    refuse(p, CXML_LIMIT, "more than 256 namespaces are in scope");
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
    refuse(p, CXML_STOPPED, "stopped");
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
  if (p->end(p->user, &e) == CXML_STOP) refuse(p, CXML_STOPPED, "stopped");
}

static void on_text(void *user, const xmlChar *text, int length) {
  cxml_parser *p = user;
  if (p->error.code != CXML_OK || length <= 0) return;
  p->silence = 0;
  p->text_run += (size_t)length;
  if (p->text_run > max_text) {
    refuse(p, CXML_LIMIT, "a text is longer than 1 MiB");
    return;
  }
  if (!p->collecting || p->skip_depth) return;
  size_t needed = p->text_length + (size_t)length;
  if (needed > max_text) {
    refuse(p, CXML_LIMIT, "the text of an element is longer than 1 MiB");
    return;
  }
  if (needed > p->text_capacity) {
    size_t capacity = needed * 2 < 4096 ? 4096 : needed * 2;
    unsigned char *grown = realloc(p->text, capacity);
    if (!grown) {
      refuse(p, CXML_MEMORY, "out of memory");
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
  h.startDocument = on_start_document;
  h.internalSubset = on_internal_subset;
  h.externalSubset = on_external_subset;
  h.entityDecl = on_entity;
  h.unparsedEntityDecl = on_unparsed_entity;
  h.getEntity = on_get_entity;
  h.getParameterEntity = on_get_parameter_entity;
  h.reference = on_reference;
  h.elementDecl = on_element_declaration;
  h.attributeDecl = on_attribute_declaration;
  h.notationDecl = on_notation;
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
    refuse(p, CXML_LIMIT, "more than 256 KiB without a complete tag, comment or declaration");
    return;
  }
  if (p->in_subset) {
    p->subset_fed += length;
    if (p->subset_fed > max_subset + piece) {
      refuse(p, CXML_LIMIT, "the document type is longer than 64 KiB");
      return;
    }
  }
  int result = xmlParseChunk(p->context, (const char *)bytes, (int)length, 0);
  if (result != XML_ERR_OK && !p->context->wellFormed && p->error.code == CXML_OK)
    refuse(p, CXML_MALFORMED, "not well-formed");
}

cxml_code cxml_feed(cxml_parser *p, const unsigned char *bytes, size_t length) {
  while (p->error.code == CXML_OK && length > 0 && !p->begun) {
    p->head[p->head_length++] = *bytes++;
    length--;
    if (p->head_length < 4) continue;
    p->begun = 1;
    if (is_strange_head(p->head))
      refuse_at(p, CXML_ENCODING, 1, 1, "the file is in UCS-4 or EBCDIC, which is not read; use UTF-8");
    else
      feed_piece(p, p->head, 4);
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
      refuse_at(p, CXML_EMPTY, 0, 0, "the file is empty");
      return p->error.code;
    }
    feed_piece(p, p->head, (size_t)p->head_length);
  }
  int whole = p->depth == 0;
  int seen = p->root_seen;
  int depth = p->depth;
  if (p->error.code == CXML_OK) xmlParseChunk(p->context, "", 0, 1);
  if (p->error.code == CXML_OK && !(p->context->wellFormed && p->depth == 0 && p->root_seen))
    refuse(p, CXML_MALFORMED, "not well-formed at the end of the file");
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
