package guildhall.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Addresses by the bytes they have, whatever they are called.
class AddressRulesTest {

  /// Not by way of [InetAddress], which makes an IPv4 address of a mapped one.
  private static byte[] bytes(String address) {
    byte[] bytes = NetUtil.createByteArrayFromIpAddressString(address);
    assertThat(bytes).as(address).isNotNull();
    return bytes;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.0",
        "10.255.255.255",
        "100.64.0.1",
        "100.127.255.255",
        "100.100.100.200",
        "127.0.0.1",
        "127.255.255.254",
        "169.254.169.254",
        "169.254.0.1",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.192",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.0.1",
        "192.168.255.255",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.7",
        "203.0.113.7",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "168.63.129.16",
        "::",
        "::1",
        "fc00::1",
        "fdff::1",
        "fd00:ec2::254",
        "fe80::1",
        "febf::1",
        "fec0::1",
        "ff02::1",
        "2001:db8::1",
        "2001::1",
        "3fff::1",
        "100::1",
        "64:ff9b:1::1",
        "5f00::1",
        "4000::1",
        "2620:4f:8000::1"
      })
  void refusal_ofWhatIsNotPublic_isThere(String address) {
    assertThat(AddressRules.refusal(bytes(address))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "8.8.8.8",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.1",
        "169.253.255.255",
        "169.255.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "192.0.1.1",
        "192.167.255.255",
        "192.169.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "223.255.255.255",
        "168.63.129.17",
        "2606:4700::1111",
        "2a00:1450::1",
        "2001:200::1",
        "2001:4860:4860::8888",
        "3ffe::1"
      })
  void refusal_ofWhatIsPublic_isNot(String address) {
    assertThat(AddressRules.refusal(bytes(address))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "mapped,     00000000000000000000ffff, ''",
    "compatible, 000000000000000000000000, ''",
    "siit,       0000000000000000ffff0000, ''",
    "nat64,      0064ff9b0000000000000000, ''",
    "6to4,       2002,                     00000000000000000001",
    "isatap,     26064700000000000000 5efe, ''",
    "isatap,     26064700000000000200 5efe, ''"
  })
  void refusal_ofAnAddressInAnother_isThatOfTheInner(String form, String before, String after) {
    for (String inner : new String[] {"7f000001", "a9fea9fe", "0a000001", "c0a80101", "64400001"}) {
      assertThat(AddressRules.refusal(carrying(before, inner, after)))
          .as(form + " of " + inner)
          .isPresent();
    }
    assertThat(AddressRules.refusal(carrying(before, "08080808", after))).as(form).isEmpty();
  }

  private static byte[] carrying(String before, String inner, String after) {
    byte[] whole = HexFormat.of().parseHex(before.replace(" ", "") + inner + after);
    assertThat(whole).hasSize(16);
    return whole;
  }

  /// What the platform makes of odd names of this machine; the rules see only what comes of it.
  @ParameterizedTest
  @ValueSource(strings = {"127.1", "2130706433", "localhost", "127.0.0.1", "::ffff:127.0.0.1", "0"})
  void refusal_ofOddNamesOfThisMachine_isThere(String name) throws UnknownHostException {
    for (InetAddress each : InetAddress.getAllByName(name)) {
      assertThat(AddressRules.refusal(each.getAddress())).as(name + " " + each).isPresent();
    }
  }

  @Test
  void refusal_ofAnotherLength_isABug() {
    assertThatThrownBy(() -> AddressRules.refusal(new byte[5]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("5");
  }
}
