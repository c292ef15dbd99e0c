package guildhall.export;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a book can be exported as.
public enum ExportFormat {
  /// A journal for hledger: a transaction for each movement, with balance assertions.
  HLEDGER("text/plain; charset=utf-8"),
  /// Every entry as one line of JSON.
  JSONL("application/jsonl"),
  /// Postings as RFC 4180 says.
  CSV("text/csv; charset=utf-8; header=present");

  private final String contentType;

  ExportFormat(String contentType) {
    this.contentType = contentType;
  }

  /// The format of a name, empty if there is none.
  public static Optional<ExportFormat> of(String code) {
    return Arrays.stream(values()).filter(format -> format.code().equals(code)).findFirst();
  }

  /// All names, for a sentence.
  public static String codes() {
    return Arrays.stream(values()).map(ExportFormat::code).collect(Collectors.joining(", "));
  }

  /// Its name on every wire: `hledger`, `jsonl`, `csv`.
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The media type.
  public String contentType() {
    return contentType;
  }

  /// Starts an export.
  ///
  /// @param from position of the first entry that will be handed over; 0 for the whole book
  public Export start(long from) {
    return switch (this) {
      case HLEDGER -> new HledgerExport(from);
      case JSONL -> new JsonLinesExport();
      case CSV -> new CsvExport();
    };
  }
}
