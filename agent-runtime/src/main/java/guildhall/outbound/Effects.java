package guildhall.outbound;

import guildhall.book.Entry;
import guildhall.book.Projection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Which effects were acknowledged. Read on the book's writer thread.
public final class Effects implements Projection {

  private record Key(String task, String endpoint, String key) {}

  private final Map<Key, String> references = new HashMap<>();

  @Override
  public void apply(Entry entry) {
    if (entry.fact() instanceof EffectAcknowledged(var task, var endpoint, var key, var ref)) {
      references.put(new Key(task, endpoint, key), ref);
    }
  }

  Optional<String> reference(String task, String endpoint, String key) {
    return Optional.ofNullable(references.get(new Key(task, endpoint, key)));
  }
}
