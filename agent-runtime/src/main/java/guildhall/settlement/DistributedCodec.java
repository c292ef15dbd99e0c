package guildhall.settlement;

import guildhall.book.ContentId;
import guildhall.book.Fact;
import guildhall.book.FactCodec;
import guildhall.book.FactTypes;
import guildhall.sdk.Amount;
import guildhall.sdk.Receipt.Line;
import guildhall.settlement.Grounds.Share;
import guildhall.settlement.SettlementFact.Distributed;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/// The bytes of a distribution, of which there is one for each receipt with royalties: a third of
/// what CBOR takes. Version 1 was CBOR.
///
/// A number is in groups of seven bits, the lowest first, each but the last with its highest bit
/// set; a text is its length and its UTF-8. Call, method, time of vesting, number of lines; per
/// line account, role, amount, note. A role is 0 for `royalty`, 1 for `residual`, 2 and a text for
/// any other. Then, from version 3 on, the grounds: basis, table of frequencies, whole, commons,
/// confidence, number of shares; per share key, weight, line and 1, its part, the owner's part. A
/// note that is the keys of its line's shares is a 0 in their stead, any other a 1 and the text.
/// From version 4 on the number with the confidence is 16 times that and the code of how a model
/// has scored it, and behind it stand the 32 bytes that name what it said, if that is used.
public final class DistributedCodec implements FactCodec<Distributed> {

  /// As version 1 had it.
  private record Paid(String call, String method, List<Line> lines) implements Fact {}

  private static final FactCodec<Paid> VERSION_1 = FactTypes.cbor(Paid.class);
  private static final List<String> ROLES = List.of("royalty", "residual");
  private static final int SEVEN_BITS = 0x7F;
  private static final int MORE = 0x80;
  private static final int MOST_SHIFT = 63;
  private static final int CONTENT_BYTES = 32;
  private static final int HOW_CODES = 16;

  @Override
  public int version() {
    return 4;
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
    }
    put(fact.grounds(), out);
    for (int i = 0; i < fact.lines().size(); i++) {
      String note = fact.lines().get(i).note();
      boolean keys = note.equals(keys(fact.grounds(), i));
      putNumber(keys ? 0 : 1, out);
      if (!keys) {
        putText(note, out);
      }
    }
  }

  private static void put(Grounds grounds, ByteBuffer out) {
    putNumber(grounds.basis(), out);
    putNumber(grounds.frequencies(), out);
    putNumber(grounds.wholeMicros(), out);
    putNumber(grounds.commonsMicros(), out);
    Scored scored = grounds.scored();
    putNumber((long) grounds.confidencePermille() * HOW_CODES + scored.how().code(), out);
    scored.values().ifPresent(id -> out.put(HexFormat.of().parseHex(id.hex())));
    putNumber(grounds.shares().size(), out);
    for (Share share : grounds.shares()) {
      putText(share.key(), out);
      putNumber(share.weight(), out);
      putNumber(share.line() + 1L, out);
      putNumber(share.micros(), out);
      putNumber(share.curatorMicros(), out);
    }
  }

  private static String keys(Grounds grounds, int line) {
    return grounds.shares().stream()
        .filter(share -> share.line() == line && share.micros() > 0)
        .map(Share::key)
        .collect(Collectors.joining(" "));
  }

  @Override
  public Distributed decode(int version, ByteBuffer body) {
    return switch (version) {
      case 1 -> {
        Paid old = VERSION_1.decode(1, body);
        yield new Distributed(old.call(), old.method(), old.lines(), 0, Grounds.NONE);
      }
      case 2, 3, 4 -> whole(version, body);
      default -> throw new IllegalArgumentException("Distributed has no version " + version);
    };
  }

  private static Distributed whole(int version, ByteBuffer in) {
    try {
      String call = text(in);
      String method = text(in);
      long vests = number(in);
      List<Line> lines = lines(in, version == 2);
      Distributed fact =
          version == 2
              ? new Distributed(call, method, lines, vests, Grounds.NONE)
              : withNotes(new Distributed(call, method, lines, vests, grounds(version, in)), in);
      if (in.hasRemaining()) {
        throw new IllegalArgumentException(in.remaining() + " bytes after a distribution");
      }
      return fact;
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("a distribution is cut off", e);
    }
  }

  /// The same with the notes, of which most follow from the grounds.
  private static Distributed withNotes(Distributed fact, ByteBuffer in) {
    Grounds grounds = fact.grounds();
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < fact.lines().size(); i++) {
      Line line = fact.lines().get(i);
      String note = number(in) == 0 ? keys(grounds, i) : text(in);
      lines.add(new Line(line.account(), line.role(), line.amount(), note));
    }
    return new Distributed(fact.call(), fact.method(), lines, fact.vestsMicros(), grounds);
  }

  private static Scored scored(long code, ByteBuffer in) {
    Scored.How how = Scored.How.of(code);
    if (how != Scored.How.USED) {
      return Scored.without(how);
    }
    byte[] hash = new byte[CONTENT_BYTES];
    in.get(hash);
    return Scored.by(new ContentId(HexFormat.of().formatHex(hash)));
  }

  private static Grounds grounds(int version, ByteBuffer in) {
    long basis = number(in);
    int frequencies = Math.toIntExact(number(in));
    long whole = number(in);
    long commons = number(in);
    int confidence = Math.toIntExact(number(in));
    Scored scored = Scored.NOT_ASKED;
    if (version > 3) {
      scored = scored(confidence % HOW_CODES, in);
      confidence /= HOW_CODES;
    }
    long count = number(in);
    List<Share> shares = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      String key = text(in);
      long weight = number(in);
      int line = Math.toIntExact(number(in)) - 1;
      shares.add(new Share(key, weight, line, number(in), number(in)));
    }
    return new Grounds(basis, frequencies, whole, commons, confidence, shares, scored);
  }

  private static List<Line> lines(ByteBuffer in, boolean withNotes) {
    long count = number(in);
    List<Line> lines = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      String account = text(in);
      long role = number(in);
      String name = role >= 0 && role < ROLES.size() ? ROLES.get((int) role) : text(in);
      Amount amount = Amount.micros(number(in));
      lines.add(new Line(account, name, amount, withNotes ? text(in) : ""));
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
