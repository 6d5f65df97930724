// The door to calls of the C library about disks that its headers hide from Swift.
#pragma once

#ifdef __cplusplus
extern "C" {
#endif

/// Waits until all that was written to the file system of an open file is on its disk; 0, or the system's error number.
int vezha_sync_device(int descriptor);

#ifdef __cplusplus
}
#endif
