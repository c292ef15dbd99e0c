package guildhall.bench.ledger;

import guildhall.bench.report.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;

/// Databases that keep the same ledger, all of them durable, each with as many clients as suit it
/// best. [SpeedPart] takes the figure that they are held against just before them.
final class DatabasePart implements AutoCloseable {

  private static final int[] ROW_CLIENTS = {1, 8, 32};
  private static final int[] BATCH_CLIENTS = {1, 2, 4};
  private static final String OURS = "ledger async 8192";

  private final Options options;
  private final Series series;
  private final Path folder;
  private final Postgres postgres;
  private final Sqlite sqlite;
  private final RocksStore rocks;

  private DatabasePart(Options options, Series series, Path folder) throws Exception {
    this.options = options;
    this.series = series;
    this.folder = folder;
    this.postgres = Postgres.start(folder.resolve("postgres"), Options.PAYERS);
    this.sqlite = Sqlite.open(folder, Options.PAYERS);
    this.rocks = RocksStore.open(folder.resolve("rocks"), Options.PAYERS);
  }

  static DatabasePart open(Options options, Series series) throws Exception {
    return new DatabasePart(options, series, Folders.fresh(options.folder(), "databases"));
  }

  /// Takes every figure once.
  ///
  /// @param round -1 to warm up, which takes a quarter of the time
  void round(int round) throws Exception {
    long nanos = round < 0 ? options.nanos() / 4 : options.nanos();
    for (int clients : ROW_CLIENTS) {
      series.put(round, row(clients), postgres.rowByRow(clients, nanos));
    }
    for (int clients : BATCH_CLIENTS) {
      series.put(round, batch(clients), postgres.batched(clients, nanos));
    }
    series.put(round, "sqlite", sqlite.rate(nanos));
    series.put(round, "rocksdb", rocks.rate(nanos));
  }

  private static String row(int clients) {
    return "postgres row by row, " + clients + " clients";
  }

  private static String batch(int clients) {
    return "postgres batched, " + clients + " clients";
  }

  /// The rows of this part.
  void report(Report report) throws Exception {
    double[] ours = series.of(OURS);
    report.ratio(
        "8192 asynchronous callers, against PostgreSQL row by row, best of 1, 8, 32 clients",
        "1/s",
        ours,
        series.best(row(1), row(8), row(32)),
        Optional.of(100.0));
    report.ratio(
        "8192 asynchronous callers, against PostgreSQL by 500, best of 1, 2, 4 clients",
        "1/s",
        ours,
        series.best(batch(1), batch(2), batch(4)),
        Optional.of(10.0));
    report.ratio(
        "8192 asynchronous callers, against SQLite by 1000",
        "1/s",
        ours,
        series.of("sqlite"),
        Optional.of(6.0));
    report.ratio(
        "8192 asynchronous callers, against RocksDB by 1000",
        "1/s",
        ours,
        series.of("rocksdb"),
        Optional.of(6.0));
    report.note("PostgreSQL: " + postgres.durability());
    report.note("SQLite: " + sqlite.durability());
    report.note("RocksDB: sync = true, two balances and a record each, no reads");
  }

  @Override
  public void close() throws IOException, SQLException {
    try (postgres;
        sqlite;
        rocks) {
      // all, whatever the others do
    }
    Folders.remove(folder);
  }
}
