package guildhall.sdk.testkit;

import guildhall.sdk.Capability;
import guildhall.sdk.spi.Fault;
import guildhall.sdk.spi.FaultPlan;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// What goes wrong in a world, and how often: see [Fault] for what each means.
///
/// A seed, the id of a call and the fault alone decide, so that a run that has failed fails again.
/// A fault strikes a call at most once; one call may be struck by several. Immutable.
public final class Faults implements FaultPlan {

  /// The share that strikes every call, in permille.
  public static final int ALWAYS = 1000;

  private final long seed;
  private final Optional<String> only;
  private final int most;
  private final Map<Fault, Integer> shares;
  private final Duration delay;

  private Faults(
      long seed, Optional<String> only, int most, Map<Fault, Integer> shares, Duration delay) {
    this.seed = seed;
    this.only = only;
    this.most = most;
    this.shares = shares;
    this.delay = delay;
  }

  /// {@return no faults yet, for calls of every capability}
  ///
  /// @param seed which calls are struck; any number
  public static Faults seeded(long seed) {
    return new Faults(seed, Optional.empty(), Integer.MAX_VALUE, Map.of(), Duration.ZERO);
  }

  /// {@return no faults yet, for one call of this capability: each strikes the first it may}
  ///
  /// @param what the capability
  public static Faults once(Capability<?, ?> what) {
    return new Faults(0, Optional.of(what.name()), 1, Map.of(), Duration.ZERO);
  }

  /// {@return these and crashes before the handler runs}
  ///
  /// A call of a capability that may be repeated is run after the restart; the order of any other
  /// ends as interrupted, and its money is held until its deadline has passed.
  ///
  /// @param permille of the calls, 0 to 1000
  /// @throws IllegalArgumentException if it is outside
  public Faults crashBeforeEffect(int permille) {
    return with(Fault.CRASH_BEFORE_EFFECT, permille, delay);
  }

  /// {@return these and crashes after the handler has returned a result and before it is paid; the
  /// handler runs once more if its capability may be repeated}
  ///
  /// @param permille of the calls, 0 to 1000
  /// @throws IllegalArgumentException if it is outside
  public Faults crashAfterEffect(int permille) {
    return with(Fault.CRASH_AFTER_EFFECT, permille, delay);
  }

  /// {@return these and answers that are held back until the test has moved the clock so far}
  ///
  /// @param permille of the calls, 0 to 1000
  /// @param by counted from when the handler has returned
  /// @throws IllegalArgumentException if a number is outside, or the time is not positive
  public Faults slow(int permille, Duration by) {
    if (!by.isPositive()) {
      throw new IllegalArgumentException("the delay must be positive: " + by);
    }
    return with(Fault.SLOW, permille, by);
  }

  /// {@return these and awards that arrive twice}
  ///
  /// @param permille of the calls, 0 to 1000
  /// @throws IllegalArgumentException if it is outside
  public Faults duplicate(int permille) {
    return with(Fault.DUPLICATE, permille, delay);
  }

  private Faults with(Fault fault, int permille, Duration by) {
    if (permille < 0 || permille > ALWAYS) {
      throw new IllegalArgumentException("permille must be 0..1000: " + permille);
    }
    Map<Fault, Integer> more = new EnumMap<>(Fault.class);
    more.putAll(shares);
    more.put(fault, permille);
    return new Faults(seed, only, most, more, by);
  }

  @Override
  public boolean strikes(Fault fault, String capability, String call, int before) {
    return before < most
        && only.map(capability::equals).orElse(true)
        && draw(fault, call) < shares.getOrDefault(fault, 0);
  }

  /// 0 to 999, the same whenever it is drawn.
  private int draw(Fault fault, String call) {
    long drawn = mixed(seed);
    String key = fault + " " + call;
    for (int i = 0; i < key.length(); i++) {
      drawn = mixed(drawn + key.charAt(i));
    }
    return (int) Long.remainderUnsigned(drawn, ALWAYS);
  }

  /// Every bit of the number moves about half of the bits of the result, or seeds that follow on
  /// each other would strike the same calls.
  private static long mixed(long number) {
    long mixed = (number ^ (number >>> 31)) * 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ (mixed >>> 29)) * 0xD1B54A32D192ED03L;
    return mixed ^ (mixed >>> 32);
  }

  @Override
  public Duration delay() {
    return delay;
  }

  /// The seed and the shares, for the message of a test that fails.
  @Override
  public String toString() {
    return "faults of seed " + seed + " " + shares + only.map(what -> " at " + what).orElse("");
  }
}
