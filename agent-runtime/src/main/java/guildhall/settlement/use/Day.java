package guildhall.settlement.use;

/// What became of a datanet on one day of the book, in UTC. Amounts are micro-credits.
///
/// @param day since 1970
/// @param receipts whose royalty part was distributed and whose answer used it
/// @param uses contributions of it that they used, each receipt's counted for itself
/// @param contributions different ones among them
/// @param earnedMicros what these uses have brought, the owner's part included; what was taken back
///   later is not subtracted
/// @param poolMicros royalty parts of those receipts, whole
/// @param residualMicros what of these could not be attributed to anybody
public record Day(
    long day,
    long receipts,
    long uses,
    long contributions,
    long earnedMicros,
    long poolMicros,
    long residualMicros) {

  private static final long MICROS = 86_400_000_000L;

  static long of(long timeMicros) {
    return Math.floorDiv(timeMicros, MICROS);
  }

  static Day empty(long day) {
    return new Day(day, 0, 0, 0, 0, 0, 0);
  }

  Day withUse(boolean firstOfTheDay, long micros) {
    return new Day(
        day,
        receipts,
        uses + 1,
        contributions + (firstOfTheDay ? 1 : 0),
        earnedMicros + micros,
        poolMicros,
        residualMicros);
  }

  Day withReceipt(long pool, long residual) {
    return new Day(
        day,
        receipts + 1,
        uses,
        contributions,
        earnedMicros,
        poolMicros + pool,
        residualMicros + residual);
  }

  Day plus(Day other) {
    return new Day(
        day,
        receipts + other.receipts,
        uses + other.uses,
        contributions + other.contributions,
        earnedMicros + other.earnedMicros,
        poolMicros + other.poolMicros,
        residualMicros + other.residualMicros);
  }
}
