// The door to ICU's IDNA and to libpsl. Plain C types only: ICU's headers must not meet Foundation's own copy.
#pragma once

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Longest name, in bytes, that `vezha_idna_to_ascii` looks at; keeps Punycode's quadratic cost small.
#define VEZHA_IDNA_MAXIMUM_INPUT 1024

/// UTS #46 nontransitional ToASCII without the STD3 and hyphen rules, of UTF-8 text.
///
/// Every A-label of the input is decoded and checked. Thread-safe.
/// Returns the bytes written to `output`, or -1 if a label is bad, -2 if the name is too long.
int32_t vezha_idna_to_ascii(const uint8_t *text, size_t length, uint8_t *output, size_t capacity);

/// UTS #46 ToUnicode of a canonical ASCII name. Returns the bytes written, or -1.
int32_t vezha_idna_to_unicode(const uint8_t *text, size_t length, uint8_t *output, size_t capacity);

/// The skeleton of UTF-8 text (UTS #39 section 4): texts that look alike have the same one. Thread-safe.
///
/// Returns the bytes written to `output`, or -1 if there is none.
int32_t vezha_skeleton(const uint8_t *text, size_t length, uint8_t *output, size_t capacity);

/// Longest pattern, and longest text that it is tried on, in bytes.
#define VEZHA_PATTERN_MAXIMUM 1024

/// A compiled regular expression of ICU; immutable, so that any thread may try it.
typedef struct vezha_pattern vezha_pattern;

/// What a pattern is compiled with.
#define VEZHA_PATTERN_IGNORES_CASE 1
#define VEZHA_PATTERN_COMMENTS 2
#define VEZHA_PATTERN_LINES 4
#define VEZHA_PATTERN_DOT_ALL 8

/// Compiles UTF-8 text; NULL if it is no pattern or too long. Free it with `vezha_pattern_free`.
const vezha_pattern *vezha_pattern_compile(const uint8_t *text, size_t length, uint32_t options);

/// Frees a pattern; NULL is allowed.
void vezha_pattern_free(const vezha_pattern *pattern);

/// Whether a pattern is found anywhere in UTF-8 text: 1 or 0; -1 where the text is too long, or the search took more
/// steps or memory than a sane pattern needs. The steps are counted, not timed: the same on every machine.
int vezha_pattern_find(const vezha_pattern *pattern, const uint8_t *text, size_t length);

/// A loaded Public Suffix List; immutable, so that any thread may look things up.
typedef struct vezha_suffix_list vezha_suffix_list;

/// The list compiled into libpsl, or NULL if it has none. Free it like any other.
const vezha_suffix_list *vezha_suffix_list_builtin(void);

/// The list in a file, or NULL; then `*error` is an errno value, or 0 if the file holds no rule.
const vezha_suffix_list *vezha_suffix_list_load(const char *path, int *error);

/// The list in memory, or NULL if it holds no rule.
const vezha_suffix_list *vezha_suffix_list_read(const uint8_t *text, size_t length);

/// Frees a list; NULL is allowed.
void vezha_suffix_list_free(const vezha_suffix_list *list);

/// Bytes at the end of a canonical host that make its registrable domain; 0 if it has none, being a public
/// suffix itself. An unlisted last label is a public suffix (the list's default rule `*`).
size_t vezha_suffix_list_registrable(const vezha_suffix_list *list, const uint8_t *host, size_t length);

/// SHA-1 in hexadecimal of the list that the library was built with.
const char *vezha_suffix_list_builtin_digest(void);

/// Whether a canonical host is a public suffix itself: one look-up instead of one per label.
int vezha_suffix_list_is_suffix(const vezha_suffix_list *list, const uint8_t *host, size_t length);

/// Whether the list has a rule for a last label in canonical form, the default rule `*` not counted.
int vezha_suffix_list_knows(const vezha_suffix_list *list, const uint8_t *label, size_t length);

#ifdef __cplusplus
}
#endif
