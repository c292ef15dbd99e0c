package guildhall.settlement;

import guildhall.book.FactCodec;
import guildhall.book.FactTypes;
import guildhall.sdk.Amount;
import guildhall.sdk.Receipt.Line;
import guildhall.settlement.SettlementFact.Distributed;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The bytes of a distribution, of which there is one for each receipt with royalties: a third of
/// what CBOR takes. Version 1 was CBOR.
///
/// A number is in groups of seven bits, the lowest first, each but the last with its highest bit
/// set; a text is its length and its UTF-8. Call, method, time of vesting, number of lines; per
/// line account, role, amount, note. A role is 0 for `royalty`, 1 for `residual`, 2 and a text for
/// any other.
public final class DistributedCodec implements FactCodec<Distributed> {

  private static final FactCodec<Distributed> VERSION_1 = FactTypes.cbor(Distributed.class);
  private static final List<String> ROLES = List.of("royalty", "residual");
  private static final int SEVEN_BITS = 0x7F;
  private static final int MORE = 0x80;
  private static final int MOST_SHIFT = 63;

  @Override
  public int version() {
    return 2;
  }

  @Override
  public void encode(Distributed fact, ByteBuffer out) {
    putText(fact.call(), out);
    putText(fact.method(), out);
    putNumber(fact.vestsMicros(), out);
    putNumber(fact.lines().size(), out);
    for (Line line : fact.lines()) {
      putText(line.account(), out);
      int role = ROLES.indexOf(line.role());
      putNumber(role < 0 ? ROLES.size() : role, out);
      if (role < 0) {
        putText(line.role(), out);
      }
      putNumber(line.amount().micros(), out);
      putText(line.note(), out);
    }
  }

  @Override
  public Distributed decode(int version, ByteBuffer body) {
    return switch (version) {
      case 1 -> VERSION_1.decode(1, body);
      case 2 -> whole(body);
      default -> throw new IllegalArgumentException("Distributed has no version " + version);
    };
  }

  private static Distributed whole(ByteBuffer in) {
    try {
      String call = text(in);
      String method = text(in);
      long vests = number(in);
      Distributed fact = new Distributed(call, method, lines(in), vests);
      if (in.hasRemaining()) {
        throw new IllegalArgumentException(in.remaining() + " bytes after a distribution");
      }
      return fact;
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("a distribution is cut off", e);
    }
  }

  private static List<Line> lines(ByteBuffer in) {
    long count = number(in);
    List<Line> lines = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      String account = text(in);
      long role = number(in);
      String name = role >= 0 && role < ROLES.size() ? ROLES.get((int) role) : text(in);
      lines.add(new Line(account, name, Amount.micros(number(in)), text(in)));
    }
    return lines;
  }

  private static void putNumber(long number, ByteBuffer out) {
    long left = number;
    while ((left & ~SEVEN_BITS) != 0) {
      out.put((byte) ((left & SEVEN_BITS) | MORE));
      left >>>= 7;
    }
    out.put((byte) left);
  }

  private static long number(ByteBuffer in) {
    long number = 0;
    for (int shift = 0; shift <= MOST_SHIFT; shift += 7) {
      byte group = in.get();
      number |= (long) (group & SEVEN_BITS) << shift;
      if (group >= 0) {
        return number;
      }
    }
    throw new IllegalArgumentException("a number of more than 64 bits");
  }

  private static void putText(String text, ByteBuffer out) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    putNumber(bytes.length, out);
    out.put(bytes);
  }

  private static String text(ByteBuffer in) {
    long length = number(in);
    if (length < 0 || length > in.remaining()) {
      throw new IllegalArgumentException("a text of " + length + " bytes is cut off");
    }
    byte[] bytes = new byte[(int) length];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
