package guildhall.datanet.admission;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// An offering in the making, and what became of it.
final class Offered {

  static final Declaration GIVEN = new Declaration(Optional.of("CC-BY-4.0"), true);
  static final AdmissionRules TEXTS = AdmissionRules.of(ItemType.TEXT, Set.of("CC-BY-4.0", "MIT"));
  static final AdmissionRules ROWS = AdmissionRules.of(ItemType.ROW, Set.of("CC-BY-4.0"));

  /// What was said of an offering.
  record Said(Judgement judgement, List<Item> items, List<Admission> admissions) {

    NotAdmitted why() {
      return judgement instanceof Judgement.Refused(var why)
          ? why
          : ((Admission.Refused) admissions.getFirst()).why();
    }

    Admission only() {
      return admissions.getFirst();
    }
  }

  /// Documents that were contributed before.
  static final class Known implements Corpus {

    private final List<Optional<String>> texts = new ArrayList<>();

    @Override
    public String key(int number) {
      return "net#c" + number;
    }

    @Override
    public Optional<String> compared(int number) {
      return texts.get(number);
    }

    int add(Duplicates duplicates, String text, OptionalInt root) {
      texts.add(Optional.of(text));
      return duplicates.add(guildhall.datanet.text.Tokenizer.tokens(text), root);
    }

    void erase(int number) {
      texts.set(number, Optional.empty());
    }
  }

  private Offered() {}

  static InputStream bytes(byte[] bytes) {
    return new ByteArrayInputStream(bytes);
  }

  static InputStream text(String text) {
    return bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  static Offering one(String text) {
    return new Offering.Text("note.txt", text(text));
  }

  static Offering csv(String text) {
    return new Offering.Csv(text(text), Columns.none());
  }

  static Offering json(String text) {
    return new Offering.JsonLines(text(text), Columns.none());
  }

  static byte[] zip(Map<String, byte[]> files) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (var file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue());
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static Map<String, byte[]> files(String... namesAndTexts) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (int i = 0; i < namesAndTexts.length; i += 2) {
      files.put(namesAndTexts[i], namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
    }
    return files;
  }

  static List<Item> items(Offering offering) throws IOException {
    List<Item> items = new ArrayList<>();
    Reading reading = offering.read(OfferingLimits.USUAL, items::add);
    if (reading instanceof Reading.Refused(var why)) {
      throw new IllegalStateException(why.toString());
    }
    return items;
  }

  static NotAdmitted refused(Offering offering, OfferingLimits limits) throws IOException {
    return offering.read(limits, _ -> {}) instanceof Reading.Refused(var why)
        ? why
        : new NotAdmitted(Reason.RULE_BROKEN, "it was read whole", 0);
  }

  static Said judge(AdmissionRules rules, Offering offering) throws IOException {
    return judge(rules, GIVEN, Quota.Usage.NONE, new Duplicates(7), new Known(), offering);
  }

  static Said judge(
      AdmissionRules rules,
      Declaration declaration,
      Quota.Usage usage,
      Duplicates duplicates,
      Corpus corpus,
      Offering offering)
      throws IOException {
    List<Item> items = new ArrayList<>();
    List<Admission> admissions = new ArrayList<>();
    Judgement judgement =
        new Admissions(rules, OfferingLimits.USUAL, duplicates, corpus)
            .judge(
                offering,
                declaration,
                usage,
                (item, admission) -> {
                  items.add(item);
                  admissions.add(admission);
                });
    return new Said(judgement, items, admissions);
  }

  static OfferingLimits limits(UnaryOperator<OfferingLimits> change) {
    return change.apply(OfferingLimits.USUAL);
  }
}
