package guildhall.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Records in a file, found again, and told apart from damaged ones.
final class SortedRecordsTest {

  private final MemoryStorage storage = new MemoryStorage();

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 63, 64, 65, 128, 5000})
  void find_recordsOfAFile_areThoseThatWereWritten(int count) throws IOException {
    var random = new Random(count);
    var expected = new TreeMap<Long, Long>(Long::compareUnsigned);
    while (expected.size() < count) {
      expected.put(random.nextLong(), random.nextLong());
    }
    SortedRecords records = write(expected);

    assertThat(records.count()).isEqualTo(count);
    assertThat(storage.list()).containsExactly("file");
    long[] found = new long[2];
    for (var each : expected.entrySet()) {
      assertThat(records.find(each.getKey(), -1, found)).isTrue();
      assertThat(found).containsExactly(each.getValue(), 5);
    }
    found[0] = 7;
    for (int i = 0; i < 1000; i++) {
      assertThat(records.find(random.nextLong(), -1, found)).isFalse();
    }
    assertThat(records.find(0, 0, found)).isFalse();
    assertThat(records.find(-1, -1, found)).isFalse();
    assertThat(found[0]).isEqualTo(7);
    List<Long> keys = new ArrayList<>();
    records.each((high, _, _, _) -> keys.add(high));
    assertThat(keys).containsExactlyElementsOf(expected.keySet());
  }

  private SortedRecords write(SortedMap<Long, Long> records) throws IOException {
    try (var writer = new SortedRecordsWriter(storage, "file", records.size())) {
      for (var each : records.entrySet()) {
        writer.add(each.getKey(), -1, each.getValue(), 5);
      }
      return writer.finish();
    }
  }

  private SortedRecords hundred() throws IOException {
    var records = new TreeMap<Long, Long>(Long::compareUnsigned);
    for (long i = 0; i < 100; i++) {
      records.put(i, i);
    }
    return write(records);
  }

  /// Looks up a key of each block and one between two blocks, and goes through all.
  private static void assertDamageIsNoticed(SortedRecords records, int block) {
    List<ThrowingCallable> reads =
        List.of(
            () -> records.find(block * 64L, -1, new long[2]),
            () -> records.find(block * 64L + 30, 7, new long[2]),
            () -> records.each((_, _, _, _) -> {}));
    for (ThrowingCallable read : reads) {
      assertThatThrownBy(read).isInstanceOf(IOException.class).hasMessageContaining("memory/file");
    }
  }

  @Test
  void find_inABlockWithAnyByteChanged_namesTheFile() throws IOException {
    SortedRecords records = hundred();
    byte[] file = storage.bytes("file");
    for (int at = 0; at < file.length; at++) {
      file[at] ^= 1;
      int block = at / SortedRecords.BLOCK_BYTES;
      assertDamageIsNoticed(records, block);
      assertThat(records.find((1 - block) * 64L, -1, new long[2])).as("the other block").isTrue();
      file[at] ^= 1;
    }
    assertThat(records.find(0, -1, new long[2])).isTrue();
  }

  @Test
  void find_inAFileThatIsShorter_namesTheFile() throws IOException {
    SortedRecords records = hundred();
    try (StoredFile file = storage.open("file")) {
      assertThat(file.size()).isEqualTo(100 * SortedRecords.RECORD_BYTES + 2 * 4);
    }
    byte[] whole = storage.bytes("file");
    for (int length = whole.length - 1; length >= 0; length--) {
      storage.change("file", Arrays.copyOf(whole, length));
      assertDamageIsNoticed(records, 1);
      if (length < SortedRecords.BLOCK_BYTES) {
        assertDamageIsNoticed(records, 0);
      } else {
        assertThat(records.find(0, -1, new long[2])).isTrue();
      }
    }
  }

  @Test
  void find_whereAnotherWholeBlockIs_namesTheFile() throws IOException {
    var numbers = new TreeMap<Long, Long>(Long::compareUnsigned);
    for (long i = 0; i < 128; i++) {
      numbers.put(i, i);
    }
    SortedRecords records = write(numbers);
    byte[] file = storage.bytes("file");
    System.arraycopy(file, 0, file, SortedRecords.BLOCK_BYTES, SortedRecords.BLOCK_BYTES);

    assertDamageIsNoticed(records, 1);
    assertThat(records.find(0, -1, new long[2])).isTrue();
  }

  @Test
  void add_keysThatDoNotRise_areRefused() throws IOException {
    try (var writer = new SortedRecordsWriter(storage, "file", 2)) {
      writer.add(-1, 4, 0, 0);
      assertThatThrownBy(() -> writer.add(-1, 4, 0, 0))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> writer.add(1, 4, 0, 0)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void finish_withFewerOrMoreRecordsThanAnnounced_isRefused() throws IOException {
    try (var writer = new SortedRecordsWriter(storage, "file", 2)) {
      writer.add(1, 1, 1, 1);
      assertThatThrownBy(writer::finish).isInstanceOf(IllegalStateException.class);
      writer.add(2, 2, 2, 2);
      assertThatThrownBy(() -> writer.add(3, 3, 3, 3)).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void write_toANameThatIsTaken_leavesTheFileThere() throws IOException {
    SortedRecords records = hundred();

    assertThatThrownBy(() -> new SortedRecordsWriter(storage, "file", 1))
        .isInstanceOf(IOException.class);
    assertThat(records.find(99, -1, new long[2])).isTrue();
  }
}
