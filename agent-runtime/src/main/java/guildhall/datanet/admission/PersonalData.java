package guildhall.datanet.admission;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds personal data by its form.
///
/// Forms are tried only where one can begin, and each looks at no more than some dozens of
/// characters, so the cost is linear whatever the text. Where a form alone would take in too much,
/// check digits and the words before it decide. Digits of other scripts are not read.
final class PersonalData {

  private static final Pattern CARD =
      Pattern.compile(
          "[2-6][0-9]{3}([ -]?)[0-9]{4,6}\\1[0-9]{4,5}(?:\\1[0-9]{1,4}(?:\\1[0-9]{3})?)?+");
  private static final Pattern IBAN = Pattern.compile("[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]){11,30}+");
  private static final Pattern SOCIAL_SECURITY =
      Pattern.compile("(?!000|666|9)[0-9]{3}-(?!00)[0-9]{2}-(?!0000)[0-9]{4}");
  private static final Pattern BRITISH =
      Pattern.compile(
          "(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?[0-9]{2} ?[0-9]{2}"
              + " ?[0-9]{2} ?[A-D]");
  private static final Pattern SPANISH = Pattern.compile("(?:[0-9]{8}|[XYZ]-?[0-9]{7})-?[A-Z]");
  private static final Pattern ITALIAN =
      Pattern.compile("[A-Z]{6}[0-9L-NP-V]{2}[ABCDEHLMPRST][0-9L-NP-V]{2}[A-Z][0-9L-NP-V]{3}[A-Z]");
  private static final Pattern FRENCH =
      Pattern.compile(
          "[12] ?[0-9]{2} ?(?:0[1-9]|1[0-2]) ?(?:[0-9]{2}|2[AB]) ?[0-9]{3} ?[0-9]{3} ?[0-9]{2}");
  private static final Pattern IPV4 =
      Pattern.compile(
          "(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}"
              + "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])");
  private static final Pattern IPV6 =
      Pattern.compile("[23][0-9a-fA-F]{3}(?::{1,2}[0-9a-fA-F]{1,4}){1,7}+(?:::)?+");
  private static final Pattern AMERICAN =
      Pattern.compile(
          "(?:\\([2-9][0-9]{2}\\) ?[2-9][0-9]{2}[-."
              + " ]|[2-9][0-9]{2}([-.])[2-9][0-9]{2}\\1)[0-9]{4}");
  private static final Pattern INTERNATIONAL =
      Pattern.compile("(?:\\+|00(?=[1-9][0-9]{0,2}[ (/-]))[1-9](?:[ .()/-]{0,2}[0-9]){7,14}+");
  private static final Pattern NATIONAL =
      Pattern.compile("\\(?0?[0-9](?:[ .()/-]{0,2}[0-9]){5,13}+");

  private static final Pattern PHONE_WORD =
      Pattern.compile("(?:tel|phone|mobile|mobil|handy|fax|telefon|telephone)[.:)]{0,2} ?:? ?$");
  private static final Pattern VERSION_WORD =
      Pattern.compile(
          "(?:version|versions|ver|release|build|jdk|openjdk|java|jre|update|patch|section|chapter"
              + "|revision|rev|v)[.:=]? ?v?$");
  private static final Set<String> FILE_ENDINGS =
      Set.of("png", "jpg", "jpeg", "gif", "svg", "webp", "pdf", "css", "js", "java", "html", "txt");
  private static final int LOOK_BACK = 16;
  private static final int LOCAL_MAX = 64;
  private static final int DOMAIN_MAX = 253;

  private final String where;
  private final String text;
  private final int most;
  private final Matcher matcher;
  private final List<PersonalFinding> found = new ArrayList<>();

  private PersonalData(String where, String text, int most) {
    this.where = where;
    this.text = text;
    this.most = most;
    matcher = CARD.matcher(text).useTransparentBounds(true);
  }

  /// All that is found in an item, in the order of text, fields and label.
  ///
  /// @param most findings of one text, field or label
  static List<PersonalFinding> in(Item item, int most) {
    List<PersonalFinding> found = new ArrayList<>();
    if (!item.textIsOfFields()) {
      found.addAll(in("text", item.text(), most));
    }
    item.fields()
        .forEach((name, value) -> found.addAll(in("field " + Shown.quoted(name), value, most)));
    item.label().ifPresent(label -> found.addAll(in("label", label, most)));
    return found;
  }

  /// What is found in a text, in its order.
  static List<PersonalFinding> in(String where, String text, int most) {
    PersonalData data = new PersonalData(where, text, most);
    data.run();
    return data.found;
  }

  private void run() {
    for (int at = 0; at < text.length() && found.size() < most; ) {
      char c = text.charAt(at);
      int end = c == '@' ? email(at) : begins(c, at) ? number(c, at) : -1;
      at = Math.max(end, at + 1);
    }
  }

  /// Whether something that is made of digits and capital letters can begin here.
  private boolean begins(char c, int at) {
    boolean first = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || c == '+' || c == '(';
    return first && (at == 0 || !isPart(text.charAt(at - 1)));
  }

  private static boolean isPart(char c) {
    return c == '_' || Character.isLetterOrDigit(c);
  }

  /// @return where what begins here ends, -1 if nothing does
  private int number(char c, int at) {
    if (c >= 'A' && c <= 'Z') {
      return first(iban(at), capitals(at));
    }
    if (c == '+' || c == '(') {
      return phone(at);
    }
    return first(first(card(at), digits(at)), first(address(at), phone(at)));
  }

  private static int first(int one, int other) {
    return one >= 0 ? one : other;
  }

  private int report(PersonalKind kind, int start, int end) {
    found.add(new PersonalFinding(kind, where, start, end));
    return end;
  }

  /// What matches here and does not go on behind; the end, or -1.
  private int match(Pattern pattern, int at) {
    var _ = matcher.usePattern(pattern).region(at, Math.min(text.length(), at + LOCAL_MAX));
    return matcher.lookingAt() && endsAt(matcher.end()) ? matcher.end() : -1;
  }

  private boolean endsAt(int end) {
    return end == text.length() || !isPart(text.charAt(end));
  }

  /// Whether something goes on behind a point, a hyphen or a slash: then this is a part of it.
  private boolean goesOn(int end) {
    return end + 1 < text.length()
        && ".-/".indexOf(text.charAt(end)) >= 0
        && isPart(text.charAt(end + 1));
  }

  private boolean comesFrom(int at) {
    if (at < 2) {
      return false;
    }
    char before = text.charAt(at - 2);
    return ".-/".indexOf(text.charAt(at - 1)) >= 0
        ? isPart(before)
        : ",:".indexOf(text.charAt(at - 1)) >= 0 && Character.isDigit(before);
  }

  private boolean after(Pattern word, int at) {
    int from = Math.max(0, at - LOOK_BACK);
    String before = text.substring(from, at).toLowerCase(Locale.ROOT);
    Matcher match = word.matcher(before);
    return match.find() && (match.start() == 0 || !isPart(before.charAt(match.start() - 1)));
  }

  private static String bare(String shown) {
    return shown.replace(" ", "").replace("-", "");
  }

  private int card(int at) {
    int end = match(CARD, at);
    if (end < 0 || comesFrom(at) || goesOn(end)) {
      return -1;
    }
    String digits = bare(text.substring(at, end));
    return isIssued(digits) && Checksums.luhn(digits) ? report(PersonalKind.CARD, at, end) : -1;
  }

  /// Whether an issuer gives out numbers that begin so and are so long.
  private static boolean isIssued(String digits) {
    int two = Integer.parseInt(digits, 0, 2, 10);
    int four = Integer.parseInt(digits, 0, 4, 10);
    return switch (digits.length()) {
      case 14 -> (four >= 3000 && four <= 3059) || two == 36 || two == 38;
      case 15 -> two == 34 || two == 37;
      case 13 -> two / 10 == 4;
      case 16, 19 ->
          two / 10 == 4
              || (two >= 51 && two <= 55)
              || (four >= 2221 && four <= 2720)
              || four == 6011
              || two == 65
              || two == 62
              || two == 35;
      default -> false;
    };
  }

  private int iban(int at) {
    var _ = matcher.usePattern(IBAN).region(at, Math.min(text.length(), at + LOCAL_MAX));
    if (!matcher.lookingAt()) {
      return -1;
    }
    int length = Checksums.ibanLength(text.substring(at, at + 2));
    StringBuilder iban = new StringBuilder();
    int end = at;
    while (end < matcher.end() && iban.length() < length) {
      char c = text.charAt(end++);
      if (c != ' ') {
        iban.append(c);
      }
    }
    boolean whole = length > 0 && iban.length() == length && endsAt(end);
    return whole && Checksums.iban(iban.toString()) ? report(PersonalKind.IBAN, at, end) : -1;
  }

  /// National numbers that begin with a letter.
  private int capitals(int at) {
    if (comesFrom(at)) {
      return -1;
    }
    int end = match(BRITISH, at);
    if (end < 0) {
      end = match(ITALIAN, at);
      end = end >= 0 && Checksums.italian(text.substring(at, end)) ? end : -1;
    }
    return end >= 0 ? report(PersonalKind.NATIONAL_ID, at, end) : spanish(at);
  }

  private int spanish(int at) {
    int end = match(SPANISH, at);
    return end >= 0 && !goesOn(end) && Checksums.spanish(bare(text.substring(at, end)))
        ? report(PersonalKind.NATIONAL_ID, at, end)
        : -1;
  }

  /// National numbers that begin with a digit.
  private int digits(int at) {
    if (comesFrom(at)) {
      return -1;
    }
    int end = match(SOCIAL_SECURITY, at);
    if (end < 0) {
      end = match(FRENCH, at);
      end = end >= 0 && Checksums.french(bare(text.substring(at, end))) ? end : -1;
    }
    return end >= 0 && !goesOn(end) ? report(PersonalKind.NATIONAL_ID, at, end) : spanish(at);
  }

  private int address(int at) {
    int end = match(IPV4, at);
    if (end >= 0 && !comesFrom(at) && !goesOn(end) && !after(VERSION_WORD, at)) {
      return isPublic(text.substring(at, end)) ? report(PersonalKind.IP_ADDRESS, at, end) : -1;
    }
    var _ = matcher.usePattern(IPV6).region(at, Math.min(text.length(), at + LOCAL_MAX));
    boolean six = matcher.lookingAt() && endsAt(matcher.end()) && !comesFrom(at);
    return six && isPublic6(matcher.group())
        ? report(PersonalKind.IP_ADDRESS, at, matcher.end())
        : -1;
  }

  /// Not private, reserved or for documentation; and not such as `1.2.3.4`, which is a number of a
  /// section or a version far more often than somebody's address.
  private static boolean isPublic(String address) {
    String[] parts = address.split("\\.", -1);
    int a = Integer.parseInt(parts[0]);
    int b = Integer.parseInt(parts[1]);
    int c = Integer.parseInt(parts[2]);
    boolean small = address.length() == 7;
    boolean within =
        a == 10
            || a == 127
            || (a == 172 && b >= 16 && b <= 31)
            || (a == 192 && b == 168)
            || (a == 169 && b == 254)
            || (a == 100 && b >= 64 && b <= 127);
    boolean documented =
        (a == 192 && b == 0)
            || (a == 198 && b == 51 && c == 100)
            || (a == 198 && (b == 18 || b == 19))
            || (a == 203 && b == 0 && c == 113);
    return !small && !within && !documented && a > 0 && a < 224;
  }

  private static boolean isPublic6(String address) {
    int gap = address.indexOf("::");
    boolean oneGap = gap < 0 || address.indexOf("::", gap + 1) < 0;
    int groups = 0;
    for (String group : address.split(":", -1)) {
      groups += group.isEmpty() ? 0 : 1;
    }
    boolean whole = gap < 0 ? groups == 8 : groups < 8;
    return oneGap && whole && !address.toLowerCase(Locale.ROOT).startsWith("2001:db8");
  }

  private int phone(int at) {
    boolean told = after(PHONE_WORD, at);
    if (comesFrom(at) && !told) {
      return -1;
    }
    int end = first(match(INTERNATIONAL, at), match(AMERICAN, at));
    if (end < 0 && told) {
      end = match(NATIONAL, at);
    }
    return end >= 0 && !goesOn(end) ? report(PersonalKind.PHONE, at, end) : -1;
  }

  private int email(int at) {
    int start = at;
    while (start > 0 && at - start < LOCAL_MAX && isLocal(text.charAt(start - 1))) {
      start--;
    }
    int end = domainEnd(at + 1);
    boolean git = text.startsWith("git@", start) && end < text.length() && text.charAt(end) == ':';
    boolean whole = start < at && end > 0 && !git && text.charAt(start) != '.';
    return whole ? report(PersonalKind.EMAIL, start, end) : -1;
  }

  private static boolean isLocal(char c) {
    return Character.isLetterOrDigit(c) || "._%+'-".indexOf(c) >= 0;
  }

  /// Where a domain ends that begins here, 0 if none does: labels of letters, digits and hyphens,
  /// the last one of two letters at least and not the ending of a file.
  private int domainEnd(int from) {
    int end = from;
    int limit = Math.min(text.length(), from + DOMAIN_MAX);
    while (end < limit && (isDomain(text.charAt(end)) || isDot(end, from, limit))) {
      end++;
    }
    int dot = end - 1;
    while (dot > from && text.charAt(dot) != '.') {
      dot--;
    }
    if (dot <= from) {
      return 0;
    }
    String last = text.substring(dot + 1, end).toLowerCase(Locale.ROOT);
    boolean letters = last.length() >= 2 && last.chars().allMatch(Character::isLetter);
    return letters && !FILE_ENDINGS.contains(last) ? end : 0;
  }

  private boolean isDot(int at, int from, int limit) {
    return at > from
        && text.charAt(at) == '.'
        && at + 1 < limit
        && isDomain(text.charAt(at + 1))
        && text.charAt(at - 1) != '.';
  }

  private static boolean isDomain(char c) {
    return c == '-' || Character.isLetterOrDigit(c);
  }

  /// The first finding of a kind that is not tolerated.
  static Optional<PersonalFinding> first(List<PersonalFinding> found, Set<PersonalKind> tolerated) {
    return found.stream().filter(each -> !tolerated.contains(each.kind())).findFirst();
  }
}
