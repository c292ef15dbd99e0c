package guildhall.samples.memo;

import static org.assertj.core.api.Assertions.assertThat;

import guildhall.samples.legal.Assessment;
import guildhall.samples.legal.Requirement;
import guildhall.samples.legal.Requirement.Kind;
import guildhall.samples.risk.Driver;
import guildhall.samples.risk.Simulation;
import guildhall.samples.risk.Uncertain;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictTest {

  private static Requirement requirement(Kind kind) {
    return new Requirement(
        kind, "Title", "Act", "1", 2020, "Do.", "Why.", 10, true, 2, "r#1", "S", List.of());
  }

  private static Verdict verdict(String kind, double loss, long median) {
    List<Requirement> requirements =
        kind.equals("none") ? List.of() : List.of(requirement(Kind.valueOf(kind)));
    Assessment assessment =
        new Assessment(requirements, 10, 2, kind.equals("BLOCKER"), List.of(), List.of(), 1);
    List<Driver> drivers = List.of(new Driver(Uncertain.PRICE, 1));
    return new Verdict(
        assessment, new Simulation(100_000, 1, -1, median, 9, median, loss, drivers, 2, 10, false));
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # kind,     loss, median, decision
          BLOCKER,    0,    1000,   NO_GO
          none,       0.51, 1000,   NO_GO
          none,       0.1,  0,      NO_GO
          none,       0.1,  -5,     NO_GO
          LICENCE,    0.51, 1000,   NO_GO
          LICENCE,    0,    1000,   CONDITIONAL
          none,       0.21, 1000,   CONDITIONAL
          OBLIGATION, 0.5,  1000,   CONDITIONAL
          OBLIGATION, 0.2,  1000,   GO
          none,       0,    1,      GO
          """)
  void decision_rules_firstThatApplies(String kind, double loss, long median, Decision decision) {
    Verdict verdict = verdict(kind, loss, median);
    assertThat(verdict.decision()).isEqualTo(decision);
    assertThat(verdict.conditions().isEmpty()).isEqualTo(decision != Decision.CONDITIONAL);
  }
}
