package guildhall.outbound;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// Which IP addresses may be called if somebody other than the operator has chosen the name: those
/// of the public internet and no others. Pure.
///
/// An IPv6 address that carries an IPv4 address is judged by the one it carries, for that is where
/// it leads. The blocks are those of the IANA registries for special purposes (RFC 6890 and what
/// was added since) and addresses at which clouds hand secrets to their own machines.
public final class AddressRules {

  /// Addresses that share their first bits.
  private static final class Block {

    private final byte[] start;
    private final int bits;
    final String name;

    /// @param hex the first bytes, the rest is zero
    Block(int length, String hex, int bits, String name) {
      this.start = Arrays.copyOf(HexFormat.of().parseHex(hex), length);
      this.bits = bits;
      this.name = name;
    }

    boolean contains(byte[] address) {
      int whole = bits / 8;
      int rest = bits % 8;
      return Arrays.equals(address, 0, whole, start, 0, whole)
          && (rest == 0 || ((address[whole] ^ start[whole]) & 0xFF) >> (8 - rest) == 0);
    }
  }

  /// IPv6 addresses that have an IPv4 address in them, from the byte `offset` on.
  private record Carrier(Block block, int offset) {}

  private static final List<Block> CLOSED =
      List.of(
          v4("00", 8, "of this network"),
          v4("0a", 8, "private"),
          v4("6440", 10, "of a carrier's inner network"),
          v4("7f", 8, "loopback"),
          v4("a83f8110", 32, "of a cloud's own service"),
          v4("a9fe", 16, "link-local"),
          v4("ac10", 12, "private"),
          v4("c00000", 24, "reserved for protocols"),
          v4("c00002", 24, "for documentation"),
          v4("c01fc4", 24, "reserved for protocols"),
          v4("c034c1", 24, "reserved for protocols"),
          v4("c05863", 24, "of a relay"),
          v4("c0a8", 16, "private"),
          v4("c0af30", 24, "reserved for protocols"),
          v4("c612", 15, "for measurements"),
          v4("c63364", 24, "for documentation"),
          v4("cb0071", 24, "for documentation"),
          v4("e0", 4, "multicast"),
          v4("f0", 4, "reserved"));

  private static final List<Block> CLOSED_6 =
      List.of(
          v6("00000000000000000000000000000000", 128, "unspecified"),
          v6("00000000000000000000000000000001", 128, "loopback"),
          v6("20010000", 23, "reserved for protocols"), // with Teredo
          v6("20010db8", 32, "for documentation"),
          v6("2620004f8000", 48, "reserved for protocols"),
          v6("3fff", 20, "for documentation"),
          v6("fc", 7, "private"),
          v6("fe80", 10, "link-local"),
          v6("fec0", 10, "site-local"),
          v6("ff", 8, "multicast"));

  /// IPv4-mapped, IPv4-compatible, SIIT, NAT64 and 6to4.
  private static final List<Carrier> CARRIERS =
      List.of(
          new Carrier(v6("00000000000000000000ffff", 96, "mapped"), 12),
          new Carrier(v6("", 96, "compatible"), 12),
          new Carrier(v6("0000000000000000ffff0000", 96, "translated"), 12),
          new Carrier(v6("0064ff9b", 96, "translated"), 12),
          new Carrier(v6("2002", 16, "tunnelled"), 2));

  /// What has been given out to be reached from everywhere.
  private static final Block GLOBAL = v6("20", 3, "global");

  private AddressRules() {}

  private static Block v4(String hex, int bits, String name) {
    return new Block(4, hex, bits, name);
  }

  private static Block v6(String hex, int bits, String name) {
    return new Block(16, hex, bits, name);
  }

  /// Why an address may not be called, as in "the address is ..."; empty if it may.
  ///
  /// @param address 4 or 16 bytes, the highest first
  /// @throws IllegalArgumentException if it has another length
  public static Optional<String> refusal(byte[] address) {
    return switch (address.length) {
      case 4 -> closed(CLOSED, address);
      case 16 -> refusal6(address);
      default ->
          throw new IllegalArgumentException("an address has 4 or 16 bytes: " + address.length);
    };
  }

  private static Optional<String> refusal6(byte[] address) {
    Optional<String> closed = closed(CLOSED_6, address);
    if (closed.isPresent()) {
      return closed;
    }
    for (Carrier carrier : CARRIERS) {
      if (carrier.block().contains(address)) {
        return closed(CLOSED, carried(address, carrier.offset()));
      }
    }
    if (!GLOBAL.contains(address)) {
      return Optional.of("not of the public internet");
    }
    return isIsatap(address) ? closed(CLOSED, carried(address, 12)) : Optional.empty();
  }

  /// Under any prefix: an interface id of `0:5efe` or `200:5efe` and an IPv4 address (RFC 5214).
  private static boolean isIsatap(byte[] address) {
    return (address[8] & 0xFD) == 0
        && address[9] == 0
        && address[10] == 0x5E
        && address[11] == (byte) 0xFE;
  }

  private static byte[] carried(byte[] address, int offset) {
    return Arrays.copyOfRange(address, offset, offset + 4);
  }

  private static Optional<String> closed(List<Block> blocks, byte[] address) {
    return blocks.stream()
        .filter(each -> each.contains(address))
        .map(each -> each.name)
        .findFirst();
  }
}
