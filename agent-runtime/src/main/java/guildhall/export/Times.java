package guildhall.export;

import guildhall.book.BookClock;
import java.time.LocalDate;
import java.time.ZoneOffset;

/// Book time as texts in UTC.
final class Times {

  private Times() {}

  static String instant(long micros) {
    return BookClock.instant(micros).toString();
  }

  static String date(long micros) {
    return LocalDate.ofInstant(BookClock.instant(micros), ZoneOffset.UTC).toString();
  }
}
