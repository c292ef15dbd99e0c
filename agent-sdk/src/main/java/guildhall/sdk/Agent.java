package guildhall.sdk;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A name, an owner and what it sells. Immutable: the same value runs in a test, in one process and
/// behind a gateway. An agent is a value, not a thread; the runtime runs its handlers.
public final class Agent {

  /// One capability an agent sells.
  ///
  /// @param <I> input record
  /// @param <O> output record
  /// @param capability what
  /// @param pricing for how much
  /// @param activation how
  public record Sale<I extends Record, O extends Record>(
      Capability<I, O> capability, Pricing<I> pricing, Activation<I, O> activation) {

    /// {@return the handler if it is the same for every activation, and then nobody closes it}
    public Optional<Handler<I, O>> handler() {
      return activation instanceof Always<I, O>(var handler)
          ? Optional.of(handler)
          : Optional.empty();
    }
  }

  private record Always<I extends Record, O extends Record>(Handler<I, O> handler)
      implements Activation<I, O> {
    @Override
    public Handler<I, O> activate() {
      return handler;
    }
  }

  /// Calls of one agent that run at a time if it does not say otherwise.
  public static final int CALLS_AT_ONCE = 64;

  private static final int MOST_CALLS_AT_ONCE = 1_000_000;

  private final String name;
  private final String owner;
  private final int callsAtOnce;
  private final Amount ownSpendingUpTo;
  private final Map<String, Sale<?, ?>> sales;

  private Agent(
      String name,
      String owner,
      int callsAtOnce,
      Amount ownSpendingUpTo,
      Map<String, Sale<?, ?>> sales) {
    this.name = name;
    this.owner = owner;
    this.callsAtOnce = callsAtOnce;
    this.ownSpendingUpTo = ownSpendingUpTo;
    this.sales = sales;
  }

  /// {@return an agent that sells nothing yet and is owned by the principal of the same name}
  ///
  /// @param name lower case letters, digits and hyphens; unique in a runtime
  /// @throws IllegalArgumentException if the name is malformed
  public static Agent named(String name) {
    return new Agent(requireName(name), name, CALLS_AT_ONCE, Amount.ZERO, Map.of());
  }

  /// {@return this agent, owned by `owner`: the principal whose account its fees go to}
  ///
  /// @param owner as a name, see [#named]
  /// @throws IllegalArgumentException if the name is malformed
  public Agent ownedBy(String owner) {
    return new Agent(name, requireName(owner), callsAtOnce, ownSpendingUpTo, sales);
  }

  /// {@return this agent, running at most so many calls at a time: an agent that is busy with as
  /// many offers nothing until one has ended}
  ///
  /// @param calls 1 to 1,000,000
  /// @throws IllegalArgumentException if it is outside
  public Agent withCallsAtOnce(int calls) {
    if (calls < 1 || calls > MOST_CALLS_AT_ONCE) {
      throw new IllegalArgumentException("calls must be 1.." + MOST_CALLS_AT_ONCE + ": " + calls);
    }
    return new Agent(name, owner, calls, ownSpendingUpTo, sales);
  }

  /// {@return this agent, allowed to spend so much of its owner's money in one call, see
  /// [Ask#fromOwnAccount]} Nothing if it is not said: an agent spends its owner's money only where
  /// its author has thought of how much.
  ///
  /// @param perCall the most in one call
  public Agent withOwnSpendingUpTo(Amount perCall) {
    return new Agent(name, owner, callsAtOnce, perCall, sales);
  }

  /// {@return this agent, selling `capability` too}
  ///
  /// @param <I> input record
  /// @param <O> output record
  /// @param capability what it sells
  /// @param pricing for how much
  /// @param handler how
  /// @throws IllegalArgumentException if it sells a capability of that name already, or a standing
  ///   price is metered and the capability is not, or the other way round
  public <I extends Record, O extends Record> Agent sells(
      Capability<I, O> capability, Pricing<I> pricing, Handler<I, O> handler) {
    return sells(capability, pricing, new Always<>(handler));
  }

  /// Like [#sells(Capability, Pricing, Handler)] but with a handler that is made when the agent is
  /// activated.
  ///
  /// @param <I> input record
  /// @param <O> output record
  /// @param capability what it sells
  /// @param pricing for how much
  /// @param activation what makes the handler
  /// @return this agent, selling it too
  /// @throws IllegalArgumentException if it sells a capability of that name already
  public <I extends Record, O extends Record> Agent sells(
      Capability<I, O> capability, Pricing<I> pricing, Activation<I, O> activation) {
    pricing
        .standing(0)
        .filter(terms -> terms.charging() != capability.charging())
        .ifPresent(terms -> {
          throw new IllegalArgumentException(
              name
                  + " sells "
                  + capability.name()
                  + ", which is "
                  + capability.charging()
                  + ", under "
                  + terms.charging()
                  + " terms");
        });
    Map<String, Sale<?, ?>> more = new LinkedHashMap<>(sales);
    if (more.put(capability.name(), new Sale<>(capability, pricing, activation)) != null) {
      throw new IllegalArgumentException(name + " already sells " + capability.name());
    }
    return new Agent(name, owner, callsAtOnce, ownSpendingUpTo, Collections.unmodifiableMap(more));
  }

  /// Like [#sells(Capability, Pricing, Handler)] but at one price for every input.
  ///
  /// @param <I> input record
  /// @param <O> output record
  /// @param capability what it sells
  /// @param terms the same for every input
  /// @param handler how
  /// @return this agent, selling it too
  public <I extends Record, O extends Record> Agent sells(
      Capability<I, O> capability, Terms terms, Handler<I, O> handler) {
    return sells(capability, Pricing.standing(terms), handler);
  }

  /// Like [#sells(Capability, Terms, Handler)] but for a fee alone.
  ///
  /// @param <I> input record
  /// @param <O> output record
  /// @param capability what it sells
  /// @param fee as [Terms#fee] has it
  /// @param handler how
  /// @return this agent, selling it too
  public <I extends Record, O extends Record> Agent sells(
      Capability<I, O> capability, Amount fee, Handler<I, O> handler) {
    return sells(capability, Terms.fee(fee), handler);
  }

  /// {@return who it is}
  public String name() {
    return name;
  }

  /// {@return the principal who is paid for its work}
  public String owner() {
    return owner;
  }

  /// {@return how many of its calls run at a time}
  public int callsAtOnce() {
    return callsAtOnce;
  }

  /// {@return the most that one of its calls may spend of its owner's money: held, or paid}
  public Amount ownSpendingUpTo() {
    return ownSpendingUpTo;
  }

  /// {@return what it sells, by capability name, in the order it was said; unmodifiable}
  public Map<String, Sale<?, ?>> sales() {
    return sales;
  }

  private static String requireName(String name) {
    if (!name.matches("[a-z0-9][a-z0-9-]{0,62}")) {
      throw new IllegalArgumentException(
          "a name is 1 to 63 lower case letters, digits and hyphens: " + name);
    }
    return name;
  }

  @Override
  public String toString() {
    return name + sales.keySet();
  }
}
