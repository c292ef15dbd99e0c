package guildhall.book;

import static guildhall.book.Tally.failure;
import static guildhall.book.Tally.get;
import static org.assertj.core.api.Assertions.assertThat;

import guildhall.book.faultjournal.FaultJournal;
import guildhall.book.faultjournal.Gate;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/// The two threads of a book when the disk fails under one of them.
final class PipelineTest {

  private static final int ENOUGH_TO_HAND_OVER = 600;
  private static final int ROUNDS = 60;

  private final Tally tally = new Tally();

  /// A command that stops the deciding thread in a batch until the gate opens.
  private static CompletableFuture<Boolean> stopAt(Gate gate, Book book) {
    return book.submit(_ -> {
      gate.pass();
      return true;
    });
  }

  private List<CompletableFuture<Long>> add(Book book, int count) {
    List<CompletableFuture<Long>> added = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      added.add(book.submit(tally.add(1)));
    }
    return added;
  }

  /// The batch that is being decided stands on one that is lost: nobody may be answered from it.
  @Test
  void submit_theBatchBeforeFailsMeanwhile_everyoneIsRefused() throws IOException {
    for (int count : new int[] {0, ENOUGH_TO_HAND_OVER}) {
      FaultJournal journal = FaultJournal.over(new MemoryJournal());
      Gate disk = journal.holdThenFail(1);
      Gate first = new Gate();
      Gate second = new Gate();
      try (Book book = tally.open(journal)) {
        var stopped = stopAt(first, book);
        first.awaitReached();
        List<CompletableFuture<Long>> lost = add(book, ENOUGH_TO_HAND_OVER);
        first.open();
        Thread committing = disk.awaitReached();
        assertThat(committing.getName()).isEqualTo("book-io");
        var later = stopAt(second, book);
        second.awaitReached();
        List<CompletableFuture<Long>> onTop = add(book, count);
        var read = book.read(tally::sum);
        disk.open();
        Tally.join(committing);
        second.open();
        lost.forEach(each -> assertThat(failure(each)).isInstanceOf(BookUnavailable.class));
        onTop.forEach(each -> assertThat(failure(each)).isInstanceOf(BookUnavailable.class));
        assertThat(failure(read)).isInstanceOf(BookUnavailable.class);
        assertThat(failure(later)).isInstanceOf(BookUnavailable.class);
        assertThat(failure(stopped)).isInstanceOf(BookUnavailable.class);
      }
    }
  }

  @Test
  void submit_diskFailsUnderLoad_everyoneIsAnswered() throws IOException {
    for (int round = 0; round < ROUNDS; round++) {
      FaultJournal journal = FaultJournal.over(new MemoryJournal()).failBefore(2 + round % 9);
      Queue<CompletableFuture<Long>> all = new ConcurrentLinkedQueue<>();
      Book book = tally.open(journal);
      List<Thread> callers = new ArrayList<>();
      for (int caller = 0; caller < 2; caller++) {
        callers.add(
            Thread.ofPlatform()
                .start(() -> {
                  for (int i = 0; i < 40_000 && book.state() == Book.State.OPEN; i++) {
                    all.add(book.submit(tally.add(1)));
                  }
                }));
      }
      callers.forEach(Tally::join);
      book.close();
      assertThat(all).as("round %d", round).allMatch(CompletableFuture::isDone);
    }
  }

  @Test
  void submit_moreThanABatch_areAllAnsweredInOrder() throws IOException {
    try (Book book = tally.open(new MemoryJournal())) {
      List<CompletableFuture<Long>> added = add(book, 30_000);
      for (int i = 0; i < added.size(); i++) {
        assertThat(get(added.get(i))).isEqualTo(i + 1);
      }
    }
  }
}
