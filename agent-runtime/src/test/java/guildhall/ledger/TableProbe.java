package guildhall.ledger;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/// Opens the ledger's tables to benchmarks and to tests of other packages, one call for one.
public final class TableProbe {

  private static final int TRANSFER = 1;

  private final AccountTable accounts = new AccountTable();
  private final IdTable ids;
  private final long[] found = new long[2];

  /// Both tables, empty; ids are known for ever.
  public TableProbe(int idsPerGeneration) {
    this(idsPerGeneration, Long.MAX_VALUE, SealedIds.Store.HEAP);
  }

  /// Both tables, empty.
  public TableProbe(int idsPerGeneration, long windowMicros, SealedIds.Store store) {
    this.ids = new IdTable(idsPerGeneration, windowMicros, store);
  }

  /// Opens an account that is its own owner.
  public int add(String name) {
    return accounts.add(name, name, AccountKind.PRINCIPAL, "credit");
  }

  /// Finds an account.
  public int find(String name) {
    return accounts.find(name);
  }

  /// Notes an id.
  public void put(Id id, long position, long nowMicros) {
    ids.put(id, TRANSFER, 0, position, position, nowMicros);
  }

  /// Whether an id is known.
  public boolean knows(Id id) {
    return ids.find(id, found);
  }

  /// What the ids are saved as.
  public byte[] savedIds() {
    var bytes = new ByteArrayOutputStream();
    try {
      ids.save(new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /// Takes up what was saved.
  public void loadIds(byte[] bytes) throws IOException {
    ids.load(new DataInputStream(new ByteArrayInputStream(bytes)));
  }
}
