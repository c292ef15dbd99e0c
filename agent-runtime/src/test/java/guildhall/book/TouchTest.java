package guildhall.book;

import static guildhall.book.Tally.get;
import static guildhall.book.Tally.join;
import static guildhall.book.Tally.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import guildhall.book.BookUnavailable.Reason;
import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/// Commands that wait read the memory they will need together, before the first is decided.
final class TouchTest {

  private final Tally tally = new Tally();
  private final MemoryJournal memory = new MemoryJournal();

  /// Appends nothing; notes when it is asked to touch and when to decide.
  private static Command<Boolean> noting(String name, Queue<String> notes, Runnable touch) {
    return new Command<>() {
      @Override
      public long touch() {
        notes.add("touch " + name);
        touch.run();
        return 1;
      }

      @Override
      public Boolean decide(Draft draft) {
        return notes.add("decide " + name);
      }
    };
  }

  /// Occupies the writer, so that what is submitted meanwhile waits.
  private static CountDownLatch occupy(Book book) {
    CountDownLatch reached = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    var _ =
        book.submit(_ -> {
          reached.countDown();
          join(over);
          return true;
        });
    join(reached);
    return over;
  }

  @Test
  void touch_commandsThatWait_allTouchBeforeTheFirstIsDecided() throws IOException {
    Queue<String> notes = new ConcurrentLinkedQueue<>();
    try (Book book = tally.open(memory)) {
      CountDownLatch over = occupy(book);
      var one = book.submit(noting("one", notes, () -> {}));
      var two = book.submit(noting("two", notes, () -> {}));
      over.countDown();
      assertThat(get(one)).isTrue();
      assertThat(get(two)).isTrue();
    }
    assertThat(notes).containsExactly("touch one", "touch two", "decide one", "decide two");
  }

  @Test
  void touch_throws_everyCallerIsAnsweredAndNothingIsDecided() throws IOException {
    Queue<String> notes = new ConcurrentLinkedQueue<>();
    try (Book book = tally.open(memory)) {
      CountDownLatch over = occupy(book);
      var one = book.submit(noting("one", notes, () -> {}));
      var bad =
          book.submit(
              noting(
                  "bad",
                  notes,
                  () -> {
                    throw new IllegalStateException("cannot touch");
                  }));
      var later = book.submit(tally.add(3));
      over.countDown();
      assertThat(refusal(one)).isEqualTo(Reason.READ_ONLY);
      assertThat(refusal(bad)).isEqualTo(Reason.READ_ONLY);
      assertThat(refusal(later)).isEqualTo(Reason.READ_ONLY);
      assertThat(book.state()).isEqualTo(Book.State.FAILED);
    }
    assertThat(notes).containsExactly("touch one", "touch bad");
    assertThat(memory.read(0, 10)).isEmpty();
  }
}
