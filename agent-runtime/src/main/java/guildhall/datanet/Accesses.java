package guildhall.datanet;

import guildhall.book.CborRecords;
import guildhall.book.Entry;
import guildhall.book.Snapshotted;
import guildhall.datanet.DatanetFact.Accessed;
import guildhall.datanet.DatanetFact.Chartered;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Who may read which private datanet, and where the book says who did. Read on the book's writer
/// thread, but for [#terms], which any thread may ask.
public final class Accesses implements Snapshotted {

  private static final int SAVED_AT_ONCE = 4096;

  private final Map<String, Log> logs = new LinkedHashMap<>();

  /// Of private datanets; replaced whenever a charter changes that.
  private volatile Map<String, AccessTerms> terms = Map.of();

  /// What is known of one datanet. Positions rise, each takes 8 bytes.
  private static final class Log {
    private final String owner;
    private Optional<Charter.Access> access = Optional.empty();
    private long[] positions = new long[4];
    private int count;

    private Log(String owner) {
      this.owner = owner;
    }

    private void add(long position) {
      if (count == positions.length) {
        positions = Arrays.copyOf(positions, 2 * count);
      }
      positions[count++] = position;
    }

    private List<Long> slice(int from, int to) {
      return Arrays.stream(positions, from, to).boxed().toList();
    }
  }

  private record SavedLog(String datanet, String owner, Optional<Charter.Access> access) {}

  private record SavedPositions(String datanet, List<Long> positions) {}

  @Override
  public void apply(Entry entry) {
    if (entry.fact() instanceof Chartered(var datanet, var owner, var charter)) {
      Log log = logs.computeIfAbsent(datanet, _ -> new Log(owner));
      log.access = charter.access();
      publish(datanet, log);
    } else if (entry.fact() instanceof Accessed accessed) {
      log(accessed.datanet()).add(entry.position());
    }
  }

  private Log log(String datanet) {
    Log log = logs.get(datanet);
    if (log == null) {
      throw new IllegalStateException("the book says who read " + datanet + ", not whose it is");
    }
    return log;
  }

  private void publish(String datanet, Log log) {
    Map<String, AccessTerms> next = new HashMap<>(terms);
    log.access.ifPresentOrElse(
        access -> next.put(datanet, AccessTerms.of(log.owner, access)), () -> next.remove(datanet));
    terms = Map.copyOf(next);
  }

  /// The terms of a private datanet as they are now; empty if anybody may read it. For any thread.
  public Optional<AccessTerms> terms(String datanet) {
    return Optional.ofNullable(terms.get(datanet));
  }

  /// Whose a datanet is; empty if it has no charter.
  public Optional<String> owner(String datanet) {
    return Optional.ofNullable(logs.get(datanet)).map(log -> log.owner);
  }

  /// Where the book says who read a datanet, newest first.
  ///
  /// @param before only what stands before this position
  /// @param limit at most so many, 0 or more
  /// @return positions of [Accessed]
  public List<Long> newest(String datanet, long before, int limit) {
    @Nullable Log log = logs.get(datanet);
    if (log == null) {
      return List.of();
    }
    int at = Arrays.binarySearch(log.positions, 0, log.count, before);
    int to = at < 0 ? -at - 1 : at;
    return log.slice(Math.max(0, to - limit), to).reversed();
  }

  @Override
  public String name() {
    return "accesses";
  }

  @Override
  public int stateVersion() {
    return 1;
  }

  @Override
  public void save(DataOutput out) throws IOException {
    for (var each : logs.entrySet()) {
      Log log = each.getValue();
      CborRecords.write(out, new SavedLog(each.getKey(), log.owner, log.access));
    }
    CborRecords.end(out);
    for (var each : logs.entrySet()) {
      Log log = each.getValue();
      for (int from = 0; from < log.count; from += SAVED_AT_ONCE) {
        int to = Math.min(log.count, from + SAVED_AT_ONCE);
        CborRecords.write(out, new SavedPositions(each.getKey(), log.slice(from, to)));
      }
    }
    CborRecords.end(out);
  }

  @Override
  public void load(int version, DataInput in) throws IOException {
    if (version != stateVersion()) {
      throw CborRecords.unknownVersion(this, version);
    }
    List<SavedLog> saved = new ArrayList<>();
    CborRecords.read(in, SavedLog.class, saved::add);
    for (SavedLog each : saved) {
      Log log = new Log(each.owner());
      log.access = each.access();
      logs.put(each.datanet(), log);
      publish(each.datanet(), log);
    }
    CborRecords.read(
        in,
        SavedPositions.class,
        each -> {
          Log log = logs.get(each.datanet());
          if (log == null) {
            throw new IOException("accesses of a datanet that was not saved: " + each.datanet());
          }
          each.positions().forEach(log::add);
        });
  }
}
