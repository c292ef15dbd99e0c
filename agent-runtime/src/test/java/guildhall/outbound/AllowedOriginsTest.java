package guildhall.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedOriginsTest {

  @Test
  void parse_hostsAndPorts_allowsTheseAndNoOthers() {
    AllowedOrigins allowed = AllowedOrigins.parse("127.0.0.1:9001, [::1]:80 ,Agents.LAN:443");

    assertThat(allowed.contains("127.0.0.1", 9001)).isTrue();
    assertThat(allowed.contains("[::1]", 80)).isTrue();
    assertThat(allowed.contains("AGENTS.lan", 443)).isTrue();
    assertThat(allowed.contains("127.0.0.1", 9002)).isFalse();
    assertThat(allowed.contains("127.0.0.2", 9001)).isFalse();
    assertThat(allowed.contains("agents.lan.example", 443)).isFalse();
  }

  @Test
  void parse_nothing_allowsNothing() {
    assertThat(AllowedOrigins.parse("  ")).isEqualTo(AllowedOrigins.NONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"host", "host:", "host:0", "host:65536", "http://host:1", "a b:1", "*:1"})
  void parse_notAHostAndAPort_saysWhich(String entry) {
    assertThatThrownBy(() -> AllowedOrigins.parse("ok:1," + entry))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(entry);
  }
}
