import CMemory

/// How the process holds memory.
public enum Memory {
  /// Keeps freed buffers of a document's size for the next document.
  ///
  /// By default the C library gives each back to the system and takes fresh, zeroed pages for the next, which takes a
  /// tenth of the time of receiving a folder of lists. Called once, before threads are started.
  public static func keepFreedBuffers() { vezha_keep_freed_blocks() }

  /// Gives large buffers back when they are freed: for work that needs many, each of another size, once.
  public static func returnFreedBuffers() { vezha_return_freed_blocks() }
}
