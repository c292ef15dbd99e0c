package example;

import static example.Greeter.GREET;
import static example.Greeter.GREETER;
import static guildhall.sdk.Amount.credits;
import static org.junit.jupiter.api.Assertions.assertEquals;

import example.Greeter.Greeting;
import example.Greeter.Name;
import guildhall.sdk.Refusal;
import guildhall.sdk.testkit.World;
import guildhall.sdk.testkit.WorldExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

// @start region=test
@ExtendWith(WorldExtension.class)
class GreeterTest {

  @Test
  void greet_aName_isAnsweredAndPaid(World world) throws Refusal {
    var outcome = world.host(GREETER).ask(GREET, new Name("Ada"), credits("1"));

    assertEquals(new Greeting("Hello, Ada!"), outcome.orThrow());
    assertEquals(credits("0.01"), world.spent());
  }
}
// @end
