package guildhall.simulation;

import guildhall.book.Entry;
import guildhall.book.Fact;
import guildhall.book.FactTypes;
import guildhall.book.Snapshotted;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/// The smallest state that depends on every entry and on their order.
final class Sums implements Snapshotted {

  /// A number, with text to make it longer.
  record Added(long amount, String text) implements Fact {}

  static final FactTypes TYPES = new FactTypes().add(1, Added.class);

  private long sum;

  long sum() {
    return sum;
  }

  @Override
  public void apply(Entry entry) {
    if (entry.fact() instanceof Added(var amount, var _)) {
      sum = 31 * sum + amount;
    }
  }

  @Override
  public String name() {
    return "sums";
  }

  @Override
  public int stateVersion() {
    return 1;
  }

  @Override
  public void save(DataOutput out) throws IOException {
    out.writeLong(sum);
  }

  @Override
  public void load(int version, DataInput in) throws IOException {
    sum = in.readLong();
  }
}
