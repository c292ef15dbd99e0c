package guildhall.book;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/// A projection that can be put aside as bytes and taken up again, so that a start need not replay
/// the whole book. Called by one thread, like [Projection#apply], but for [#ahead].
public interface Snapshotted extends Projection {

  /// What its bytes are kept under; never changes and is never given twice.
  String name();

  /// The form that [#save] writes, 1 or more.
  int stateVersion();

  /// The oldest form that [#load] reads; a snapshot with an older one is passed over.
  default int oldestStateVersion() {
    return 1;
  }

  /// Writes all it holds. The same entries give the same bytes, whether they were decided here,
  /// replayed, or folded onto an earlier snapshot: their hash is how two states are compared.
  void save(DataOutput out) throws IOException;

  /// Takes up what [#save] wrote, in this form or an older one down to [#oldestStateVersion];
  /// called once, before any entry.
  ///
  /// @throws IOException if the bytes end too early or the version is not known
  void load(int version, DataInput in) throws IOException;
}
