package guildhall.architecture.violations.datanet.admission;

import java.time.LocalDate;
import java.time.ZoneOffset;

/// Admission that asks which day it is.
public final class ReadsTheDay {

  private ReadsTheDay() {}

  /// Today.
  public static LocalDate today() {
    return LocalDate.now(ZoneOffset.UTC);
  }
}
