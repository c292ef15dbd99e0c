package guildhall.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentTest {
  record In(String text) {}

  record Bad(Object anything) {}

  private static final Terms TERMS = Terms.fee(Amount.micros(1));

  private static Capability<In, In> echo(String name) {
    return Capability.of(name, In.class, In.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "0", "a-1", "macro-desk", "a-"})
  void named_lowerCaseDigitsHyphens_isOwnedByItsName(String name) {
    assertThat(Agent.named(name).name()).isEqualTo(name);
    assertThat(Agent.named(name).owner()).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-a", "A", "a b", "a.b", "a_b", "a\n", "\u00e4"})
  void named_anythingElse_isRefused(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> Agent.named(name));
    Agent agent = Agent.named("a");
    assertThatIllegalArgumentException().isThrownBy(() -> agent.ownedBy(name));
  }

  @Test
  void named_moreThan63Letters_isRefused() {
    assertThat(Agent.named("a".repeat(63)).name()).hasSize(63);
    assertThatIllegalArgumentException().isThrownBy(() -> Agent.named("a".repeat(64)));
  }

  @Test
  void sells_severalCapabilities_keepsTheirOrderAndLeavesTheFirstValueAlone() {
    Agent none = Agent.named("desk").ownedBy("ada");
    Agent agent = none;
    for (String name : new String[] {"z", "b", "y", "a", "x", "c"}) {
      agent = agent.sells(echo(name), TERMS, (input, _) -> input);
    }
    assertThat(agent.sales().keySet()).containsExactly("z", "b", "y", "a", "x", "c");
    assertThat(agent.sales()).isUnmodifiable();
    assertThat(agent).hasToString("desk[z, b, y, a, x, c]");
    assertThat(agent.owner()).isEqualTo("ada");
    assertThat(none.sales()).isEmpty();
  }

  @Test
  void sells_theSameNameTwice_isRefused() {
    Agent agent = Agent.named("desk").sells(echo("a"), TERMS, (input, _) -> input);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> agent.sells(echo("a"), TERMS, (input, _) -> input))
        .withMessage("desk already sells a");
  }

  @Test
  void sells_atOnePrice_quotesItForEveryInput() throws Refusal {
    Pricing<In> always = _ -> TERMS;
    Agent agent = Agent.named("desk").sells(echo("a"), always, (input, _) -> input);
    assertThat(agent.sales()).containsOnlyKeys("a");
    assertThat(always.quote(new In("x"))).isEqualTo(TERMS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "research.answer", "a1.b-2", "a.b.c"})
  void capability_dottedLowerCase_isTaken(String name) {
    assertThat(echo(name).idempotent()).isFalse();
    assertThat(echo(name).repeatable().idempotent()).isTrue();
    assertThat(echo(name).repeatable().name()).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "a.", ".a", "a..b", "A", "1a", "a.1", "a b", "a_b", "a\n"})
  void capability_anyOtherName_isRefused(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> echo(name));
  }

  @Test
  void capability_recordWithoutSchema_isRefusedNamingTheComponent() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Capability.of("a", In.class, Bad.class))
        .withMessageContaining("Bad.anything");
  }
}
