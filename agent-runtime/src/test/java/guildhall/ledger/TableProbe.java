package guildhall.ledger;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.OptionalLong;

/// Opens the ledger's table of ids to tests of the stores behind it, one call for one.
public final class TableProbe {

  private static final int TRANSFER = 1;

  private final IdTable ids;
  private final long[] found = new long[2];

  /// An empty table.
  public TableProbe(int idsPerGeneration, long windowMicros, SealedIds.Store store) {
    this.ids = new IdTable(idsPerGeneration, windowMicros, store);
  }

  /// Notes an id.
  public void put(Id id, long position, long nowMicros) {
    ids.put(id, TRANSFER, 0, position, position, nowMicros);
  }

  /// The position that was noted last with an id, empty if it is not known.
  public OptionalLong position(Id id) {
    return ids.find(id, found) ? OptionalLong.of(IdValue.position(found[0])) : OptionalLong.empty();
  }

  /// How many records.
  public long size() {
    return ids.size();
  }

  /// What the ids are saved as.
  public byte[] saved() throws IOException {
    var bytes = new ByteArrayOutputStream();
    ids.save(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  /// Takes up what was saved.
  public void load(byte[] bytes) throws IOException {
    ids.load(new DataInputStream(new ByteArrayInputStream(bytes)));
  }
}
