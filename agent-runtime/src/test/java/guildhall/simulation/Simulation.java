package guildhall.simulation;

import guildhall.book.CorruptJournalException;
import guildhall.book.Entry;
import guildhall.book.SteppedBook;
import guildhall.ledger.Decision;
import guildhall.ledger.Id;
import guildhall.ledger.Operation;
import guildhall.ledger.Original;
import guildhall.simulation.faultdisk.Fault;
import guildhall.simulation.faultdisk.FaultCounts;
import guildhall.simulation.faultdisk.FaultPlan;
import guildhall.simulation.faultdisk.PowerCut;
import guildhall.simulation.faultdisk.SimDisk;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/// One run of one seed: at least [#COMMANDS] commands in batches, at least [#RESTARTS] ends of the
/// process by a fault, a kill or a power cut, snapshots in between, and after every start the proof
/// that nothing acknowledged is lost, nothing took effect twice, and the balances are the model's.
///
/// Everything runs on the caller's thread; the same seed gives the same run.
final class Simulation implements Generator.Sight {

  static final int COMMANDS = 1_000;
  static final int RESTARTS = 3;

  private static final List<Fault> EXACT =
      List.of(
          Fault.POWER_CUT,
          Fault.POWER_CUT,
          Fault.POWER_CUT,
          Fault.SYNC_ERROR,
          Fault.WRITE_ERROR,
          Fault.SHORT_WRITE,
          Fault.NAMES_ERROR,
          Fault.NAMES_SYNC_ERROR,
          Fault.ERROR_FOR_GOOD);
  private static final List<Fault> AT_REST =
      List.of(
          Fault.BIT_FLIP,
          Fault.ZEROED_SECTOR,
          Fault.DUPLICATED_FRAME,
          Fault.SWAPPED_FRAMES,
          Fault.TRUNCATED_FILE,
          Fault.LOST_FILE,
          Fault.STALE_SNAPSHOT);

  private static final List<PowerCut> CUTS =
      List.of(PowerCut.LOSES_ALL, PowerCut.KEEPS_PREFIX, PowerCut.KEEPS_ANY, PowerCut.KEEPS_ANY);

  /// A batch with the commands in it and their answers to come.
  private record Flight(
      SteppedBook.Step step,
      List<Operation> operations,
      List<CompletableFuture<Decision>> answers,
      List<Decision> decisions,
      List<Entry> entries) {}

  private final SplittableRandom random;
  private final Coverage coverage;
  private final FaultCounts faults;
  private final SimDisk disk;
  private final Clocks clocks = new Clocks();
  private final Truth truth;
  private final Generator generator;
  private final Deque<Flight> flights = new ArrayDeque<>();
  private Machine machine;
  private long lastTimeMicros;
  private int asked;
  private int restarts;
  private boolean renamedBefore; // and not synced, by the process before this one
  private long trace;
  private String doing = "the first start";

  private Simulation(long seed, Coverage coverage) throws IOException {
    this.random = new SplittableRandom(seed);
    this.coverage = coverage;
    this.faults = coverage.faults();
    this.disk = new SimDisk(random.nextLong(), faults);
    this.truth = new Truth(coverage);
    this.generator =
        new Generator(random.split(), this, Machine.MARGIN_MICROS, Machine.WINDOW_MICROS);
    this.machine = Machine.start(disk, clocks);
  }

  /// Runs a seed.
  ///
  /// @return a hash of all that happened
  /// @throws WrongRun if something does not hold
  @SuppressWarnings("CatchingThrowable") // whatever is wrong, the seed is what is needed
  static long run(long seed, Coverage coverage) {
    Simulation simulation = null;
    try {
      simulation = new Simulation(seed, coverage);
      simulation.play();
      return simulation.trace;
    } catch (IOException | RuntimeException | AssertionError e) {
      String where = simulation == null ? "the first start" : simulation.where();
      throw new WrongRun(seed, where + ": " + e.getMessage(), e);
    }
  }

  private String where() {
    return "%s, after %d commands, %d entries and %d restarts"
        .formatted(doing, asked, truth.entries().size(), restarts);
  }

  private void play() throws IOException {
    while (asked < COMMANDS || restarts < RESTARTS) {
      live();
      end();
      recover();
    }
    doing = "the end";
    machine.book.close();
    disk.kill();
    machine = Machine.start(disk, clocks);
    check(true);
    truth.checkIds();
    machine.book.close();
    coverage.seed(truth.entries().size());
  }

  /// One life of a process: batches until a fault ends it, or its time has come.
  private void live() {
    doing = "a life";
    planFaults();
    boolean brief = renamedBefore || random.nextInt(3) == 0;
    int batches = 1 + random.nextInt(brief ? 6 : COMMANDS / 25);
    try {
      for (int i = 0; i < batches; i++) {
        passTime();
        begin();
        if (random.nextInt(3) == 0) {
          begin();
        }
        while (!flights.isEmpty()) {
          commit(flights.getFirst());
          flights.removeFirst();
        }
        truth.checkState(machine.ledger, lastTimeMicros);
        if (random.nextInt(12) == 0) {
          snapshot();
        }
      }
    } catch (IOException _) {
      mix(1);
    }
  }

  /// After an unsynced renaming what is to happen is the power cut at the end, and nothing before.
  private void planFaults() {
    FaultPlan plan = new FaultPlan();
    int dice = renamedBefore ? Integer.MAX_VALUE : random.nextInt(10);
    if (dice < 4) {
      Fault fault = EXACT.get(random.nextInt(EXACT.size()));
      plan.at(disk.operations() + random.nextInt(80), fault, random.nextInt(10));
    } else if (dice < 6) {
      plan.often(Fault.WRITE_ERROR, 100).often(Fault.SYNC_ERROR, 30);
      plan.often(Fault.NAMES_ERROR, 100).often(Fault.NAMES_SYNC_ERROR, 100);
    } else if (dice < 7) {
      plan.room(random.nextInt(256 * 1024));
    } else if (dice < 8) {
      plan.at(disk.operations(), Fault.NAMES_SYNC_ERROR);
    }
    if (random.nextBoolean()) {
      plan.often(Fault.SHORT_WRITE, 100).often(Fault.SHORT_READ, 100).often(Fault.SLOW_DISK, 20);
    }
    disk.plan(plan);
  }

  private void passTime() {
    int dice = random.nextInt(200);
    long micros =
        random.nextInt(3) == 0 ? random.nextLong(2_000_000) : random.nextInt(5) * 500_000L;
    if (dice == 0) {
      micros = random.nextLong(3_600_000_000L);
      faults.add(Fault.PAUSE);
    } else if (dice < 6) {
      clocks.jump(random.nextLong(7_200_000_000L) - 3_600_000_000L);
      faults.add(Fault.CLOCK_JUMP);
    } else if (dice < 20) {
      micros = 0;
    }
    clocks.pass(micros + disk.tookMicros());
  }

  private void begin() {
    SteppedBook.Step step = machine.book.begin();
    List<Operation> operations = new ArrayList<>();
    List<Decision> decisions = new ArrayList<>();
    List<CompletableFuture<Decision>> answers = new ArrayList<>();
    lastTimeMicros = step.timeMicros();
    for (int i = random.nextInt(random.nextInt(4) == 0 ? 60 : 16); i >= 0; i--) {
      Operation operation = generator.next();
      asked++;
      answers.add(
          step.decide(draft -> {
            Decision decision =
                machine.ledger.decide(operation, draft.timeMicros(), draft.position());
            decision.appendTo(draft);
            decisions.add(decision);
            return decision;
          }));
      operations.add(operation);
      if (step.broken() != null || decisions.size() != operations.size()) {
        throw new AssertionError("the ledger threw at " + operation, thrown(step, answers));
      }
    }
    flights.add(new Flight(step, operations, answers, decisions, step.entries()));
  }

  private static Throwable thrown(
      SteppedBook.Step step, List<CompletableFuture<Decision>> answers) {
    Throwable broken = step.broken();
    try {
      step.commit();
      answers.getLast().join();
    } catch (IOException | RuntimeException e) {
      return e.getCause() == null ? e : e.getCause();
    }
    return broken == null ? new IllegalStateException("nothing was thrown") : broken;
  }

  private void commit(Flight flight) throws IOException {
    if (flight.answers().stream().anyMatch(CompletableFuture::isDone)) {
      throw new AssertionError("answered before it was durable");
    }
    flight.step().commit();
    for (CompletableFuture<Decision> answer : flight.answers()) {
      if (!answer.isDone() || answer.isCompletedExceptionally()) {
        throw new AssertionError("a durable command is not answered");
      }
    }
    durable(flight);
  }

  private void durable(Flight flight) {
    List<Truth.Asked> commands = new ArrayList<>();
    for (int i = 0; i < flight.operations().size(); i++) {
      Decision decision = flight.decisions().get(i);
      mix(decision.status().code().hashCode());
      commands.add(new Truth.Asked(flight.operations().get(i), decision));
    }
    truth.durable(flight.step().timeMicros(), flight.entries(), commands);
    mix(truth.entries().size());
  }

  private void snapshot() {
    try {
      machine.snapshot();
    } catch (IOException _) {
      mix(2); // the book goes on; only a write of its own ends it
    }
  }

  /// The process ends. What waits for its answer may be in the book or not.
  private void end() throws IOException {
    restarts++;
    coverage.restarted();
    doing = "restart " + restarts;
    if (flights.isEmpty()) {
      truth.checkState(machine.ledger, lastTimeMicros);
      truth.checkHash(machine.ledger, false);
    }
    if (random.nextInt(3) == 0) {
      tryMisdirected();
    }
    stop(renamedBefore);
    if (random.nextBoolean()) {
      tryDamage();
    }
  }

  /// What ends while a name is at risk is mostly the process, and what ends next, mostly soon
  /// after, is mostly the machine: only so does it show whether a start makes the names it finds
  /// durable.
  ///
  /// @param unsyncedFound whether the process that ends has found unsynced names
  private void stop(boolean unsyncedFound) {
    int kills = unsyncedFound ? 1 : disk.hasUnsyncedRename() ? 6 : 3;
    if (random.nextInt(8) < kills) {
      faults.add(Fault.KILLED);
      disk.kill();
    } else {
      faults.add(Fault.POWER_CUT);
      disk.crash(unsyncedFound ? PowerCut.LOSES_ALL : CUTS.get(random.nextInt(CUTS.size())));
    }
  }

  /// Starts until a start goes well; the first ones may meet faults of their own.
  private void recover() throws IOException {
    for (int attempt = 0; ; attempt++) {
      disk.plan(attempt < 3 ? faultsOfStart() : FaultPlan.none());
      renamedBefore = disk.hasUnsyncedRename();
      try {
        machine = Machine.start(disk, clocks);
        break;
      } catch (CorruptJournalException e) {
        throw new AssertionError("sound, yet refused: " + e.getMessage(), e);
      } catch (IOException e) {
        if (attempt >= 3) {
          throw e;
        }
        stop(false);
      }
    }
    disk.plan(FaultPlan.none());
    resolve(machine.book.entries());
    check(random.nextInt(4) == 0);
  }

  private FaultPlan faultsOfStart() {
    FaultPlan plan = new FaultPlan();
    int dice = random.nextInt(10);
    if (dice < 2) {
      Fault fault = EXACT.get(random.nextInt(EXACT.size()));
      plan.at(disk.operations() + random.nextInt(40), fault, random.nextInt(6));
    } else if (dice < 4) {
      plan.often(Fault.READ_ERROR, 100).often(Fault.SHORT_READ, 100);
      plan.often(Fault.SYNC_ERROR, 100);
    }
    return plan;
  }

  /// The book says what became of the batches nobody was answered for.
  private void resolve(List<Entry> found) {
    int acknowledged = truth.entries().size();
    if (found.size() < acknowledged) {
      throw new AssertionError(
          "lost: %d entries of %d acknowledged".formatted(found.size(), acknowledged));
    }
    boolean first = true;
    while (!flights.isEmpty()) {
      Flight flight = flights.removeFirst();
      int end = truth.entries().size() + flight.entries().size();
      boolean kept = first && end <= found.size() && !flight.entries().isEmpty();
      coverage.unknown(kept);
      if (kept) {
        durable(flight);
      } else {
        flights.clear();
      }
      first = false; // the second one was never written
    }
    if (!found.equals(truth.entries())) {
      throw new AssertionError(
          "the book has %d entries, not the %d it should; first difference at %d"
              .formatted(found.size(), truth.entries().size(), difference(found, truth.entries())));
    }
  }

  private static int difference(List<Entry> one, List<Entry> other) {
    int at = 0;
    while (at < one.size() && at < other.size() && one.get(at).equals(other.get(at))) {
      at++;
    }
    return at;
  }

  private void check(boolean fromTheFirst) {
    truth.checkState(machine.ledger, lastTimeMicros);
    truth.checkHolds(machine.ledger);
    truth.checkHash(machine.ledger, fromTheFirst);
    mix(disk.operations());
  }

  /// Damages a copy of the disk at rest and opens that.
  private void tryDamage() throws IOException {
    if (!flights.isEmpty()) {
      return; // what is in the book must be known
    }
    SimDisk copy = disk.copy(random.nextLong(), new FaultCounts());
    Damage damage = new Damage(random, copy, faults);
    Fault fault = AT_REST.get(random.nextInt(AT_REST.size()));
    if (damage.happen(fault)) {
      doing = "restart " + restarts + " with " + fault;
      judge(copy, List.of(), damage.touchedLastFrame());
    }
  }

  /// Lets a write land elsewhere on a copy of the disk, while a batch is unsynced.
  private void tryMisdirected() throws IOException {
    if (flights.size() != 1 || flights.getFirst().entries().isEmpty()) {
      return;
    }
    SimDisk copy = disk.copy(random.nextLong(), faults);
    copy.crash(PowerCut.MISDIRECTS);
    SimDisk sound = disk.copy(random.nextLong(), new FaultCounts());
    sound.crash(PowerCut.LOSES_ALL);
    List<Damage.FrameAt> frames = Damage.frames(sound);
    doing = "restart " + restarts + " with a misdirected write";
    long last = frames.isEmpty() ? -1 : frames.getLast().firstPosition();
    judge(copy, flights.getFirst().entries(), last);
  }

  private void judge(SimDisk damaged, List<Entry> unknown, long lastFrame) {
    Damage.Verdict verdict = new Verdicts(truth, clocks, unknown).of(damaged, lastFrame);
    coverage.damage(verdict);
    mix(verdict.name().hashCode());
  }

  private void mix(long value) {
    trace = (trace ^ value) * 0x100000001b3L + 0x9E3779B97F4A7C15L;
  }

  @Override
  public long nowMicros() {
    return lastTimeMicros;
  }

  @Override
  public long availableMicros(String account) {
    return truth.model().balance(account) - truth.model().held(account);
  }

  @Override
  public boolean isOpen(Id hold) {
    return truth.model().isOpen(hold);
  }

  @Override
  public List<Original> movements() {
    return truth.movements();
  }
}
