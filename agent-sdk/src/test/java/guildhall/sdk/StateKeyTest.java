package guildhall.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which keys there can be.
final class StateKeyTest {

  record Seen(int times) {}

  record Odd(Object anything) {}

  @Test
  void of_dottedLowerCase_isAKey() {
    assertThat(StateKey.of("greeter.seen-2", Seen.class))
        .isEqualTo(new StateKey<>("greeter.seen-2", Seen.class));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Seen", "greeter.", ".seen", "greeter seen", "1"})
  void of_anotherName_isRefusedAndNamed(String name) {
    assertThatThrownBy(() -> StateKey.of(name, Seen.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a state key's name is dotted lower case: " + name);
  }

  @Test
  void of_oneCharacterTooMany_isRefused() {
    String longest = "a".repeat(100);

    assertThat(StateKey.of(longest, Seen.class).name()).isEqualTo(longest);
    assertThatThrownBy(() -> StateKey.of(longest + "b", Seen.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at most 100 characters: " + longest + "b");
  }

  @Test
  void of_recordWithoutSchema_isRefused() {
    assertThatThrownBy(() -> StateKey.of("odd", Odd.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Odd.anything");
  }
}
