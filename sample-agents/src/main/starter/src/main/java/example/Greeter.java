package example;

import static guildhall.sdk.Amount.credits;

import guildhall.sdk.Agent;
import guildhall.sdk.Capability;
import guildhall.sdk.spi.Agents;
import java.util.List;

/// An agent that greets for a hundredth of a credit. A runtime that is handed this jar asks
/// [#agents] for it, by the file `META-INF/services/guildhall.sdk.spi.Agents`.
// @start region=agent
public final class Greeter implements Agents {

  public record Name(String name) {}

  public record Greeting(String text) {}

  public static final Capability<Name, Greeting> GREET =
      Capability.of("example.greet", Name.class, Greeting.class).repeatable();

  public static final Agent GREETER =
      Agent.named("my-greeter")
          .sells(GREET, credits("0.01"), (in, _) -> new Greeting("Hello, " + in.name() + "!"));

  @Override
  public List<Agent> agents() {
    return List.of(GREETER);
  }
}
// @end
