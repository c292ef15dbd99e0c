package guildhall.bench.ledger;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;

/// A real PostgreSQL that keeps a ledger in tables, with its durability on: one call of a prepared
/// function per transfer, or one call per 500. Transfers are found again by their id; both sides
/// are locked in the order of their accounts; nobody spends more than there is.
final class Postgres implements AutoCloseable {

  /// Transfers in one call of the batched form.
  static final int BATCH = 500;

  private static final String SCHEMA =
      """
      create table account (id int primary key, balance bigint not null check (balance >= 0));
      create table transfer (
        id uuid primary key, debit int not null, credit int not null, amount bigint not null);

      create function pay(p_id uuid, p_debit int, p_credit int, p_amount bigint)
        returns text language plpgsql as $$
      begin
        insert into transfer values (p_id, p_debit, p_credit, p_amount) on conflict (id) do nothing;
        if not found then
          return 'exists';
        end if;
        if p_credit < p_debit then
          update account set balance = balance + p_amount where id = p_credit;
        end if;
        update account set balance = balance - p_amount
          where id = p_debit and balance >= p_amount;
        if not found then
          raise exception 'insufficient_funds';
        end if;
        if p_credit > p_debit then
          update account set balance = balance + p_amount where id = p_credit;
        end if;
        return 'created';
      end $$;

      create function pay_all(p_ids uuid[], p_debits int[], p_credits int[], p_amounts bigint[])
        returns int language plpgsql as $$
      declare
        made int;
      begin
        perform 1 from account where id = any (p_debits || p_credits) order by id for update;
        with made as (
          insert into transfer
            select * from unnest(p_ids, p_debits, p_credits, p_amounts)
            on conflict (id) do nothing
            returning debit, credit, amount),
        sums as (
          select id, sum(amount) as amount
            from (select debit as id, -amount as amount from made
              union all select credit, amount from made) both_sides
            group by id),
        moved as (
          update account a set balance = a.balance + s.amount from sums s where a.id = s.id)
        select count(*) into made from made;
        return made;
      end $$;
      """;

  private final EmbeddedPostgres server;

  private Postgres(EmbeddedPostgres server) {
    this.server = server;
  }

  /// Starts a server that keeps its data in a folder, and fills its accounts.
  static Postgres start(Path folder, int accounts) throws IOException, SQLException {
    EmbeddedPostgres server =
        EmbeddedPostgres.builder()
            .setDataDirectory(folder)
            .setCleanDataDirectory(true)
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("full_page_writes", "on")
            .start();
    Postgres made = new Postgres(server);
    try (Connection connection = made.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(SCHEMA);
      statement.execute(
          "insert into account select n, 1000000000000 from generate_series(0, %d) n"
              .formatted(accounts - 1));
      statement.execute("vacuum analyze account");
    }
    return made;
  }

  private Connection connect() throws SQLException {
    return server.getPostgresDatabase().getConnection();
  }

  /// What the server says about its durability.
  ///
  /// @throws IllegalStateException if it is not durable, for then its figures mean nothing
  String durability() throws SQLException {
    StringBuilder found = new StringBuilder();
    try (Connection connection = connect()) {
      for (String name :
          List.of("server_version", "fsync", "synchronous_commit", "full_page_writes")) {
        String value = show(connection, name);
        if (!name.equals("server_version") && !value.equals("on")) {
          throw new IllegalStateException("PostgreSQL has " + name + " = " + value);
        }
        found.append(found.isEmpty() ? "" : ", ").append(name).append(" = ").append(value);
      }
    }
    return found.toString();
  }

  private static String show(Connection connection, String name) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("show " + name)) {
      result.next();
      return result.getString(1);
    }
  }

  /// Transfers a second of clients that call once per transfer.
  double rowByRow(int clients, long nanos) throws SQLException, InterruptedException {
    return measure(clients, nanos, "select pay(?, ?, ?, ?)", Postgres::pay);
  }

  /// Transfers a second of clients that call once per [#BATCH].
  double batched(int clients, long nanos) throws SQLException, InterruptedException {
    return BATCH * measure(clients, nanos, "select pay_all(?, ?, ?, ?)", Postgres::payAll);
  }

  private interface Call {
    boolean run(PreparedStatement statement) throws SQLException;
  }

  private double measure(int clients, long nanos, String sql, Call call)
      throws SQLException, InterruptedException {
    List<Connection> connections = new ArrayList<>();
    try {
      List<BooleanSupplier> operations = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        Connection connection = connect();
        connections.add(connection);
        PreparedStatement statement = connection.prepareStatement(sql);
        operations.add(() -> quietly(call, statement));
      }
      return Callers.blocking(Thread.ofPlatform(), operations, nanos).perSecond();
    } finally {
      for (Connection connection : connections) {
        connection.close();
      }
    }
  }

  private static boolean quietly(Call call, PreparedStatement statement) {
    try {
      return call.run(statement);
    } catch (SQLException e) {
      throw new IllegalStateException("PostgreSQL refused", e);
    }
  }

  private static boolean pay(PreparedStatement statement) throws SQLException {
    int debit = account();
    statement.setObject(1, freshId());
    statement.setInt(2, debit);
    statement.setInt(3, other(debit));
    statement.setLong(4, 1);
    try (ResultSet result = statement.executeQuery()) {
      return result.next() && "created".equals(result.getString(1));
    }
  }

  private static boolean payAll(PreparedStatement statement) throws SQLException {
    UUID[] ids = new UUID[BATCH];
    Integer[] debits = new Integer[BATCH];
    Integer[] credits = new Integer[BATCH];
    for (int i = 0; i < BATCH; i++) {
      ids[i] = freshId();
      debits[i] = account();
      credits[i] = other(debits[i]);
    }
    Connection connection = statement.getConnection();
    statement.setArray(1, connection.createArrayOf("uuid", ids));
    statement.setArray(2, connection.createArrayOf("int4", debits));
    statement.setArray(3, connection.createArrayOf("int4", credits));
    statement.setArray(
        4, connection.createArrayOf("int8", Collections.nCopies(BATCH, 1L).toArray()));
    try (ResultSet result = statement.executeQuery()) {
      return result.next() && result.getInt(1) == BATCH;
    }
  }

  private static int account() {
    return ThreadLocalRandom.current().nextInt(Options.PAYERS);
  }

  private static int other(int account) {
    return (account + 1 + ThreadLocalRandom.current().nextInt(Options.PAYERS - 1)) % Options.PAYERS;
  }

  /// A UUID of version 7, so that the index of ids grows at its end.
  private static UUID freshId() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long millis = System.currentTimeMillis();
    return new UUID(
        millis << 16 | 0x7000 | random.nextInt(0x1000), random.nextLong() >>> 2 | 1L << 63);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
