package guildhall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import guildhall.book.BadFactException;
import guildhall.book.Book;
import guildhall.book.BookClock;
import guildhall.book.Entry;
import guildhall.book.Extent;
import guildhall.book.FileJournal;
import guildhall.book.PackReader;
import guildhall.book.Projection;
import guildhall.book.UnknownFactException;
import guildhall.book.UnknownFormatException;
import guildhall.export.AccountJson;
import guildhall.export.BookCheck;
import guildhall.export.BookStats;
import guildhall.export.Export;
import guildhall.export.ExportFormat;
import guildhall.export.StatementJson;
import guildhall.export.TrialBalance;
import guildhall.export.Units;
import guildhall.export.Verification;
import guildhall.ledger.AccountView;
import guildhall.ledger.History;
import guildhall.ledger.Id;
import guildhall.ledger.Ledger;
import guildhall.runtime.Facts;
import guildhall.runtime.Reweighing;
import guildhall.settlement.Engagements;
import guildhall.settlement.Vesting;
import guildhall.settlement.use.UseDesk;
import guildhall.settlement.use.UseJson;
import guildhall.settlement.use.Uses;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The folder of a node that does not run. Nothing in it is changed, so nothing can be asked that
/// would have to be written down.
final class FolderNode implements Node {

  private static final int PAGE = 512;
  private static final int QUEUE_BOUND = 2; // nothing is asked of it
  private static final String SEGMENT = ".journal";

  private final Path data;
  private final Path folder;
  private final Consumer<String> notes;
  private final BookCheck check = new BookCheck();
  private final Uses uses = new Uses();
  private final Engagements engagements = new Engagements();
  private final Vesting vesting = new Vesting();
  private @Nullable Book book;
  private Optional<String> tornTail = Optional.empty();

  /// @param notes told what should be known of the folder besides the answer
  /// @throws Failure if there is no book
  FolderNode(Path data, Consumer<String> notes) throws Failure {
    this.data = data;
    this.folder = data.resolve("book");
    this.notes = notes;
    try {
      if (new ReadOnlyFolder(folder).list().stream().noneMatch(name -> name.endsWith(SEGMENT))) {
        throw Failure.usage("there is no book in " + folder + ": it has no " + SEGMENT + " file");
      }
    } catch (AccessDeniedException e) {
      throw Failure.refused(Failure.why(e));
    } catch (IOException _) {
      throw Failure.usage("there is no book in " + data + ": it has no folder " + folder);
    }
  }

  /// Replays the book, once.
  ///
  /// @throws BookCheck.BrokenLaw if an entry breaks a law of the ledger
  private Book replayed() throws IOException {
    return replayed(List.of(check::take));
  }

  private Book replayed(List<Projection> projections) throws IOException {
    Book open = book;
    if (open == null) {
      FileJournal journal = FileJournal.openReadOnly(new ReadOnlyFolder(folder));
      open =
          Book.open(
              new Book.Setup(
                  journal, Facts.all(), projections, BookClock.system(), _ -> {}, QUEUE_BOUND));
      book = open;
      tornTail = journal.tornTail();
    }
    return open;
  }

  private Book whole() throws Failure {
    return whole(List.of(check::take));
  }

  private Book whole(List<Projection> projections) throws Failure {
    try {
      boolean first = book == null;
      Book open = replayed(projections);
      if (first && tornTail.isPresent()) {
        notes.accept("something after the last whole batch is passed over; see book verify");
      }
      return open;
    } catch (ReadOnlyFolder.InUse | AccessDeniedException | UnknownFormatException e) {
      throw Failure.refused(Failure.why(e));
    } catch (UnknownFactException e) {
      throw Failure.refused(String.valueOf(e.getMessage()));
    } catch (IOException | IllegalArgumentException | BookCheck.BrokenLaw e) {
      throw Failure.refused(e.getMessage() + "; see book verify");
    }
  }

  private Ledger ledger() throws Failure {
    var _ = whole();
    return check.ledger();
  }

  @Override
  public ObjectNode stats() throws Failure {
    Book open = whole();
    return new BookStats(
            open.feed().end(),
            ledger().accountCount(),
            ledger().openHoldCount(),
            open.feed().extent())
        .json(open.feed()::get)
        .put("state", "STOPPED");
  }

  @Override
  public ObjectNode verify() throws Failure {
    long started = System.nanoTime();
    Optional<Verification.Damage> damage = Optional.empty();
    Extent extent = Extent.IN_MEMORY;
    try {
      extent = replayed().feed().extent();
      check.end();
    } catch (ReadOnlyFolder.InUse | AccessDeniedException | UnknownFormatException e) {
      throw Failure.refused(Failure.why(e));
    } catch (UnknownFactException e) {
      throw Failure.refused(String.valueOf(e.getMessage()));
    } catch (BookCheck.BrokenLaw | BadFactException e) {
      damage = Verification.Damage.of(e);
    } catch (IOException e) {
      damage = Optional.of(Verification.Damage.of(e).orElseThrow(() -> brokeOff(e)));
    }
    Duration took = Duration.ofNanos(System.nanoTime() - started);
    ObjectNode json = Verification.of(check, extent, damage, Optional.empty(), took).json();
    tornTail.ifPresent(where -> json.put("tornTail", where));
    return json;
  }

  private Failure brokeOff(IOException e) {
    return Failure.unknown(
        "the check broke off before entry " + check.entries() + ": " + Failure.why(e));
  }

  @Override
  public ObjectNode reweigh(int threads) throws Failure {
    Book open = whole();
    try {
      Reweighing.Outcome outcome =
          Reweighing.run(
              reader -> {
                var _ = open.feed().verify(reader);
              },
              PackReader.open(data.resolve("content")),
              threads);
      ObjectNode json =
          JsonNodeFactory.instance
              .objectNode()
              .put("ok", outcome.ok())
              .put("distributions", outcome.distributions())
              .put("same", outcome.same())
              .put("ungrounded", outcome.ungrounded())
              .put("retired", outcome.retired())
              .put("erased", outcome.erased())
              .put("different", outcome.differences());
      outcome.different().forEach(json.putArray("calls")::add);
      return json;
    } catch (IOException e) {
      throw Failure.unknown("the weighing broke off: " + Failure.why(e));
    }
  }

  @Override
  public void export(ExportFormat format, long from, long to, OutputStream out)
      throws Failure, IOException {
    Book open = whole();
    long end = Math.min(to, open.feed().end());
    if (from > end) {
      throw Failure.refused("there is nothing from " + from + " up to " + end);
    }
    Units units = units();
    Export export = format.start(from);
    StringBuilder chunk = new StringBuilder();
    export.begin(chunk);
    long next = from;
    while (next < end) {
      List<Entry> page = open.feed().read(next, (int) Math.min(PAGE, end - next));
      page.forEach(entry -> export.append(entry, units, chunk));
      out.write(chunk.toString().getBytes(StandardCharsets.UTF_8));
      chunk.setLength(0);
      next += page.size();
    }
    out.write(chunk.toString().getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public List<JsonNode> accounts(String after, int limit) throws Failure {
    return ledger().accountsAfter(after, limit).orElseThrow(() -> noSuchAccount(after)).stream()
        .<JsonNode>map(AccountJson::of)
        .toList();
  }

  private Units units() throws Failure {
    Ledger ledger = ledger();
    return name -> ledger.find(name).orElseThrow().unit();
  }

  private static Failure noSuchAccount(String name) {
    return Failure.refused("there is no account " + name + " (account_not_found)");
  }

  private AccountView find(String name) throws Failure {
    return ledger().find(name).orElseThrow(() -> noSuchAccount(name));
  }

  @Override
  public ObjectNode account(String name) throws Failure {
    return AccountJson.of(ledger().standing(name).orElseThrow(() -> noSuchAccount(name)));
  }

  @Override
  public Page statement(String account, History.Query query) throws Failure {
    History.Page page = new History(whole().feed()::get).statement(find(account), query);
    return new Page(
        page.lines().stream().<JsonNode>map(StatementJson::of).toList(), page.next().orElse(-1));
  }

  /// Replays more than the ledger, which only these questions need: they have to come first.
  private UseDesk useDesk() throws Failure {
    Book open = whole(List.of(check::take, engagements, vesting, uses));
    return new UseDesk(open, uses, engagements, vesting);
  }

  @Override
  public Page uses(String contributor, String datanet, int limit, long before) throws Failure {
    Optional<String> only = Optional.of(datanet).filter(each -> !each.isEmpty());
    UseDesk.Page page =
        useDesk()
            .ofAccount(contributor, only, new UseDesk.Query(limit, before))
            .orElseThrow(() -> noSuchAccount(contributor));
    List<JsonNode> found = new ArrayList<>();
    UseJson.of(page.uses()).forEach(found::add);
    return new Page(found, page.next().orElse(-1));
  }

  @Override
  public ObjectNode forecast(String datanet) throws Failure {
    return useDesk()
        .forecast(datanet)
        .map(forecast -> UseJson.of(datanet, forecast))
        .orElseThrow(
            () -> Failure.refused("there is no datanet " + datanet + " (datanet_not_found)"));
  }

  @Override
  public ObjectNode trialBalance() throws Failure {
    TrialBalance trial = new TrialBalance();
    ledger().forEachAccount(trial::add);
    return trial.json();
  }

  @Override
  public ObjectNode open(String account, Map<String, String> details) throws Failure {
    throw readOnly();
  }

  @Override
  public ObjectNode freeze(String account, boolean frozen) throws Failure {
    throw readOnly();
  }

  @Override
  public ObjectNode issue(String account, Id id, String amount, Map<String, String> details)
      throws Failure {
    throw readOnly();
  }

  /// Why nothing is changed in a folder.
  static Failure readOnly() {
    return Failure.usage(
        "a folder is only looked at: what changes a book is decided by a running node, so start it"
            + " and ask with --url");
  }

  @Override
  public void close() {
    Book open = book;
    if (open != null) {
      try {
        open.close();
      } catch (IOException _) {
        // it was only read: nothing is lost
      }
    }
  }
}
