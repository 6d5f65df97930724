#pragma once
/* What the files of the XML door share; not part of its interface. */
#include "CXML.h"

#include <libxml/parser.h>

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

/* Records the first refusal and stops the parser; without a place it is where the parser stands. */
void cxml_refuse(cxml_parser *p, cxml_code code, const char *message);
void cxml_refuse_at(cxml_parser *p, cxml_code code, int line, int column, const char *message);

/* CXMLProlog.c: what may stand before the root element. */
void cxml_guard_prolog(xmlSAXHandler *handler);
/* Whether four bytes at the beginning are UCS-4 or EBCDIC, which libxml2 recognises without any declaration. */
int cxml_is_strange_head(const unsigned char *head);
/* Copies four bytes at the beginning, UTF-16 without mark and declaration with its mark before it; returns how many. */
size_t cxml_marked_head(const unsigned char *head, unsigned char *out);
/* Refuses a document whose declared encoding is not read; returns whether it is. */
int cxml_check_encoding(cxml_parser *p);
