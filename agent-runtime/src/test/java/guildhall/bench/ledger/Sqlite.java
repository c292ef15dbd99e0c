package guildhall.bench.ledger;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/// SQLite in this process, keeping a ledger in tables: write-ahead log, `synchronous = FULL`, and
/// so many transfers per commit.
final class Sqlite implements AutoCloseable {

  /// Transfers per commit.
  static final int BATCH = 1000;

  private final Connection connection;
  private final PreparedStatement record;
  private final PreparedStatement debit;
  private final PreparedStatement credit;

  private Sqlite(Connection connection) throws SQLException {
    this.connection = connection;
    this.record = connection.prepareStatement("insert or ignore into transfer values (?, ?, ?, ?)");
    this.debit =
        connection.prepareStatement(
            "update account set balance = balance - ?1 where id = ?2 and balance >= ?1");
    this.credit =
        connection.prepareStatement("update account set balance = balance + ?1 where id = ?2");
  }

  static Sqlite open(Path folder, int accounts) throws SQLException {
    Connection connection =
        DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("ledger.db"));
    try (Statement statement = connection.createStatement()) {
      for (String sql :
          List.of(
              "pragma journal_mode = wal",
              "pragma synchronous = full",
              "create table account (id integer primary key, balance integer not null)",
              "create table transfer (id blob primary key, debit integer, credit integer,"
                  + " amount integer) without rowid")) {
        statement.execute(sql);
      }
    }
    connection.setAutoCommit(false);
    try (PreparedStatement insert =
        connection.prepareStatement("insert into account values (?, 1000000000000)")) {
      for (int i = 0; i < accounts; i++) {
        insert.setInt(1, i);
        insert.addBatch();
      }
      insert.executeBatch();
    }
    connection.commit();
    return new Sqlite(connection);
  }

  /// What it says about its durability.
  ///
  /// @throws IllegalStateException if it is not durable, for then its figures mean nothing
  String durability() throws SQLException {
    String mode = pragma("journal_mode");
    String synchronous = pragma("synchronous");
    if (!mode.equals("wal") || !synchronous.equals("2")) {
      throw new IllegalStateException("SQLite has " + mode + ", synchronous = " + synchronous);
    }
    return "journal_mode = wal, synchronous = full";
  }

  private String pragma(String name) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("pragma " + name)) {
      result.next();
      return result.getString(1);
    }
  }

  /// Transfers a second of one writer.
  double rate(long nanos) throws SQLException, InterruptedException {
    return BATCH * Callers.blocking(Thread.ofPlatform(), List.of(this::batch), nanos).perSecond();
  }

  private boolean batch() {
    try {
      boolean ok = true;
      for (int i = 0; i < BATCH; i++) {
        ok &= transfer();
      }
      connection.commit();
      return ok;
    } catch (SQLException e) {
      throw new IllegalStateException("SQLite refused", e);
    }
  }

  private boolean transfer() throws SQLException {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    int from = random.nextInt(Options.PAYERS);
    int to = (from + 1 + random.nextInt(Options.PAYERS - 1)) % Options.PAYERS;
    ByteBuffer id = ByteBuffer.allocate(16);
    id.putLong(System.currentTimeMillis() << 16 | 0x7000 | random.nextInt(0x1000));
    id.putLong(random.nextLong());
    record.setBytes(1, id.array());
    record.setInt(2, from);
    record.setInt(3, to);
    record.setLong(4, 1);
    debit.setLong(1, 1);
    debit.setInt(2, from);
    credit.setLong(1, 1);
    credit.setInt(2, to);
    return record.executeUpdate() == 1 && debit.executeUpdate() == 1 && credit.executeUpdate() == 1;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
