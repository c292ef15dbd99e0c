package guildhall.samples;

import com.fasterxml.jackson.databind.JsonNode;
import guildhall.samples.fakecall.FakeDatanet;
import guildhall.samples.fakecall.GoalRun;
import guildhall.samples.memo.Memo;
import guildhall.samples.memo.Sentence;
import guildhall.samples.memo.Sentence.Section;
import guildhall.sdk.Datanet.Passage;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Compares each figure printed in a memo with what its sentence cites.
final class FigureAudit {

  private static final Pattern NUMBER =
      Pattern.compile("(?<![\\p{L}\\p{Nd}.])-?\\p{Nd}[\\p{Nd},]*(\\.\\p{Nd}+)?");

  private static final BigDecimal LEAST_SHARE = new BigDecimal("0.0005");
  private static final BigDecimal BILLION = new BigDecimal(1_000_000_000);
  private static final MathContext THREE_DIGITS = new MathContext(3, RoundingMode.HALF_UP);

  private FigureAudit() {}

  /// Every figure no cited record has, with its sentence; and every sentence that should cite and
  /// does not. Empty for an honest memo.
  static List<String> unfounded(Memo memo, GoalRun run, JsonNode input) {
    List<String> findings = new ArrayList<>();
    for (Sentence sentence : memo.sentences()) {
      if (sentence.citations().isEmpty() && sentence.section() != Section.OPEN) {
        findings.add("cites nothing: " + sentence.text());
      }
      Set<BigDecimal> allowed = new HashSet<>();
      for (String citation : sentence.citations()) {
        allowed.addAll(figuresOf(citation, run, input));
      }
      for (BigDecimal figure : numbers(sentence.text())) {
        if (!sentence.citations().isEmpty() && !allowed.contains(figure)) {
          findings.add(figure + " is not in " + sentence.citations() + ": " + sentence.text());
        }
      }
    }
    return findings;
  }

  private static Set<BigDecimal> figuresOf(String citation, GoalRun run, JsonNode input) {
    int hash = citation.indexOf('#');
    String id = citation.substring(hash + 1);
    return switch (citation.substring(0, hash)) {
      case "market-facts" -> factFigures(passage(Samples.FACTS, id));
      case "regulations" -> ruleFigures(passage(Samples.RULES, id));
      case "simulation" -> withPercents(run.delivered("risk"));
      case "calibration" -> leaves(run.delivered("calibration"));
      case "input" -> leaves(input);
      default -> throw new IllegalArgumentException("nothing is known of " + citation);
    };
  }

  private static Passage passage(FakeDatanet datanet, String id) {
    return datanet
        .passage(id)
        .orElseThrow(() -> new IllegalArgumentException(datanet.name() + " has no " + id));
  }

  /// The figure, its year, and the numbers of its unit ("per 100 inhabitants").
  private static Set<BigDecimal> factFigures(Passage fact) {
    return numbers(fact.field("figure") + " ; " + fact.field("year") + " ; " + fact.field("unit"));
  }

  private static Set<BigDecimal> ruleFigures(Passage rule) {
    return numbers(String.join(" ; ", rule.fields().values()));
  }

  /// What it has, shares also in percent, and amounts from a billion on in billions.
  private static Set<BigDecimal> withPercents(JsonNode tree) {
    Set<BigDecimal> all = new HashSet<>(leaves(tree));
    for (BigDecimal share : leaves(tree)) {
      all.add(normal(share.movePointRight(2).setScale(1, RoundingMode.HALF_UP)));
      if (share.signum() > 0 && share.compareTo(LEAST_SHARE) < 0) {
        all.add(new BigDecimal("0.1"));
      }
      if (share.compareTo(BigDecimal.ONE) < 0
          && BigDecimal.ONE.subtract(share).compareTo(LEAST_SHARE) <= 0) {
        all.add(new BigDecimal("99.9"));
      }
      if (share.abs().compareTo(BILLION) >= 0) {
        all.add(normal(share.round(THREE_DIGITS).movePointLeft(9)));
      }
    }
    return all;
  }

  private static Set<BigDecimal> leaves(JsonNode tree) {
    Set<BigDecimal> leaves = new HashSet<>();
    if (tree.isNumber()) {
      leaves.add(normal(tree.decimalValue()));
    }
    tree.forEach(each -> leaves.addAll(leaves(each)));
    return leaves;
  }

  private static Set<BigDecimal> numbers(String text) {
    Set<BigDecimal> numbers = new HashSet<>();
    NUMBER
        .matcher(text)
        .results()
        .forEach(each -> numbers.add(normal(new BigDecimal(each.group().replace(",", "")))));
    return numbers;
  }

  private static BigDecimal normal(BigDecimal number) {
    return number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
  }
}
