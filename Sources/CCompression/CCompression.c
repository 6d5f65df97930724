#include "CCompression.h"

#include <limits.h>
#include <pthread.h>
#include <stdlib.h>
#include <zlib.h>
#include <zstd.h>

size_t vezha_zstd_bound(size_t length) { return ZSTD_compressBound(length); }

// One context of each kind per thread: making them anew costs more than sealing a small file.
static pthread_key_t compressor, decompressor;
static pthread_once_t contexts_once = PTHREAD_ONCE_INIT;

static void free_compressor(void *context) { ZSTD_freeCCtx(context); }
static void free_decompressor(void *context) { ZSTD_freeDCtx(context); }

static void make_keys(void) {
  pthread_key_create(&compressor, free_compressor);
  pthread_key_create(&decompressor, free_decompressor);
}

int64_t vezha_zstd_compress(const uint8_t *source, size_t length, uint8_t *target, size_t capacity, int32_t level) {
  pthread_once(&contexts_once, make_keys);
  ZSTD_CCtx *context = pthread_getspecific(compressor);
  if (context == NULL) {
    context = ZSTD_createCCtx();
    if (context == NULL) return -1;
    pthread_setspecific(compressor, context);
  }
  ZSTD_CCtx_reset(context, ZSTD_reset_session_and_parameters);
  ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, level);
  ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
  size_t written = ZSTD_compress2(context, target, capacity, source, length);
  return ZSTD_isError(written) ? -1 : (int64_t)written;
}

int64_t vezha_zstd_content_size(const uint8_t *source, size_t length) {
  unsigned long long size = ZSTD_getFrameContentSize(source, length);
  if (size == ZSTD_CONTENTSIZE_ERROR) return -2;
  return size == ZSTD_CONTENTSIZE_UNKNOWN || size > INT64_MAX ? -1 : (int64_t)size;
}

int64_t vezha_zstd_decompress(const uint8_t *source, size_t length, uint8_t *target, size_t capacity) {
  pthread_once(&contexts_once, make_keys);
  ZSTD_DCtx *context = pthread_getspecific(decompressor);
  if (context == NULL) {
    context = ZSTD_createDCtx();
    if (context == NULL) return -1;
    pthread_setspecific(decompressor, context);
  }
  size_t written = ZSTD_decompressDCtx(context, target, capacity, source, length);
  return ZSTD_isError(written) ? -1 : (int64_t)written;
}

struct vezha_expander {
  z_stream gzip;
  ZSTD_DCtx *zstd;
  int gzip_open, ended;
};

vezha_expander *vezha_expander_new(int32_t format) {
  vezha_expander *expander = calloc(1, sizeof *expander);
  if (expander == NULL) return NULL;
  if (format == VEZHA_ZSTD) {
    expander->zstd = ZSTD_createDCtx();
    // 128 MiB of window at most, whatever the frame asks for.
    if (expander->zstd != NULL) ZSTD_DCtx_setParameter(expander->zstd, ZSTD_d_windowLogMax, 27);
  } else {
    // 16: a gzip header is required.
    expander->gzip_open = inflateInit2(&expander->gzip, 15 + 16) == Z_OK;
  }
  if (expander->zstd == NULL && !expander->gzip_open) {
    free(expander);
    return NULL;
  }
  return expander;
}

void vezha_expander_free(vezha_expander *expander) {
  if (expander == NULL) return;
  if (expander->gzip_open) inflateEnd(&expander->gzip);
  if (expander->zstd != NULL) ZSTD_freeDCtx(expander->zstd);
  free(expander);
}

static int32_t run_gzip(
    vezha_expander *expander, const uint8_t *source, size_t length, size_t *consumed, uint8_t *target,
    size_t capacity, size_t *produced) {
  if (expander->ended) {
    // Another member may follow; zeros that pad to a block may too.
    while (*consumed < length && source[*consumed] == 0) ++*consumed;
    if (*consumed == length) return 1;
    if (inflateReset(&expander->gzip) != Z_OK) return -1;
    expander->ended = 0;
  }
  z_stream *stream = &expander->gzip;
  size_t rest = length - *consumed;
  stream->next_in = (Bytef *)(source + *consumed);
  stream->avail_in = rest > UINT_MAX ? UINT_MAX : (uInt)rest;
  stream->next_out = target;
  stream->avail_out = capacity > UINT_MAX ? UINT_MAX : (uInt)capacity;
  int result = inflate(stream, Z_NO_FLUSH);
  *consumed = (size_t)(stream->next_in - source);
  *produced = (size_t)(stream->next_out - target);
  if (result == Z_STREAM_END) {
    expander->ended = 1;
    return 1;
  }
  // Z_BUF_ERROR only says that there was nothing to do.
  return result == Z_OK || result == Z_BUF_ERROR ? 0 : -1;
}

int32_t vezha_expander_run(
    vezha_expander *expander, const uint8_t *source, size_t length, size_t *consumed, uint8_t *target,
    size_t capacity, size_t *produced) {
  *consumed = 0;
  *produced = 0;
  if (expander->zstd == NULL) return run_gzip(expander, source, length, consumed, target, capacity, produced);
  ZSTD_inBuffer in = {source, length, 0};
  ZSTD_outBuffer out = {target, capacity, 0};
  size_t hint = ZSTD_decompressStream(expander->zstd, &out, &in);
  *consumed = in.pos;
  *produced = out.pos;
  if (ZSTD_isError(hint)) return -1;
  return hint == 0 ? 1 : 0;
}
