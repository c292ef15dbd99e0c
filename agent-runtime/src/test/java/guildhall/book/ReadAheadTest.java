package guildhall.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import guildhall.book.Tally.Added;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A replay with a thread that reads ahead hands over every entry once, in order, and ends whoever
/// of the two breaks off.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ReadAheadTest {

  private static final int ENTRIES = 50_000; // more than what may wait between the two threads
  private static final int PER_BATCH = 500;

  private final MemoryJournal journal = new MemoryJournal();
  private final FactTypes types = Tally.types();
  private final List<Long> folded = new ArrayList<>();

  @BeforeEach
  void fill() throws IOException {
    journal.replay(0, _ -> {});
    for (int first = 0; first < ENTRIES; first += PER_BATCH) {
      EncodedBatch batch = new EncodedBatch();
      for (int i = first; i < first + PER_BATCH; i++) {
        types.encode(new Entry(i, i, new Added(i)), batch);
      }
      journal.append(batch);
    }
  }

  /// Takes entries in only as what it made of them ahead.
  private final class Ahead implements Projection {
    private final long failsAt;

    Ahead(long failsAt) {
      this.failsAt = failsAt;
    }

    @Override
    public void apply(Entry entry) {
      throw new AssertionError("not made ahead: " + entry);
    }

    @Override
    public Consumer<Entry> ahead(List<Entry> entries) {
      if (entries.getLast().position() >= failsAt) {
        throw new IllegalStateException("cannot see entry " + failsAt);
      }
      return entry -> folded.add(entry.position());
    }
  }

  private void replay(Projection projection, ReadAhead.Fold fold) throws IOException {
    new ReadAhead(journal, types, List.of(projection)).replay(0, Long.MAX_VALUE, fold);
  }

  private static void fold(Entry entry, List<Consumer<Entry>> into) {
    into.forEach(each -> each.accept(entry));
  }

  @Test
  void replay_manyEntries_eachOnceInOrderAsMadeAhead() throws IOException {
    replay(new Ahead(Long.MAX_VALUE), ReadAheadTest::fold);

    assertThat(folded).isEqualTo(LongStream.range(0, ENTRIES).boxed().toList());
  }

  @Test
  void replay_projectionFailsAhead_failsAsItDid() {
    assertThatThrownBy(() -> replay(new Ahead(30_000), ReadAheadTest::fold))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("cannot see entry 30000");
    assertThat(folded).hasSizeLessThanOrEqualTo(30_000);
  }

  @Test
  void replay_foldFails_failsAsItDidAndStopsReading() {
    assertThatThrownBy(() ->
            replay(
                new Ahead(Long.MAX_VALUE),
                (entry, into) -> {
                  fold(entry, into);
                  if (entry.position() == 10) {
                    throw new IllegalStateException("cannot take entry 10");
                  }
                }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("cannot take entry 10");
    assertThat(folded).hasSize(11);
  }

  /// What lies before the damage is as true as ever, and who checks a book counts it.
  @Test
  void replay_journalFailsInTheMiddle_handsOverWhatCameBefore() {
    Journal damaged =
        new Journal() {
          @Override
          public void replay(long from, long contents, Consumer<RawEntry> reader)
              throws IOException {
            journal.read(0, 3000).forEach(reader);
            throw new IOException("damaged after entry 2999");
          }

          @Override
          public void append(EncodedBatch batch) {
            throw new AssertionError("only read");
          }

          @Override
          public List<RawEntry> read(long from, int max) {
            return journal.read(from, max);
          }

          @Override
          public void close() {}
        };

    assertThatThrownBy(() ->
            new ReadAhead(damaged, types, List.of(new Ahead(Long.MAX_VALUE)))
                .replay(0, Long.MAX_VALUE, ReadAheadTest::fold))
        .isInstanceOf(IOException.class)
        .hasMessage("damaged after entry 2999");
    assertThat(folded).hasSize(3000);
  }
}
