#include "CHTML.h"

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <string.h>

/* Deeper documents are refused: the parser's own stack has no limit. */
#define MAXIMUM_DEPTH 512
/* Fed in pieces, so that no length has to fit an int. */
#define PIECE 65536

typedef struct {
  chtml_handler handler;
  htmlParserCtxtPtr context;
  int depth;
  int is_too_deep;
} reading;

static int line_of(const reading *r) { return r->context && r->context->input ? r->context->input->line : 0; }

static void on_start(void *user, const xmlChar *name, const xmlChar **attributes) {
  reading *r = user;
  if (++r->depth > MAXIMUM_DEPTH) {
    r->is_too_deep = 1;
    xmlStopParser(r->context);
    return;
  }
  r->handler.start(r->handler.user, (const char *)name, (const char *const *)attributes, line_of(r));
}

static void on_end(void *user, const xmlChar *name) {
  reading *r = user;
  if (r->depth > 0) r->depth--;
  r->handler.end(r->handler.user, (const char *)name);
}

static void on_text(void *user, const xmlChar *bytes, int length) {
  reading *r = user;
  if (length > 0) r->handler.text(r->handler.user, (const char *)bytes, (size_t)length, line_of(r));
}

int chtml_read(const unsigned char *bytes, size_t length, chtml_handler handler) {
  reading r = {handler, NULL, 0, 0};
  htmlSAXHandler sax;
  memset(&sax, 0, sizeof sax);
  sax.startElement = on_start;
  sax.endElement = on_end;
  sax.characters = on_text;
  sax.ignorableWhitespace = on_text;
  r.context = htmlCreatePushParserCtxt(&sax, &r, NULL, 0, NULL, XML_CHAR_ENCODING_UTF8);
  if (!r.context) return CHTML_MEMORY;
  htmlCtxtUseOptions(
      r.context, HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC);
  for (size_t at = 0; at < length && !r.is_too_deep; at += PIECE) {
    size_t piece = length - at < PIECE ? length - at : PIECE;
    htmlParseChunk(r.context, (const char *)bytes + at, (int)piece, 0);
  }
  if (!r.is_too_deep) htmlParseChunk(r.context, NULL, 0, 1);
  if (r.context->myDoc) xmlFreeDoc(r.context->myDoc);
  r.context->myDoc = NULL;
  htmlFreeParserCtxt(r.context);
  return r.is_too_deep ? CHTML_DEPTH : CHTML_OK;
}
