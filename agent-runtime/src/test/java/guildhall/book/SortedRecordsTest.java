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

  @Test
  void open_aFileWithAnyByteChanged_namesTheFile() throws IOException {
    hundred();
    byte[] whole = storage.bytes("file").clone();
    for (int at = 0; at < whole.length; at++) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 1;
      storage.put("file", damaged);
      assertThatThrownBy(() -> SortedRecords.open(storage, "file"))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("memory/file");
    }
  }

  @Test
  void open_aFileOfAnyOtherLength_namesTheFile() throws IOException {
    hundred();
    byte[] whole = storage.bytes("file").clone();
    for (int length = 0; length <= whole.length + 40; length++) {
      if (length != whole.length) {
        storage.put("file", Arrays.copyOf(whole, length));
        assertThatThrownBy(() -> SortedRecords.open(storage, "file"))
            .isInstanceOf(IOException.class)
            .hasMessageContaining("memory/file");
      }
    }
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
  void finish_withFewerRecordsThanAnnounced_leavesTheOldFile() throws IOException {
    hundred();
    byte[] whole = storage.bytes("file").clone();
    try (var writer = new SortedRecordsWriter(storage, "file", 2)) {
      writer.add(1, 1, 1, 1);
      assertThatThrownBy(writer::finish).isInstanceOf(IllegalStateException.class);
    }

    assertThat(storage.bytes("file")).isEqualTo(whole);
    assertThat(hundred().count()).isEqualTo(100);
    assertThat(storage.list()).containsExactly("file");
  }
}
