package guildhall.architecture.violations.ledger;

import java.util.Random;

/// Even seeded, the seed must arrive as data and the draw must be in the book.
public final class DrawsASeed {

  private final Random random = new Random(1);

  /// A draw.
  public int draw() {
    return random.nextInt();
  }
}
