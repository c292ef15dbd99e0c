package guildhall.governance;

import guildhall.book.CborRecords;
import guildhall.book.Command;
import guildhall.book.Entry;
import guildhall.book.Snapshotted;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Every policy so far. Read on the book's writer thread.
public final class Policies implements Snapshotted {

  private record Saved(Policy policy) {}

  private final List<Policy> versions = new ArrayList<>();

  @Override
  public void apply(Entry entry) {
    if (entry.fact() instanceof PolicyAdopted(var policy)) {
      versions.add(policy);
    }
  }

  @Override
  public String name() {
    return "policies";
  }

  @Override
  public int stateVersion() {
    return 1;
  }

  @Override
  public void save(DataOutput out) throws IOException {
    for (Policy policy : versions) {
      CborRecords.write(out, new Saved(policy));
    }
    CborRecords.end(out);
  }

  @Override
  public void load(int version, DataInput in) throws IOException {
    if (version != stateVersion()) {
      throw CborRecords.unknownVersion(this, version);
    }
    CborRecords.read(in, Saved.class, saved -> versions.add(saved.policy()));
  }

  /// Adopts `policy` unless the same numbers are in force already; its version is then the next
  /// one.
  ///
  /// @return the policy in force
  public Command<Policy> adopt(Policy policy) {
    return draft -> {
      Policy next = withVersion(policy, versions.size() + 1);
      if (!versions.isEmpty() && withVersion(versions.getLast(), next.version()).equals(next)) {
        return versions.getLast();
      }
      draft.append(new PolicyAdopted(next));
      return next;
    };
  }

  private static Policy withVersion(Policy policy, int version) {
    return new Policy(
        version,
        policy.platformBasisPoints(),
        policy.royaltyBasisPoints(),
        policy.challengeWindowMicros(),
        policy.weights());
  }

  /// The policy in force.
  ///
  /// @throws IllegalStateException if none was adopted yet
  public Policy current() {
    if (versions.isEmpty()) {
      throw new IllegalStateException("no policy was adopted");
    }
    return versions.getLast();
  }

  /// The policy of a version that an engagement was awarded under.
  public Policy version(int version) {
    return versions.get(version - 1);
  }
}
