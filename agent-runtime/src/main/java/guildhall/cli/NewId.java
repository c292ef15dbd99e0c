package guildhall.cli;

import guildhall.ledger.Id;
import java.security.SecureRandom;
import java.time.Instant;

/// A fresh id: a UUID of version 7, so its first 48 bits are the time. Source: RFC 9562, 5.7.
final class NewId {

  private static final SecureRandom RANDOM = new SecureRandom();

  private NewId() {}

  static Id now() {
    long high = (Instant.now().toEpochMilli() << 16) | 0x7000 | RANDOM.nextInt(1 << 12);
    long low = (RANDOM.nextLong() >>> 2) | (1L << 63);
    return new Id(high, low);
  }
}
