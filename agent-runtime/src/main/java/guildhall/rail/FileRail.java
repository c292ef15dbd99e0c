package guildhall.rail;

import guildhall.book.FolderStorage;
import guildhall.book.Storage;
import guildhall.book.StoredFile;
import guildhall.sdk.Amount;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A rail of three CSV files in a folder of its own (0700, files 0600), for tests and for operators
/// who move money by hand. Amounts are decimal credits. Each file begins with a header line.
///
/// | file | columns | who appends |
/// |---|---|---|
/// | `deposits.csv` | `reference,account,amount` | the operator, or another program |
/// | `payouts.csv` | `reference,destination,amount` | the rail; an order to pay, synced |
/// | `results.csv` | `reference,result,detail` | the operator: `paid`, or `refused` and why |
///
/// A line counts once it ends with a line break. A line that cannot be read, repeats the reference
/// of an earlier deposit, or contradicts an earlier result is logged with its number and passed
/// over; it never moves money.
///
/// **Files are only appended to.** The cursor of a deposit is the byte offset after its line, times
/// 2^24, plus a check of all bytes before: if they were changed since, nothing more is collected
/// until they are as they were, for a line that has slipped would be credited twice or never. The
/// rail pays no more if `payouts.csv` is damaged or gone.
///
/// The files are read whole at each look: meant for some ten thousand lines. Any thread.
public final class FileRail implements Rail, AutoCloseable {

  /// Its name: its account is `@rail:file`.
  public static final String NAME = "file";

  static final String DEPOSITS = "deposits.csv";
  static final String PAYOUTS = "payouts.csv";
  static final String RESULTS = "results.csv";

  private static final Logger LOG = LoggerFactory.getLogger(FileRail.class);

  private static final Map<String, List<String>> HEADERS =
      Map.of(
          DEPOSITS, List.of("reference", "account", "amount"),
          PAYOUTS, List.of("reference", "destination", "amount"),
          RESULTS, List.of("reference", "result", "detail"));

  private static final int CHECK_BITS = 24;
  private static final long CHECK_MASK = (1L << CHECK_BITS) - 1;

  private final ReentrantLock lock = new ReentrantLock();
  private final Set<String> told = ConcurrentHashMap.newKeySet();
  private final Path folder;
  private final Storage.Hold hold;
  private Glance quiet = new Glance(-1, -1, -1); // lock

  /// A file that has nothing after a cursor.
  private record Glance(long size, long check, long cursor) {}

  private FileRail(Path folder, Storage.Hold hold) {
    this.folder = folder;
    this.hold = hold;
  }

  /// Takes hold of a folder; makes it and its files if it is empty or not there.
  ///
  /// @throws IOException if it cannot be used, another process has it, or one of the files is gone
  public static FileRail open(Path folder) throws IOException {
    FolderStorage storage = FolderStorage.of(folder);
    Storage.Hold hold = storage.lock();
    try {
      FileRail rail = new FileRail(folder, hold);
      rail.prepare(storage);
      return rail;
    } catch (IOException | RuntimeException e) {
      hold.close();
      throw e;
    }
  }

  private void prepare(FolderStorage storage) throws IOException {
    only(folder, "rwx------");
    boolean used = size(RESULTS) > 0;
    for (String name : List.of(DEPOSITS, PAYOUTS, RESULTS)) { // the last one says: all were made
      if (size(name) < 0 && used) {
        throw new IOException(
            "the file " + folder.resolve(name) + " is gone: without it nothing is moved");
      }
      if (size(name) < 0) {
        storage.create(name).close();
      }
      if (size(name) == 0 && !used) {
        try (StoredFile made = storage.open(name)) {
          var _ = made.write(utf8(CsvLines.write(HEADERS.getOrDefault(name, List.of()))), 0);
          made.sync();
        }
        storage.syncNames();
      }
      only(folder.resolve(name), "rw-------");
    }
  }

  /// -1 if there is no such file.
  private long size(String name) throws IOException {
    Path file = folder.resolve(name);
    return Files.exists(file) ? Files.size(file) : -1;
  }

  private static void only(Path path, String permissions) throws IOException {
    if (Files.getFileStore(path).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }
  }

  private static ByteBuffer utf8(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String name() {
    return NAME;
  }

  /// Credits.
  @Override
  public String unit() {
    return "credit";
  }

  @Override
  public List<Deposit> deposits(long after, int max) throws IOException {
    lock.lock();
    try {
      byte[] bytes = Files.readAllBytes(folder.resolve(DEPOSITS));
      CRC32 check = new CRC32();
      check.update(bytes);
      Glance glance = new Glance(bytes.length, check.getValue(), after);
      if (glance.equals(quiet)) {
        return List.of();
      }
      List<Deposit> page =
          findDeposits(bytes, after).rows().stream()
              .filter(each -> each.cursor() > after)
              .limit(max)
              .toList();
      if (page.isEmpty()) {
        quiet = glance;
      }
      return page;
    } finally {
      lock.unlock();
    }
  }

  /// What a file says, and what it says that cannot be read.
  private record Found<R>(List<R> rows, List<String> unreadable) {}

  private Found<Deposit> findDeposits(byte[] bytes, long after) throws IOException {
    List<CsvLines.Line> lines = CsvLines.read(bytes);
    if (after > 0 && lines.stream().noneMatch(line -> cursor(line) == after)) {
      throw new IOException(
          "%s was changed before byte %d, up to which deposits were taken: it is only appended to"
              .formatted(folder.resolve(DEPOSITS), after >>> CHECK_BITS));
    }
    return deposits(lines);
  }

  private Found<Deposit> deposits(List<CsvLines.Line> lines) throws IOException {
    List<Deposit> deposits = new ArrayList<>();
    List<String> unreadable = new ArrayList<>();
    Map<String, Integer> first = new HashMap<>();
    for (CsvLines.Line line : rows(DEPOSITS, lines)) {
      String wrong = moneyTrouble(line);
      if (wrong.isEmpty()) {
        Integer earlier = first.putIfAbsent(line.fields().getFirst(), line.number());
        wrong = earlier == null ? "" : "repeats the reference of line " + earlier;
      }
      if (wrong.isEmpty()) {
        deposits.add(
            new Deposit(cursor(line), line.fields().get(0), line.fields().get(1), amount(line)));
      } else {
        unreadable.add(tell(DEPOSITS, line, wrong));
      }
    }
    return new Found<>(deposits, unreadable);
  }

  private static long cursor(CsvLines.Line line) {
    return (long) line.end() << CHECK_BITS | (line.check() & CHECK_MASK);
  }

  /// The lines below the header.
  private List<CsvLines.Line> rows(String name, List<CsvLines.Line> lines) throws IOException {
    List<String> header = HEADERS.getOrDefault(name, List.of());
    if (lines.isEmpty()) {
      return List.of();
    }
    if (!lines.getFirst().fields().equals(header)) {
      throw new IOException(
          folder.resolve(name) + " does not begin with the line " + String.join(",", header));
    }
    return lines.subList(1, lines.size());
  }

  /// Why a line is no reference, name and amount; empty if it is.
  private static String moneyTrouble(CsvLines.Line line) {
    if (!line.trouble().isEmpty()) {
      return line.trouble();
    }
    List<String> fields = line.fields();
    if (fields.size() != 3) {
      return "has " + fields.size() + " fields instead of 3";
    }
    if (!Rail.isText(fields.get(0)) || !Rail.isText(fields.get(1))) {
      return "has a text that is empty, too long or not printable";
    }
    try {
      return amount(line) > 0 ? "" : "is about nothing";
    } catch (IllegalArgumentException _) {
      return "has no amount of credits: digits, at most six after the point";
    }
  }

  private static long amount(CsvLines.Line line) {
    return Amount.credits(line.fields().get(2)).micros();
  }

  /// A sentence for people; logged when it is first said.
  private String tell(String name, CsvLines.Line line, String what) {
    String sentence = name + " line " + line.number() + " " + what;
    if (told.add(sentence)) {
      LOG.warn("{} in {}, it is passed over", sentence, folder);
    }
    return sentence;
  }

  @Override
  public Answer pay(String reference, String destination, long amountMicros) throws IOException {
    if (!Rail.isText(reference) || !Rail.isText(destination) || amountMicros <= 0) {
      return new Answer.Refused("a payout needs a reference, a destination and an amount");
    }
    List<String> order = List.of(reference, destination, Amount.micros(amountMicros).toCredits());
    lock.lock();
    try (FileChannel file =
        FileChannel.open(
            folder.resolve(PAYOUTS), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      List<CsvLines.Line> lines = orders();
      List<String> before = byReference(lines).get(reference);
      if (before == null) {
        int end = lines.isEmpty() ? 0 : lines.getLast().end();
        file.truncate(end); // what was half written was never acknowledged
        ByteBuffer bytes = utf8(CsvLines.write(order));
        for (long at = end; bytes.hasRemaining(); ) {
          at += file.write(bytes, at);
        }
      }
      file.force(true);
      return before == null || before.equals(order)
          ? new Answer.Accepted()
          : new Answer.Refused("there is another payout of this reference");
    } finally {
      lock.unlock();
    }
  }

  /// Every line of `payouts.csv`, the header too.
  ///
  /// @throws IOException if one of them cannot be read: it may be the very order that is asked for
  private List<CsvLines.Line> orders() throws IOException {
    List<CsvLines.Line> lines = CsvLines.read(Files.readAllBytes(folder.resolve(PAYOUTS)));
    if (lines.isEmpty()) {
      throw new IOException(folder.resolve(PAYOUTS) + " has lost its first line");
    }
    for (CsvLines.Line line : rows(PAYOUTS, lines)) {
      String wrong = moneyTrouble(line);
      if (!wrong.isEmpty()) {
        throw new IOException(
            "%s is damaged, line %d %s: nothing more is paid"
                .formatted(folder.resolve(PAYOUTS), line.number(), wrong));
      }
    }
    return lines;
  }

  private static Map<String, List<String>> byReference(List<CsvLines.Line> orders) {
    return orders.stream()
        .skip(1)
        .collect(
            Collectors.toMap(
                line -> line.fields().getFirst(),
                CsvLines.Line::fields,
                (first, _) -> first,
                LinkedHashMap::new));
  }

  @Override
  public Outcome outcome(String reference) throws IOException {
    lock.lock();
    try {
      Map<String, List<String>> orders = byReference(orders());
      return orders.containsKey(reference)
          ? results(orders.keySet(), new ArrayList<>())
              .getOrDefault(reference, new Outcome.Pending())
          : new Outcome.Unknown();
    } finally {
      lock.unlock();
    }
  }

  /// The first result of each reference counts.
  private Map<String, Outcome> results(Set<String> references, List<String> unreadable)
      throws IOException {
    byte[] bytes = Files.readAllBytes(folder.resolve(RESULTS));
    Map<String, Outcome> results = new HashMap<>();
    for (CsvLines.Line line : rows(RESULTS, CsvLines.read(bytes))) {
      String wrong = resultTrouble(line, references);
      if (wrong.isEmpty()) {
        Outcome result = result(line);
        Outcome first = results.putIfAbsent(line.fields().getFirst(), result);
        wrong = first == null || first.equals(result) ? "" : "contradicts an earlier line";
      }
      if (!wrong.isEmpty()) {
        unreadable.add(tell(RESULTS, line, wrong));
      }
    }
    return results;
  }

  private static String resultTrouble(CsvLines.Line line, Set<String> references) {
    if (!line.trouble().isEmpty()) {
      return line.trouble();
    }
    if (line.fields().size() != 3) {
      return "has " + line.fields().size() + " fields instead of 3";
    }
    if (!references.contains(line.fields().getFirst())) {
      return "is about no payout of this rail";
    }
    return List.of("paid", "refused").contains(line.fields().get(1))
        ? ""
        : "says neither paid nor refused";
  }

  private static Outcome result(CsvLines.Line line) {
    String detail = line.fields().get(2);
    return line.fields().get(1).equals("paid")
        ? new Outcome.Paid(detail)
        : new Outcome.Refused(detail);
  }

  @Override
  public Statement statement() throws IOException {
    lock.lock();
    try {
      Found<Deposit> found = findDeposits(Files.readAllBytes(folder.resolve(DEPOSITS)), 0);
      List<String> unreadable = new ArrayList<>(found.unreadable());
      Map<String, List<String>> orders = byReference(orders());
      Map<String, Outcome> results = results(orders.keySet(), unreadable);
      List<Payout> payouts =
          orders.values().stream()
              .map(order ->
                  new Payout(
                      order.get(0),
                      order.get(1),
                      Amount.credits(order.get(2)).micros(),
                      results.getOrDefault(order.get(0), new Outcome.Pending())))
              .toList();
      return new Statement(found.rows(), payouts, unreadable);
    } finally {
      lock.unlock();
    }
  }

  /// Lets go of the folder.
  @Override
  public void close() throws IOException {
    hold.close();
  }
}
