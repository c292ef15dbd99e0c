package guildhall.market;

import guildhall.book.CborRecords;
import guildhall.book.Entry;
import guildhall.book.Snapshotted;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Every order by its identity. Read on the book's writer thread.
public final class Orders implements Snapshotted {

  private record Saved(Ordered ordered) {}

  private final Map<String, Ordered> orders = new LinkedHashMap<>();

  @Override
  public void apply(Entry entry) {
    if (entry.fact() instanceof Ordered ordered) {
      orders.put(ordered.order(), ordered);
    }
  }

  @Override
  public String name() {
    return "orders";
  }

  @Override
  public int stateVersion() {
    return 1;
  }

  @Override
  public void save(DataOutput out) throws IOException {
    for (Ordered ordered : orders.values()) {
      CborRecords.write(out, new Saved(ordered));
    }
    CborRecords.end(out);
  }

  @Override
  public void load(int version, DataInput in) throws IOException {
    if (version != stateVersion()) {
      throw CborRecords.unknownVersion(this, version);
    }
    CborRecords.read(
        in, Saved.class, saved -> orders.put(saved.ordered().order(), saved.ordered()));
  }

  /// The order that calls have in place of a task; empty if they have a task.
  public Optional<Ordered> ofTask(String task) {
    return Ordered.isOrder(task) ? find(Ordered.orderOf(task)) : Optional.empty();
  }

  /// An order, or empty if there is none of that identity.
  public Optional<Ordered> find(String order) {
    return Optional.ofNullable(orders.get(order));
  }
}
