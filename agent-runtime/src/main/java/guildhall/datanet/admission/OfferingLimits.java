package guildhall.datanet.admission;

/// What one offering may need at most. All bounds are inclusive.
///
/// @param bytes of the upload as it comes, all files together
/// @param items in it
/// @param itemBytes of one item; what is held in memory at a time
/// @param fields of one row
/// @param jsonDepth how deeply a line of JSON may be nested, 1 for values only
/// @param zipEntries of an archive, folders counted
/// @param zipBytes of an archive when it is inflated
/// @param zipRatio inflated bytes to bytes that were read, above the first mebibyte
public record OfferingLimits(
    long bytes,
    int items,
    int itemBytes,
    int fields,
    int jsonDepth,
    int zipEntries,
    long zipBytes,
    int zipRatio) {

  /// What a runtime starts with: 10,000 items, 32 MiB as they come, 128 MiB inflated, 1 MiB an
  /// item.
  public static final OfferingLimits USUAL =
      new OfferingLimits(32L << 20, 10_000, 1 << 20, 256, 8, 10_000, 128L << 20, 100);

  /// The most an archive's directory can count without its large form.
  private static final int ENTRIES_MAX = 65_534;

  /// Checks the bounds.
  ///
  /// @throws IllegalArgumentException if one is not positive, or the entries are more than 65,534
  public OfferingLimits {
    long least = Math.min(Math.min(bytes, items), Math.min(itemBytes, fields));
    least =
        Math.min(least, Math.min(Math.min(jsonDepth, zipEntries), Math.min(zipBytes, zipRatio)));
    if (least < 1 || zipEntries > ENTRIES_MAX) {
      throw new IllegalArgumentException(
          "a limit is not in its range: " + least + ", zipEntries " + zipEntries);
    }
  }
}
