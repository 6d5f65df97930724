#define _GNU_SOURCE  // fmemopen
#include "CText.h"

#include <errno.h>
#include <libpsl.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <unicode/uidna.h>
#include <unicode/uregex.h>
#include <unicode/uspoof.h>
#include <unicode/ustring.h>

// A UIDNA is immutable and documented as thread-safe; one serves the process.
static UIDNA *idna;
static pthread_once_t idna_once = PTHREAD_ONCE_INIT;

static void idna_open(void) {
  UErrorCode status = U_ZERO_ERROR;
  idna = uidna_openUTS46(
      UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ | UIDNA_NONTRANSITIONAL_TO_ASCII | UIDNA_NONTRANSITIONAL_TO_UNICODE,
      &status);
  if (U_FAILURE(status)) idna = NULL;
}

// CheckHyphens is off: `r3---sn-x.example` and `-x.example` are real names. ICU always reports them, so they are
// masked. Lengths and empty labels are the caller's to judge, on the ASCII form.
static const uint32_t ignored_errors = UIDNA_ERROR_HYPHEN_3_4 | UIDNA_ERROR_LEADING_HYPHEN |
                                       UIDNA_ERROR_TRAILING_HYPHEN | UIDNA_ERROR_EMPTY_LABEL;
static const uint32_t length_errors = UIDNA_ERROR_LABEL_TOO_LONG | UIDNA_ERROR_DOMAIN_NAME_TOO_LONG;

typedef int32_t (*idna_function)(const UIDNA *, const char *, int32_t, char *, int32_t, UIDNAInfo *, UErrorCode *);

static int32_t idna_run(
    idna_function function, const uint8_t *text, size_t length, uint8_t *output, size_t capacity) {
  if (length > VEZHA_IDNA_MAXIMUM_INPUT || capacity > INT32_MAX) return -2;
  pthread_once(&idna_once, idna_open);
  if (idna == NULL) return -1;
  UIDNAInfo info = UIDNA_INFO_INITIALIZER;
  UErrorCode status = U_ZERO_ERROR;
  int32_t written =
      function(idna, (const char *)text, (int32_t)length, (char *)output, (int32_t)capacity, &info, &status);
  if (status == U_BUFFER_OVERFLOW_ERROR) return -2;
  if (U_FAILURE(status)) return -1;
  if (info.errors & ~(ignored_errors | length_errors)) return -1;
  if (info.errors & length_errors) return -2;
  return written;
}

int32_t vezha_idna_to_ascii(const uint8_t *text, size_t length, uint8_t *output, size_t capacity) {
  return idna_run(uidna_nameToASCII_UTF8, text, length, output, capacity);
}

int32_t vezha_idna_to_unicode(const uint8_t *text, size_t length, uint8_t *output, size_t capacity) {
  return idna_run(uidna_nameToUnicodeUTF8, text, length, output, capacity);
}

// A USpoofChecker with its defaults is only read from; one serves the process.
static USpoofChecker *spoof;
static pthread_once_t spoof_once = PTHREAD_ONCE_INIT;

static void spoof_open(void) {
  UErrorCode status = U_ZERO_ERROR;
  spoof = uspoof_open(&status);
  if (U_FAILURE(status)) spoof = NULL;
}

int32_t vezha_skeleton(const uint8_t *text, size_t length, uint8_t *output, size_t capacity) {
  if (length > VEZHA_IDNA_MAXIMUM_INPUT || capacity > INT32_MAX) return -1;
  pthread_once(&spoof_once, spoof_open);
  if (spoof == NULL) return -1;
  UErrorCode status = U_ZERO_ERROR;
  int32_t written =
      uspoof_getSkeletonUTF8(spoof, 0, (const char *)text, (int32_t)length, (char *)output, (int32_t)capacity, &status);
  return U_FAILURE(status) ? -1 : written;
}

// A tick is ten thousand steps of ICU's engine; the stack is in bytes.
static const int32_t pattern_ticks = 20;
static const int32_t pattern_stack = 1 << 20;

static int32_t utf16(const uint8_t *text, size_t length, UChar *output) {
  int32_t written = 0;
  UErrorCode status = U_ZERO_ERROR;
  // No text has more UTF-16 units than bytes of UTF-8.
  u_strFromUTF8(output, VEZHA_PATTERN_MAXIMUM, &written, (const char *)text, (int32_t)length, &status);
  return U_FAILURE(status) ? -1 : written;
}

const vezha_pattern *vezha_pattern_compile(const uint8_t *text, size_t length, uint32_t options) {
  if (length == 0 || length > VEZHA_PATTERN_MAXIMUM) return NULL;
  UChar units[VEZHA_PATTERN_MAXIMUM];
  int32_t count = utf16(text, length, units);
  if (count <= 0) return NULL;
  uint32_t flags = 0;
  if (options & VEZHA_PATTERN_IGNORES_CASE) flags |= UREGEX_CASE_INSENSITIVE;
  if (options & VEZHA_PATTERN_COMMENTS) flags |= UREGEX_COMMENTS;
  if (options & VEZHA_PATTERN_LINES) flags |= UREGEX_MULTILINE;
  if (options & VEZHA_PATTERN_DOT_ALL) flags |= UREGEX_DOTALL;
  UErrorCode status = U_ZERO_ERROR;
  URegularExpression *pattern = uregex_open(units, count, flags, NULL, &status);
  if (U_SUCCESS(status)) return (const vezha_pattern *)pattern;
  uregex_close(pattern);
  return NULL;
}

void vezha_pattern_free(const vezha_pattern *pattern) {
  if (pattern != NULL) uregex_close((URegularExpression *)pattern);
}

int vezha_pattern_find(const vezha_pattern *pattern, const uint8_t *text, size_t length) {
  if (pattern == NULL || length > VEZHA_PATTERN_MAXIMUM) return -1;
  UChar units[VEZHA_PATTERN_MAXIMUM];
  int32_t count = length == 0 ? 0 : utf16(text, length, units);
  if (count < 0) return -1;
  UErrorCode status = U_ZERO_ERROR;
  // A clone of its own for each search, so that the pattern itself never changes; it shares what was compiled.
  URegularExpression *search = uregex_clone((const URegularExpression *)pattern, &status);
  uregex_setTimeLimit(search, pattern_ticks, &status);
  uregex_setStackLimit(search, pattern_stack, &status);
  uregex_setText(search, units, count, &status);
  UBool found = uregex_find(search, 0, &status);
  uregex_close(search);
  return U_FAILURE(status) ? -1 : found ? 1 : 0;
}

static const vezha_suffix_list *with_rules(psl_ctx_t *list) {
  // libpsl takes any text file for a list; one without a single rule is a wrong file.
  if (list != NULL && psl_suffix_count(list) <= 0) {
    psl_free(list);
    return NULL;
  }
  return (const vezha_suffix_list *)list;
}

const vezha_suffix_list *vezha_suffix_list_builtin(void) { return (const vezha_suffix_list *)psl_builtin(); }

const vezha_suffix_list *vezha_suffix_list_load(const char *path, int *error) {
  *error = 0;
  FILE *file = fopen(path, "rbe");
  if (file == NULL) {
    *error = errno;
    return NULL;
  }
  // A folder opens but cannot be read; libpsl would call it an empty list.
  if (fgetc(file) == EOF && ferror(file)) *error = errno;
  rewind(file);
  const vezha_suffix_list *list = *error ? NULL : with_rules(psl_load_fp(file));
  fclose(file);
  return list;
}

const vezha_suffix_list *vezha_suffix_list_read(const uint8_t *text, size_t length) {
  if (length == 0) return NULL;
  FILE *file = fmemopen((void *)text, length, "rb");
  if (file == NULL) return NULL;
  const vezha_suffix_list *list = with_rules(psl_load_fp(file));
  fclose(file);
  return list;
}

const char *vezha_suffix_list_builtin_digest(void) { return psl_builtin_sha1sum(); }

void vezha_suffix_list_free(const vezha_suffix_list *list) {
  // psl_free leaves the built-in list alone.
  if (list != NULL) psl_free((psl_ctx_t *)list);
}

int vezha_suffix_list_is_suffix(const vezha_suffix_list *list, const uint8_t *host, size_t length) {
  char name[256];
  if (list == NULL || length == 0 || length >= sizeof name) return 1;
  memcpy(name, host, length);
  name[length] = 0;
  return psl_is_public_suffix((const psl_ctx_t *)list, name);
}

size_t vezha_suffix_list_registrable(const vezha_suffix_list *list, const uint8_t *host, size_t length) {
  char name[256];
  if (list == NULL || length == 0 || length >= sizeof name) return 0;
  memcpy(name, host, length);
  name[length] = 0;
  const char *registrable = psl_registrable_domain((const psl_ctx_t *)list, name);
  return registrable == NULL ? 0 : strlen(registrable);
}

int vezha_suffix_list_knows(const vezha_suffix_list *list, const uint8_t *label, size_t length) {
  // The letter before stands for any label: some endings have only the rule `*.ending`.
  char name[68] = "x.";
  if (list == NULL || length == 0 || length > 63) return 0;
  memcpy(name + 2, label, length);
  name[2 + length] = 0;
  const int type = PSL_TYPE_ANY | PSL_TYPE_NO_STAR_RULE;
  return psl_is_public_suffix2((const psl_ctx_t *)list, name + 2, type) ||
         psl_is_public_suffix2((const psl_ctx_t *)list, name, type);
}
