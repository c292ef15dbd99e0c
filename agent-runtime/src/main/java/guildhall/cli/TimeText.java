package guildhall.cli;

import guildhall.book.BookClock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/// Times as people write them: a date, which begins at midnight in UTC, or a time with its zone.
final class TimeText {

  private TimeText() {}

  static long micros(String option, String text) throws Failure {
    try {
      Instant instant =
          text.length() == 10
              ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
              : OffsetDateTime.parse(text).toInstant();
      return BookClock.micros(instant);
    } catch (DateTimeException | ArithmeticException _) {
      throw Failure.usage(option + " has to be such as 2026-11-20 or 2026-11-20T12:00:00Z");
    }
  }
}
