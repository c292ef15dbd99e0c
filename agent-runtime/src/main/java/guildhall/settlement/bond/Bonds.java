package guildhall.settlement.bond;

import guildhall.book.CborRecords;
import guildhall.book.Entry;
import guildhall.book.Snapshotted;
import guildhall.ledger.Id;
import guildhall.ledger.LedgerFact;
import guildhall.settlement.bond.BondFact.Accused;
import guildhall.settlement.bond.BondFact.Dismissed;
import guildhall.settlement.bond.BondFact.DutySet;
import guildhall.settlement.bond.BondFact.Posted;
import guildhall.settlement.bond.BondFact.Slashed;
import guildhall.settlement.bond.BondFact.Withdrawn;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// Who is bonded for what. Of bonds that have ended it keeps nothing. Read on the book's writer
/// thread.
public final class Bonds implements Snapshotted {

  private record Key(String principal, String duty) implements Comparable<Key> {
    private static final Comparator<Key> ORDER =
        Comparator.comparing(Key::principal).thenComparing(Key::duty);

    static Key of(Bond bond) {
      return new Key(bond.principal(), bond.duty());
    }

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }

  /// When the hold of a bond whose duty lasts would end.
  private record Expiry(long micros, Id hold) implements Comparable<Expiry> {
    private static final Comparator<Expiry> ORDER =
        Comparator.comparingLong(Expiry::micros).thenComparing(Expiry::hold);

    static Expiry of(Bond bond) {
      return new Expiry(bond.expiresMicros(), bond.hold());
    }

    @Override
    public int compareTo(Expiry other) {
      return ORDER.compare(this, other);
    }
  }

  private record Saved(Bond bond) {}

  private final Map<String, DutySet> kinds = new TreeMap<>();
  private final Map<Id, Bond> byHold = new HashMap<>();
  private final Map<Key, Id> byDuty = new TreeMap<>();
  private final NavigableSet<Expiry> active = new TreeSet<>();

  @Override
  public void apply(Entry entry) {
    switch (entry.fact()) {
      case LedgerFact.Increased more -> change(more.hold(), it -> it.increased(more.feeMicros()));
      case LedgerFact.Extended(var hold, var expires) ->
          change(hold, bond -> bond.extended(expires));
      case LedgerFact.Released(var hold, var _) -> end(hold, _ -> Optional.empty());
      case DutySet set -> kinds.put(set.kind(), set);
      case Posted posted -> put(Bond.posted(posted));
      case Withdrawn(var hold, var releasable) -> change(hold, bond -> bond.leaving(releasable));
      case Accused accused ->
          change(accused.hold(), bond -> bond.accused(accused, entry.timeMicros()));
      case Dismissed(var hold, var offence) -> change(hold, bond -> bond.dismissed(offence));
      case Slashed slashed ->
          end(
              slashed.hold(),
              bond -> Optional.of(bond.slashed(slashed)).filter(it -> it.leftMicros() > 0));
      default -> {}
    }
  }

  private void change(Id hold, UnaryOperator<Bond> how) {
    end(hold, bond -> Optional.of(how.apply(bond)));
  }

  /// @param how empty for a bond that is none any more
  private void end(Id hold, Function<Bond, Optional<Bond>> how) {
    Bond before = byHold.remove(hold);
    if (before == null) {
      return; // a hold of something else
    }
    byDuty.remove(Key.of(before));
    active.remove(Expiry.of(before));
    how.apply(before).ifPresent(this::put);
  }

  private void put(Bond bond) {
    byHold.put(bond.hold(), bond);
    byDuty.put(Key.of(bond), bond.hold());
    if (bond.isActive()) {
      active.add(Expiry.of(bond));
    }
  }

  @Override
  public String name() {
    return "bonds";
  }

  @Override
  public int stateVersion() {
    return 1;
  }

  @Override
  public void save(DataOutput out) throws IOException {
    for (DutySet kind : kinds.values()) {
      CborRecords.write(out, kind);
    }
    CborRecords.end(out);
    for (Bond bond : all()) {
      CborRecords.write(out, new Saved(bond));
    }
    CborRecords.end(out);
  }

  @Override
  public void load(int version, DataInput in) throws IOException {
    if (version != stateVersion()) {
      throw CborRecords.unknownVersion(this, version);
    }
    CborRecords.read(in, DutySet.class, kind -> kinds.put(kind.kind(), kind));
    CborRecords.read(in, Saved.class, saved -> put(saved.bond()));
  }

  /// What bonds of a duty have to be, or empty if nobody has set its kind.
  public Optional<DutySet> kind(String duty) {
    int colon = duty.indexOf(':');
    return Optional.ofNullable(kinds.get(colon < 0 ? duty : duty.substring(0, colon)));
  }

  /// Every kind of duty with what its bonds have to be, by name.
  public List<DutySet> kinds() {
    return List.copyOf(kinds.values());
  }

  /// A principal's bond for a duty, whether the duty lasts or not; empty if there is none.
  public Optional<Bond> find(String principal, String duty) {
    return Optional.ofNullable(byDuty.get(new Key(principal, duty))).map(byHold::get);
  }

  /// The bond of a hold, or empty if it is none.
  public Optional<Bond> find(Id hold) {
    return Optional.ofNullable(byHold.get(hold));
  }

  /// Every bond, by principal and duty.
  public List<Bond> all() {
    return byDuty.values().stream().map(byHold::get).toList();
  }

  /// Bonds whose duty lasts and whose holds would end by a time, the first first, at most so many.
  List<Bond> activeUntil(long micros, int most) {
    List<Bond> due = new ArrayList<>();
    for (Expiry each : active) {
      if (each.micros() > micros || due.size() == most) {
        return due;
      }
      due.add(byHold.get(each.hold()));
    }
    return due;
  }
}
