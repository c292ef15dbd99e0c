package guildhall.samples.hello;

import static guildhall.sdk.Amount.credits;

import guildhall.sdk.Agent;
import guildhall.sdk.Capability;

/// Greets for a hundredth of a credit.
public final class Hello {

  // @start region=agent
  /// Whom to greet.
  public record Name(String name) {}

  /// What to say.
  public record Greeting(String text) {}

  /// What is sold.
  public static final Capability<Name, Greeting> GREET =
      Capability.of("hello.greet", Name.class, Greeting.class);

  /// Who sells it.
  public static final Agent GREETER =
      Agent.named("greeter")
          .sells(GREET, credits("0.01"), (in, _) -> new Greeting("Hello, " + in.name() + "!"));

  // @end

  private Hello() {}
}
