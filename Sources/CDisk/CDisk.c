#define _GNU_SOURCE
#include "CDisk.h"

#include <errno.h>
#include <unistd.h>

int vezha_sync_device(int descriptor) {
#ifdef __linux__
  return syncfs(descriptor) == 0 ? 0 : errno;
#else
  return fsync(descriptor) == 0 ? 0 : errno;
#endif
}
