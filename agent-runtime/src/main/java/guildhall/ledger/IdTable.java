package guildhall.ledger;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What is known of ids.
final class IdTable {
  private final Map<Id, IdRecord> records = new TreeMap<>();

  IdTable(int idsPerGeneration, long windowMicros) {
    if (idsPerGeneration < 1 || windowMicros < 1) {
      throw new IllegalArgumentException(idsPerGeneration + " ids, window " + windowMicros);
    }
  }

  void put(Id id, IdKind kind, LedgerStatus status, long position, long bodyHash, long nowMicros) {
    records.put(id, new IdRecord(kind, status, position, bodyHash));
  }

  @Nullable IdRecord find(Id id) {
    return records.get(id);
  }

  long size() {
    return records.size();
  }

  void save(DataOutput out) throws IOException {
    out.writeInt(records.size());
    for (Map.Entry<Id, IdRecord> each : records.entrySet()) {
      out.writeLong(each.getKey().high());
      out.writeLong(each.getKey().low());
      out.writeByte(each.getValue().kind().number());
      out.writeByte(each.getValue().status().number());
      out.writeLong(each.getValue().position());
      out.writeLong(each.getValue().bodyHash());
    }
  }

  void load(DataInput in) throws IOException {
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      Id id = new Id(in.readLong(), in.readLong());
      IdKind kind = IdKind.of(in.readUnsignedByte());
      LedgerStatus status = LedgerStatus.of(in.readUnsignedByte());
      records.put(id, new IdRecord(kind, status, in.readLong(), in.readLong()));
    }
  }
}
