package guildhall.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import guildhall.book.Book;
import guildhall.book.BookClock;
import guildhall.book.FileJournal;
import guildhall.ledger.AccountView;
import guildhall.ledger.HoldView;
import guildhall.ledger.SealedIds;
import guildhall.settlement.RoyaltyFigures;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Books that earlier versions wrote open in this one, and say what they said then. A golden file
/// is never made anew: it was written by the version in its name, and so was the list beside it.
class GoldenBookTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"0.1-ended", "0.1-killed"})
  void open_bookOfAnEarlierVersion_saysWhatItSaidThen(String golden) throws IOException {
    State state = State.empty(Duration.ofDays(30).toMillis() * 1000, SealedIds.Store.HEAP);
    unpack(golden);
    try (Book book = open(state)) {
      assertThat(book.<List<String>>await(_ -> described(state, book.feed().end())))
          .isEqualTo(expected(golden));
      assertThat(book.<Long>await(_ -> state.ledger().trialBalanceMicros())).isZero();
      assertThat(book.<RoyaltyFigures>await(_ -> state.vesting().figures("eu-law-desk")))
          .as("paid at once, as all royalties were then")
          .isEqualTo(new RoyaltyFigures(0, 479_393, 0, 0));
    }
  }

  private Book open(State state) throws IOException {
    return Book.open(
        new Book.Setup(
            FileJournal.open(folder),
            Facts.all(),
            state.projections(),
            BookClock.system(),
            _ -> {},
            16));
  }

  private void unpack(String golden) throws IOException {
    try (InputStream in = new GZIPInputStream(resource(golden + ".journal.gz"));
        OutputStream out = Files.newOutputStream(folder.resolve("00000000000000000000.journal"))) {
      var _ = in.transferTo(out);
    }
  }

  private static InputStream resource(String name) {
    return Objects.requireNonNull(
        GoldenBookTest.class.getResourceAsStream("golden/" + name), "no golden file " + name);
  }

  private static List<String> expected(String golden) throws IOException {
    try (InputStream in = resource(golden + ".tsv")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  /// As the golden lists have it: entries, accounts of the time, open holds, tasks.
  private static List<String> described(State state, long entries) {
    List<String> lines = new ArrayList<>(List.of("entries\t" + entries));
    for (AccountView each : state.ledger().accounts()) {
      lines.add(
          "account\t%s\t%d\t%d\t%d"
              .formatted(
                  each.account(), each.balanceMicros(), each.heldMicros(), each.lastPosition()));
    }
    state.ledger().accounts().stream()
        .flatMap(each -> state.ledger().openHolds(each.account()).stream())
        .sorted(Comparator.comparing(HoldView::id))
        .forEach(hold ->
            lines.add(
                "hold\t%s\t%s\t%d\t%d\t%d\t%d"
                    .formatted(
                        hold.id(),
                        hold.payer(),
                        hold.feeMicros(),
                        hold.expensesMicros(),
                        hold.openBelowMicros(),
                        hold.spentBelowMicros())));
    lines.add(
        "tasks\t%d\topen\t%d"
            .formatted(state.tasks().newest("local", "", 100).size(), state.tasks().open().size()));
    return lines;
  }
}
