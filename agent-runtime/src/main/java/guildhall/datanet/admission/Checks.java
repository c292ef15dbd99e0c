package guildhall.datanet.admission;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/// The checks of an item that can refuse it, in their order. The first that does ends it; what
/// repeats something earlier is looked for only when all have passed.
final class Checks {

  /// An item and all that is known of it.
  ///
  /// @param usage with this item counted
  /// @param tokens of its text
  record Case(
      AdmissionRules rules,
      Declaration declaration,
      Quota.Usage usage,
      Item item,
      int tokens,
      List<PersonalFinding> personal) {}

  private static final Pattern SPDX = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.+-]{0,63}");

  private static final List<Function<Case, Optional<NotAdmitted>>> IN_ORDER =
      List.of(
          Checks::type,
          Checks::encoding,
          Checks::empty,
          Checks::size,
          Checks::quota,
          Checks::licence,
          Checks::consent,
          Checks::personalData,
          Checks::rules);

  private Checks() {}

  /// The first refusal, if there is one.
  static Optional<NotAdmitted> first(Case it) {
    for (var check : IN_ORDER) {
      Optional<NotAdmitted> refused = check.apply(it);
      if (refused.isPresent()) {
        return refused;
      }
    }
    return Optional.empty();
  }

  private static Optional<NotAdmitted> because(Reason reason, String sentence) {
    return Optional.of(new NotAdmitted(reason, sentence, 0));
  }

  /// The item in a sentence.
  static String name(Item item) {
    return "Item "
        + item.position()
        + item.id().map(id -> " (" + Shown.quoted(id) + ")").orElse("");
  }

  private static Optional<NotAdmitted> type(Case it) {
    ItemType type = it.item().type();
    return type == it.rules().type()
        ? Optional.empty()
        : because(
            Reason.WRONG_TYPE,
            "%s is of type %s, the datanet takes %s only."
                .formatted(name(it.item()), type.word(), it.rules().type().word()));
  }

  private static Optional<NotAdmitted> encoding(Case it) {
    Item item = it.item();
    Optional<NotAdmitted> found = encoding(item, "its text", item.text());
    for (var field : item.fields().entrySet()) {
      String where = "field " + Shown.quoted(field.getKey());
      found =
          found
              .or(() -> encoding(item, "the name of " + where, field.getKey()))
              .or(() -> encoding(item, where, field.getValue()));
    }
    return found
        .or(() -> item.label().flatMap(label -> encoding(item, "its label", label)))
        .or(() -> item.id().flatMap(id -> encoding(item, "its id", id)));
  }

  private static Optional<NotAdmitted> encoding(Item item, String where, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)
          || (Character.isISOControl(c) && c != '\n' && c != '\t')) {
        return because(
            Reason.WRONG_ENCODING,
            "%s has %s U+%04X in %s at character %d."
                .formatted(
                    name(item),
                    Character.isSurrogate(c) ? "half of the pair" : "the control character",
                    (int) c,
                    where,
                    i));
      }
    }
    return Optional.empty();
  }

  private static Optional<NotAdmitted> empty(Case it) {
    return it.tokens() > 0
        ? Optional.empty()
        : because(Reason.EMPTY, name(it.item()) + " has no word in it.");
  }

  private static Optional<NotAdmitted> size(Case it) {
    long bytes = it.item().bytes();
    return bytes <= it.rules().itemBytes()
        ? Optional.empty()
        : because(
            Reason.ITEM_TOO_LARGE,
            "%s has %d bytes, the datanet takes at most %d."
                .formatted(name(it.item()), bytes, it.rules().itemBytes()));
  }

  private static Optional<NotAdmitted> quota(Case it) {
    Quota quota = it.rules().quota();
    Quota.Usage usage = it.usage();
    if (usage.items() > quota.items()) {
      return because(
          Reason.OVER_QUOTA,
          "With %s this contributor has offered %d items today, the datanet takes %d a day."
              .formatted(lower(it.item()), usage.items(), quota.items()));
    }
    return usage.bytes() <= quota.bytes()
        ? Optional.empty()
        : because(
            Reason.OVER_QUOTA,
            "With %s this contributor has offered %d bytes today, the datanet takes %d a day."
                .formatted(lower(it.item()), usage.bytes(), quota.bytes()));
  }

  private static String lower(Item item) {
    return "item" + name(item).substring(4);
  }

  private static Optional<NotAdmitted> licence(Case it) {
    String licence = it.declaration().licence().orElse("").strip();
    if (licence.isEmpty()) {
      return because(
          Reason.LICENCE_MISSING, "No licence is named; accepted are " + accepted(it) + ".");
    }
    boolean known =
        SPDX.matcher(licence).matches()
            && it.rules().licences().stream().anyMatch(licence::equalsIgnoreCase);
    return known
        ? Optional.empty()
        : because(
            Reason.LICENCE_NOT_ACCEPTED,
            "The licence "
                + Shown.quoted(licence)
                + " is not accepted; these are: "
                + accepted(it)
                + ".");
  }

  private static String accepted(Case it) {
    return String.join(", ", it.rules().licences().stream().sorted().toList());
  }

  private static Optional<NotAdmitted> consent(Case it) {
    return it.declaration().consent()
        ? Optional.empty()
        : because(Reason.CONSENT_MISSING, "The contributor has not given consent.");
  }

  private static Optional<NotAdmitted> personalData(Case it) {
    return PersonalData.first(it.personal(), it.rules().tolerated())
        .map(found ->
            new NotAdmitted(
                Reason.PERSONAL_DATA, name(it.item()) + " has " + found.words() + ".", 0));
  }

  /// What no datanet can keep.
  private static Optional<NotAdmitted> fields(Item item) {
    for (var field : item.fields().entrySet()) {
      String name = field.getKey();
      if (!FieldLimits.isName(name)) {
        return because(
            Reason.RULE_BROKEN,
            name(item) + " has a field " + Shown.quoted(name) + ": no name may begin with $.");
      }
      if (item.label().isPresent() && name.equals(FieldLimits.LABEL)) {
        return because(
            Reason.RULE_BROKEN,
            name(item) + " has a field \"label\" beside its label, where the label is kept.");
      }
      if (!FieldLimits.isValue(field.getValue())) {
        return tooLong(item, name, field.getValue());
      }
    }
    return item.label()
        .filter(label -> !FieldLimits.isValue(label))
        .flatMap(label -> tooLong(item, FieldLimits.LABEL, label));
  }

  private static Optional<NotAdmitted> tooLong(Item item, String name, String value) {
    return because(
        Reason.RULE_BROKEN,
        "%s has %d characters in %s, a field may have %d."
            .formatted(name(item), value.length(), Shown.quoted(name), FieldLimits.CHARACTERS));
  }

  private static Optional<NotAdmitted> rules(Case it) {
    AdmissionRules rules = it.rules();
    Item item = it.item();
    Optional<NotAdmitted> unfit = fields(item);
    if (unfit.isPresent()) {
      return unfit;
    }
    if (it.tokens() < rules.minWords()) {
      return because(
          Reason.RULE_BROKEN,
          "%s has %d words, the datanet asks for at least %d."
              .formatted(name(item), it.tokens(), rules.minWords()));
    }
    for (String field : rules.requiredFields().stream().sorted().toList()) {
      if (item.fields().getOrDefault(field, "").isBlank()) {
        return because(
            Reason.RULE_BROKEN,
            name(item)
                + " has nothing in the field "
                + Shown.quoted(field)
                + ", which it must have.");
      }
    }
    return allowedValues(rules, item);
  }

  private static Optional<NotAdmitted> allowedValues(AdmissionRules rules, Item item) {
    for (String field : rules.allowedValues().keySet().stream().sorted().toList()) {
      Optional<String> value =
          field.equals(FieldLimits.LABEL) && item.label().isPresent()
              ? item.label()
              : Optional.ofNullable(item.fields().get(field));
      var allowed = rules.allowedValues().get(field);
      if (allowed != null && value.isPresent() && !allowed.contains(value.get())) {
        return because(
            Reason.RULE_BROKEN,
            "%s has %s in %s, allowed are %s."
                .formatted(
                    name(item),
                    Shown.quoted(value.get()),
                    Shown.quoted(field),
                    Shown.quoted(String.join(", ", allowed.stream().sorted().toList()))));
      }
    }
    return Optional.empty();
  }
}
