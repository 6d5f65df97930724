/* Encodings and document types: everything that libxml2 would let a file decide and that we decide. */
#include "CXMLParser.h"

#include <libxml/hash.h>
#include <libxml/parserInternals.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

/* ---- encodings ---- */

static int is_allowed_encoding(const char *name) {
  static const char *const allowed[] = {
    "UTF-8", "UTF8", "UTF-16", "UTF16", "UTF-16LE", "UTF-16BE", "ISO-8859-1", "ISO8859-1", "ISO_8859-1", "LATIN1",
    "ISO-LATIN-1", "ISO-8859-5", "ISO8859-5", "ISO_8859-5", "ISO-8859-15", "ISO8859-15", "ISO_8859-15", "LATIN-9",
    "WINDOWS-1251", "CP1251", "WINDOWS-1252", "CP1252", "US-ASCII", "ASCII"};
  for (size_t i = 0; i < sizeof allowed / sizeof *allowed; i++)
    if (strcasecmp(name, allowed[i]) == 0) return 1;
  return 0;
}

static int check_declared(cxml_parser *p, const xmlChar *name) {
  if (!name || is_allowed_encoding((const char *)name)) return 1;
  char message[200];
  snprintf(message, sizeof message,
           "encoding %.40s is not read; use UTF-8, UTF-16, ISO-8859-1, -5 or -15, windows-1251 or -1252, or US-ASCII",
           (const char *)name);
  cxml_refuse_at(p, CXML_ENCODING, 1, 1, message);
  return 0;
}

int cxml_check_encoding(cxml_parser *p) {
  if (!check_declared(p, p->context->encoding)) return 0;
  return !p->context->input || check_declared(p, p->context->input->encoding);
}

/* Called after the XML declaration and before anything else, so a smuggling encoding has decoded nothing yet. */
static void on_start_document(void *user) {
  cxml_parser *p = user;
  p->silence = 0;
  cxml_check_encoding(p);
}

int cxml_is_strange_head(const unsigned char *h) {
  static const unsigned char strange[][4] = {
    {0, 0, 0, '<'}, {'<', 0, 0, 0}, {0, 0, '<', 0}, {0, '<', 0, 0}, {0xff, 0xfe, 0, 0}, {0, 0, 0xfe, 0xff},
    {0x4c, 0x6f, 0xa7, 0x94}};
  for (size_t i = 0; i < sizeof strange / sizeof *strange; i++)
    if (memcmp(h, strange[i], 4) == 0) return 1;
  return 0;
}

size_t cxml_marked_head(const unsigned char *h, unsigned char *out) {
  size_t n = 0;
  /* With a declaration, `<?`, libxml2 sees it itself. */
  if (h[0] == '<' && h[1] == 0 && h[2] != 0 && h[2] != '?' && h[3] == 0) {
    out[n++] = 0xff;
    out[n++] = 0xfe;
  } else if (h[0] == 0 && h[1] == '<' && h[2] == 0 && h[3] != 0 && h[3] != '?') {
    out[n++] = 0xfe;
    out[n++] = 0xff;
  }
  memcpy(out + n, h, 4);
  return n + 4;
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
  if (++p->declarations > max_declarations) cxml_refuse(p, CXML_LIMIT, "more than 256 declarations in the document type");
}

static void on_entity(void *user, const xmlChar *name, int type, const xmlChar *public_id, const xmlChar *system_id,
                      xmlChar *content) {
  (void)name;
  (void)type;
  (void)public_id;
  (void)system_id;
  (void)content;
  cxml_refuse(user, CXML_ENTITY, "the file declares an entity, which no inventory needs");
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
    cxml_refuse(p, CXML_ENTITY, message);
  }
  return predefined;
}

static xmlEntityPtr on_get_parameter_entity(void *user, const xmlChar *name) {
  (void)name;
  cxml_refuse(user, CXML_ENTITY, "the file refers to a parameter entity, which no inventory needs");
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

void cxml_guard_prolog(xmlSAXHandler *handler) {
  handler->startDocument = on_start_document;
  handler->internalSubset = on_internal_subset;
  handler->externalSubset = on_external_subset;
  handler->entityDecl = on_entity;
  handler->unparsedEntityDecl = on_unparsed_entity;
  handler->getEntity = on_get_entity;
  handler->getParameterEntity = on_get_parameter_entity;
  handler->reference = on_reference;
  handler->elementDecl = on_element_declaration;
  handler->attributeDecl = on_attribute_declaration;
  handler->notationDecl = on_notation;
}
