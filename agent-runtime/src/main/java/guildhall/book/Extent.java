package guildhall.book;

/// How much of a journal lies on disk.
///
/// @param segments files; 0 if it is only in memory
/// @param bytes they take, most of the last one still zeros
/// @param headHash hash of the last frame, in 32 hexadecimal digits: since each frame carries the
///   hash of the one before, it stands for the whole journal. Empty if it is only in memory
public record Extent(int segments, long bytes, String headHash) {

  /// Nothing is on disk.
  public static final Extent IN_MEMORY = new Extent(0, 0, "");
}
