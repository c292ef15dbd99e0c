package guildhall.samples.hello;

import static guildhall.samples.hello.Hello.GREET;
import static guildhall.samples.hello.Hello.GREETER;
import static guildhall.sdk.Amount.credits;
import static org.assertj.core.api.Assertions.assertThat;

import guildhall.samples.hello.Hello.Greeting;
import guildhall.samples.hello.Hello.Name;
import guildhall.sdk.Refusal;
import guildhall.sdk.testkit.World;
import guildhall.sdk.testkit.WorldExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(WorldExtension.class)
class HelloTest {

  // @start region=test
  @Test
  void greet_aName_greetsIt(World world) throws Refusal {
    assertThat(world.host(GREETER).ask(GREET, new Name("Ada"), credits("1")).orThrow())
        .isEqualTo(new Greeting("Hello, Ada!"));
  }

  // @end

  @Test
  void greet_once_costsTheFeeAndNoMore(World world) {
    var _ = world.host(GREETER).ask(GREET, new Name("Ada"), credits("1"));

    assertThat(world.spent()).isEqualTo(credits("0.01"));
  }
}
