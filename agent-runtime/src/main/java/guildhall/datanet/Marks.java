package guildhall.datanet;

import guildhall.book.Sha256;
import guildhall.datanet.admission.Declaration;
import guildhall.datanet.admission.Item;
import guildhall.datanet.admission.NotAdmitted;
import guildhall.datanet.admission.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// Marks of what one offering has, by which the book tells whether the same was handed in before
/// without keeping what it was: hashes with a secret. Of one thread.
///
/// An item's mark is made of all that the checks look at: what was declared, its text, its fields
/// in their order and its label, but not its id; the second of the same has another mark. The mark
/// of an offering that is refused as a whole is made of its bytes as far as they were read.
final class Marks {

  private static final int BYTES = 16;

  private final String secret;
  private final Declaration declaration;
  private final List<String> items = new ArrayList<>(); // by position
  private final Map<String, Integer> occurrences = new HashMap<>();

  /// None yet.
  ///
  /// @param secret the same as long as the book's contents are
  Marks(String secret, Declaration declaration) {
    this.secret = secret;
    this.declaration = declaration;
  }

  /// Takes the next item in.
  void add(Item item) {
    List<String> parts = new ArrayList<>();
    parts.add("item");
    parts.addAll(declared());
    parts.add(item.type().name());
    parts.add(item.text());
    item.fields()
        .forEach((name, value) -> {
          parts.add(name);
          parts.add(value);
        });
    item.label().ifPresent(label -> parts.addAll(List.of("", label)));
    String first = hash(parts);
    int number = occurrences.merge(first, 1, Integer::sum);
    items.add(number == 1 ? first : hash(List.of("again", first, Integer.toString(number))));
  }

  /// Of the item at a position.
  String of(int position) {
    return items.get(position);
  }

  /// Of the whole offering.
  ///
  /// @param read digest of the bytes that were read
  String ofAll(NotAdmitted why, String read) {
    if (why.reason() == Reason.OVER_QUOTA) {
      return hash(List.of("quota")); // where it stops moves with what was handed in before
    }
    List<String> parts = new ArrayList<>();
    parts.add("all");
    parts.addAll(declared());
    parts.add(Long.toString(why.line()));
    parts.add(read);
    parts.addAll(items);
    return hash(parts);
  }

  private List<String> declared() {
    return List.of(declaration.licence().orElse(""), Boolean.toString(declaration.consent()));
  }

  private String hash(List<String> parts) {
    MessageDigest sha = Sha256.digest();
    update(sha, secret);
    parts.forEach(part -> update(sha, part));
    return HexFormat.of().formatHex(sha.digest(), 0, BYTES);
  }

  private static void update(MessageDigest sha, String part) {
    byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
    sha.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
    sha.update(bytes);
  }
}
