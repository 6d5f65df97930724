// The door to the C library's allocator, whose header Swift does not see.
#pragma once

#ifdef __cplusplus
extern "C" {
#endif

/// Keeps freed blocks of up to 64 MiB for the next of their size, where the C library can.
void vezha_keep_freed_blocks(void);

/// Gives freed blocks of more than 1 MiB back to the system, where the C library can.
void vezha_return_freed_blocks(void);

#ifdef __cplusplus
}
#endif
