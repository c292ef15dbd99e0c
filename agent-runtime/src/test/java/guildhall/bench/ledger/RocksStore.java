package guildhall.bench.ledger;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/// RocksDB in this process, as a store for balances and transfers: write batches of so many
/// transfers, each two balances and a record, `sync = true`. It looks up nothing, for the balances
/// are kept in memory beside it, so this is the most it can do.
///
/// The library has 90 MB and is there only with `-Pbench`; so it is called by name.
final class RocksStore implements AutoCloseable {

  /// Transfers per write.
  static final int BATCH = 1000;

  private static final int RECORD_BYTES = 128;
  private static final String PACKAGE = "org.rocksdb.";

  private final Object store;
  private final Object batch;
  private final MethodHandle put;
  private final MethodHandle write;
  private final MethodHandle clear;
  private final MethodHandle close;
  private final long[] balances;

  private RocksStore(Path folder, int accounts) throws Throwable {
    Class<?> storeType = type("RocksDB");
    Class<?> batchType = type("WriteBatch");
    Class<?> optionsType = type("Options");
    Class<?> writeOptionsType = type("WriteOptions");
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    Object options = make(optionsType);
    lookup
        .findVirtual(
            optionsType, "setCreateIfMissing", MethodType.methodType(optionsType, boolean.class))
        .invoke(options, true);
    Object writeOptions = make(writeOptionsType);
    lookup
        .findVirtual(
            writeOptionsType, "setSync", MethodType.methodType(writeOptionsType, boolean.class))
        .invoke(writeOptions, true);
    store =
        lookup
            .findStatic(
                storeType, "open", MethodType.methodType(storeType, optionsType, String.class))
            .invoke(options, folder.toString());
    batch = make(batchType);
    put = action(batchType, "put", byte[].class, byte[].class).bindTo(batch);
    clear = action(batchType, "clear").bindTo(batch);
    write =
        MethodHandles.insertArguments(
            action(storeType, "write", writeOptionsType, batchType), 0, store, writeOptions, batch);
    close = action(storeType, "close").bindTo(store);
    balances = new long[accounts];
    Arrays.fill(balances, 1_000_000_000_000L);
  }

  private static Class<?> type(String name) throws ClassNotFoundException {
    return Class.forName(PACKAGE + name);
  }

  private static Object make(Class<?> type) throws ReflectiveOperationException {
    return type.getConstructor().newInstance();
  }

  private static MethodHandle action(Class<?> type, String name, Class<?>... parameters)
      throws ReflectiveOperationException {
    return MethodHandles.lookup()
        .findVirtual(type, name, MethodType.methodType(void.class, parameters));
  }

  @SuppressWarnings("CatchingThrowable") // a method handle throws whatever it wants
  static RocksStore open(Path folder, int accounts) {
    try {
      return new RocksStore(folder, accounts);
    } catch (Throwable e) {
      throw new IllegalStateException("RocksDB does not open", e);
    }
  }

  /// Transfers a second of one writer.
  double rate(long nanos) throws InterruptedException {
    return BATCH * Callers.blocking(Thread.ofPlatform(), List.of(this::commit), nanos).perSecond();
  }

  @SuppressWarnings("CatchingThrowable") // a method handle throws whatever it wants
  private boolean commit() {
    try {
      for (int i = 0; i < BATCH; i++) {
        transfer();
      }
      write.invoke();
      clear.invoke();
      return true;
    } catch (Throwable e) {
      throw new IllegalStateException("RocksDB refused", e);
    }
  }

  private void transfer() throws Throwable {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    int from = random.nextInt(balances.length);
    int to = (from + 1 + random.nextInt(balances.length - 1)) % balances.length;
    if (balances[from] < 1) {
      throw new IllegalStateException("insufficient_funds");
    }
    put(from, --balances[from]);
    put(to, ++balances[to]);
    byte[] id =
        ByteBuffer.allocate(2 * Long.BYTES)
            .putLong(System.currentTimeMillis() << 16 | 0x7000 | random.nextInt(0x1000))
            .putLong(random.nextLong())
            .array();
    byte[] record = new byte[RECORD_BYTES];
    ByteBuffer.wrap(record).put(id).putInt(from).putInt(to).putLong(1);
    put.invokeExact(id, record);
  }

  private void put(int account, long balance) throws Throwable {
    put.invokeExact(
        ByteBuffer.allocate(Integer.BYTES).putInt(account).array(),
        ByteBuffer.allocate(Long.BYTES).putLong(balance).array());
  }

  @Override
  @SuppressWarnings("CatchingThrowable") // a method handle throws whatever it wants
  public void close() {
    try {
      close.invoke();
    } catch (Throwable e) {
      throw new IllegalStateException("RocksDB does not close", e);
    }
  }
}
