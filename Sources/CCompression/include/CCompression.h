// The door to zstd and zlib. Plain C types only.
#pragma once

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Bytes that compressing `length` bytes can need at most.
size_t vezha_zstd_bound(size_t length);

/// Compresses in one piece with a checksum. Returns the bytes written, or -1.
int64_t vezha_zstd_compress(const uint8_t *source, size_t length, uint8_t *target, size_t capacity, int32_t level);

/// The size that a frame says it expands to; -1 if it says none, -2 if it is no frame.
int64_t vezha_zstd_content_size(const uint8_t *source, size_t length);

/// Expands frames in one piece. Returns the bytes written, or -1.
int64_t vezha_zstd_decompress(const uint8_t *source, size_t length, uint8_t *target, size_t capacity);

enum { VEZHA_GZIP = 1, VEZHA_ZSTD = 2 };

/// Expands a stream piece by piece.
typedef struct vezha_expander vezha_expander;

/// An expander for one of the two formats, or NULL without memory.
vezha_expander *vezha_expander_new(int32_t format);

/// Frees an expander; NULL is allowed.
void vezha_expander_free(vezha_expander *expander);

/// Expands as much as fits. Returns 0, or 1 if the stream is at the end of a member, or -1 if it is damaged.
int32_t vezha_expander_run(
    vezha_expander *expander, const uint8_t *source, size_t length, size_t *consumed, uint8_t *target,
    size_t capacity, size_t *produced);

#ifdef __cplusplus
}
#endif
