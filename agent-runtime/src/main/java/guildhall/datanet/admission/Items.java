package guildhall.datanet.admission;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;

/// Reads an offering item by item, whatever its format.
final class Items {

  /// Takes an item, or ends the reading.
  @FunctionalInterface
  interface Taker {
    void take(Item item) throws IOException;
  }

  private static final int ARCHIVE = 'P' << 24 | 'K' << 16 | 3 << 8 | 4;

  private final OfferingLimits limits;
  private final Taker taker;
  private int count;

  private Items(OfferingLimits limits, Taker taker) {
    this.limits = limits;
    this.taker = taker;
  }

  /// Reads all of it.
  ///
  /// @throws Stop if it is refused
  /// @throws Upload.SourceFailed if its stream fails
  static Reading.Whole read(Offering offering, OfferingLimits limits, Taker taker)
      throws IOException {
    Upload upload = new Upload(limits.bytes(), offering instanceof Offering.Zip);
    Items items = new Items(limits, taker);
    switch (offering) {
      case Offering.Text(var name, var in) -> items.text(name, upload.limited(in));
      case Offering.Folder(var files) -> {
        for (Offering.File file : files) {
          items.file(file, upload);
        }
      }
      case Offering.Csv(var in, var columns) -> items.csv(upload.limited(in), columns);
      case Offering.JsonLines(var in, var columns) -> items.json(upload.limited(in), columns);
      case Offering.Zip(var in) -> new ZipTexts(upload, limits).each(in, items::text);
      case Offering.Given(var all) -> {
        for (Item item : all) {
          items.given(item, upload);
        }
      }
    }
    if (items.count == 0) {
      throw new Stop(Reason.EMPTY, "Nothing is offered: there is not one item.");
    }
    return new Reading.Whole(items.count, upload.count());
  }

  private void file(Offering.File file, Upload upload) throws IOException {
    try (InputStream in = open(file)) {
      text(file.name(), upload.limited(in));
    }
  }

  private static InputStream open(Offering.File file) throws IOException {
    try {
      return file.content().open();
    } catch (IOException e) {
      throw new Upload.SourceFailed(e);
    }
  }

  private void text(String name, InputStream in) throws IOException {
    String shown = name.isBlank() ? "The text" : Shown.quoted(name);
    Utf8Chars chars = new Utf8Chars(in, shown);
    StringBuilder text = new StringBuilder();
    for (int c = chars.next(); c >= 0; c = chars.next()) {
      if (text.length() == limits.itemBytes()) {
        throw new Stop(
            Reason.ITEM_TOO_LARGE,
            shown + " has more than the " + limits.itemBytes() + " bytes a text may have.");
      }
      text.append((char) c);
      if (text.length() == 4 && isArchive(text)) {
        throw new Stop(Reason.WRONG_ENCODING, shown + " is an archive and no text.");
      }
    }
    take(
        new Item(
            count, Offering.id(name), ItemType.TEXT, text.toString(), Map.of(), Optional.empty()));
  }

  private static boolean isArchive(StringBuilder text) {
    int first = 0;
    for (int i = 0; i < 4; i++) {
      first = first << 8 | text.charAt(i);
    }
    return first == ARCHIVE;
  }

  private void csv(InputStream in, Columns columns) throws IOException {
    CsvRows rows = new CsvRows(new Utf8Chars(in, "The CSV"), limits);
    for (Optional<Map<String, String>> row = rows.next(); row.isPresent(); row = rows.next()) {
      take(columns.item(count, rows.line(), row.get()));
    }
    if (count == 0) {
      throw new Stop(Reason.EMPTY, "The CSV has a header and no rows.");
    }
  }

  private void json(InputStream in, Columns columns) throws IOException {
    JsonRows rows = new JsonRows(new Utf8Chars(in, "The JSON"), limits);
    for (Optional<Map<String, String>> row = rows.next(); row.isPresent(); row = rows.next()) {
      take(columns.item(count, rows.line(), row.get()));
    }
  }

  private void given(Item item, Upload upload) throws IOException {
    upload.add(item.bytes());
    if (item.bytes() > limits.itemBytes()) {
      throw new Stop(
          Reason.ITEM_TOO_LARGE,
          "%s has %d bytes, an item may have %d."
              .formatted(Checks.name(item), item.bytes(), limits.itemBytes()));
    }
    if (item.fields().size() > limits.fields()) {
      throw new Stop(
          Reason.MALFORMED,
          Checks.name(item) + " has more than the " + limits.fields() + " fields it may have.");
    }
    take(item);
  }

  private void take(Item item) throws IOException {
    if (count == limits.items()) {
      throw new Stop(
          Reason.TOO_MANY_ITEMS,
          "The offering has more than the " + limits.items() + " items it may have.");
    }
    count++;
    taker.take(item);
  }
}
