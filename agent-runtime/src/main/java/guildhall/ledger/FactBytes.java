package guildhall.ledger;

import guildhall.ledger.LedgerFact.Posting;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The pieces ledger facts are written in: numbers big-endian, a text as its length in two bytes
/// and its UTF-8, a list as its length in two bytes and its elements.
final class FactBytes {

  private FactBytes() {}

  static void putId(Id id, ByteBuffer out) {
    out.putLong(id.high()).putLong(id.low());
  }

  static Id id(ByteBuffer in) {
    return new Id(in.getLong(), in.getLong());
  }

  static void putOptionalId(Optional<Id> id, ByteBuffer out) {
    putFlag(id.isPresent(), out);
    if (id.isPresent()) {
      putId(id.get(), out);
    }
  }

  static Optional<Id> optionalId(ByteBuffer in) {
    return flag(in) ? Optional.of(id(in)) : Optional.empty();
  }

  static void putFlag(boolean flag, ByteBuffer out) {
    out.put((byte) (flag ? 1 : 0));
  }

  static boolean flag(ByteBuffer in) {
    byte flag = in.get();
    if (flag != 0 && flag != 1) {
      throw new IllegalArgumentException("not a flag: " + flag);
    }
    return flag == 1;
  }

  static void putText(String text, ByteBuffer out) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    putLength(bytes.length, out);
    out.put(bytes);
  }

  static String text(ByteBuffer in) {
    int length = length(in);
    if (length > in.remaining()) {
      throw new IllegalArgumentException("a text of " + length + " bytes is cut off");
    }
    byte[] bytes;
    int at;
    if (in.hasArray()) {
      bytes = in.array();
      at = in.arrayOffset() + in.position();
      in.position(in.position() + length);
    } else {
      bytes = new byte[length];
      at = 0;
      in.get(bytes);
    }
    boolean ascii = true;
    for (int i = at; i < at + length; i++) {
      ascii &= bytes[i] >= 0;
    }
    return new String(
        bytes, at, length, ascii ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
  }

  private static void putLength(int length, ByteBuffer out) {
    if (length > 0xFFFF) {
      throw new BufferOverflowException();
    }
    out.putShort((short) length);
  }

  private static int length(ByteBuffer in) {
    return Short.toUnsignedInt(in.getShort());
  }

  static void putPostings(List<Posting> postings, ByteBuffer out) {
    putLength(postings.size(), out);
    for (int i = 0; i < postings.size(); i++) {
      Posting posting = postings.get(i);
      putText(posting.account(), out);
      out.putLong(posting.amountMicros());
      out.putLong(posting.balanceMicros());
      out.putLong(posting.previous());
      out.putLong(posting.skip());
    }
  }

  static List<Posting> postings(ByteBuffer in) {
    int count = length(in);
    if (count == 2) {
      return List.of(posting(in), posting(in));
    }
    List<Posting> postings = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      postings.add(posting(in));
    }
    return postings;
  }

  private static Posting posting(ByteBuffer in) {
    return new Posting(text(in), in.getLong(), in.getLong(), in.getLong(), in.getLong());
  }

  static void putLongs(List<Long> numbers, ByteBuffer out) {
    putLength(numbers.size(), out);
    for (long number : numbers) {
      out.putLong(number);
    }
  }

  static List<Long> longs(ByteBuffer in) {
    int count = length(in);
    List<Long> numbers = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      numbers.add(in.getLong());
    }
    return numbers;
  }

  static void putLimits(Limits limits, ByteBuffer out) {
    out.putLong(limits.creditLineMicros());
    out.putLong(limits.maxBalanceMicros());
    out.putLong(limits.maxHoldMicros());
    out.putLong(limits.spendMaxMicros());
    out.putLong(limits.spendWindowMicros());
    putFlag(limits.under().isPresent(), out);
    if (limits.under().isPresent()) {
      putText(limits.under().get(), out);
    }
  }

  static Limits limits(ByteBuffer in) {
    return new Limits(
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        flag(in) ? Optional.of(text(in)) : Optional.empty());
  }
}
