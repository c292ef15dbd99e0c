package guildhall.outbound;

import guildhall.book.CborRecords;
import guildhall.book.Entry;
import guildhall.book.Snapshotted;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Which effects were acknowledged. Read on the book's writer thread.
public final class Effects implements Snapshotted {

  private record Key(String task, String endpoint, String key) {}

  private record Saved(String task, String endpoint, String key, String reference) {}

  private static final Comparator<Key> ORDER =
      Comparator.comparing(Key::task).thenComparing(Key::endpoint).thenComparing(Key::key);

  private final Map<Key, String> references = new HashMap<>();

  @Override
  public void apply(Entry entry) {
    if (entry.fact() instanceof EffectAcknowledged(var task, var endpoint, var key, var ref)) {
      references.put(new Key(task, endpoint, key), ref);
    }
  }

  @Override
  public String name() {
    return "effects";
  }

  @Override
  public int stateVersion() {
    return 1;
  }

  @Override
  public void save(DataOutput out) throws IOException {
    for (var each :
        references.entrySet().stream().sorted(Map.Entry.comparingByKey(ORDER)).toList()) {
      Key key = each.getKey();
      CborRecords.write(out, new Saved(key.task(), key.endpoint(), key.key(), each.getValue()));
    }
    CborRecords.end(out);
  }

  @Override
  public void load(int version, DataInput in) throws IOException {
    if (version != stateVersion()) {
      throw CborRecords.unknownVersion(this, version);
    }
    CborRecords.read(
        in,
        Saved.class,
        saved ->
            references.put(
                new Key(saved.task(), saved.endpoint(), saved.key()), saved.reference()));
  }

  Optional<String> reference(String task, String endpoint, String key) {
    return Optional.ofNullable(references.get(new Key(task, endpoint, key)));
  }
}
