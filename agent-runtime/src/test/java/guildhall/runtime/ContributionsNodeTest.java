package guildhall.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import guildhall.book.Command;
import guildhall.datanet.Charter;
import guildhall.datanet.Charter.Review;
import guildhall.datanet.Charter.Rules;
import guildhall.datanet.ContributionDesk.Result;
import guildhall.datanet.Curation;
import guildhall.datanet.Curation.Judgement;
import guildhall.datanet.CurationStatus;
import guildhall.datanet.admission.Declaration;
import guildhall.datanet.admission.ItemType;
import guildhall.datanet.admission.Offering;
import guildhall.ledger.Id;
import guildhall.settlement.bond.BondDesk;
import guildhall.settlement.bond.BondStatus;
import guildhall.toyworld.ToyWorld;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Contributions on a whole node: who judges them is bonded there, and what fails is paid for
/// there.
class ContributionsNodeTest {

  private static final String NET = "wine-facts";
  private static final long BOND = 5_000_000;

  private static <R> R ask(ToyWorld world, Command<R> command) {
    return world.node().book().await(command);
  }

  private static Result offer(ToyWorld world, String contributor, String text) throws IOException {
    return world
        .node()
        .curating()
        .desk()
        .contribute(
            NET,
            contributor,
            "text",
            new Offering.Text(
                "a.txt", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))),
            new Declaration(Optional.of("CC0-1.0"), true));
  }

  private static void charter(ToyWorld world, int freeDeclines) {
    Charter charter =
        new Charter(
            "What is drunk where.",
            Rules.of(ItemType.TEXT, "CC0-1.0"),
            100,
            true,
            new Review(List.of(Guildhall.LOCAL), 1, BOND, 500, freeDeclines, 70),
            Optional.empty());
    assertThat(ask(world, world.node().curating().curation().charter(NET, "oda", charter)))
        .isEqualTo(CurationStatus.DONE);
  }

  private static CurationStatus judge(ToyWorld world) {
    return ask(
        world,
        world
            .node()
            .curating()
            .curation()
            .review(new Judgement(NET, "a", Guildhall.LOCAL, true, "")));
  }

  @Test
  void review_byWhoIsBondedOnTheNode_acceptsWhatTheDeskTook() throws IOException {
    try (ToyWorld world = ToyWorld.of()) {
      charter(world, 3);
      assertThat(offer(world, "cid", "Austria drinks wine.")).isInstanceOf(Result.Done.class);
      assertThat(judge(world)).isEqualTo(CurationStatus.BOND_TOO_SMALL);
      BondDesk bonds = world.node().bonds();
      assertThat(ask(world, bonds.set("review", BOND, 1_000_000))).isEqualTo(BondStatus.DONE);
      long now = world.node().book().<Long>await(draft -> draft.timeMicros());
      assertThat(
              ask(
                  world,
                  bonds.post(
                      new BondDesk.Post(
                          Id.at(now, "bond"),
                          Guildhall.LOCAL,
                          Curation.duty(NET),
                          BOND,
                          now + 3_600_000_000L))))
          .isEqualTo(BondStatus.DONE);
      assertThat(judge(world)).isEqualTo(CurationStatus.DONE);
    }
  }

  @Test
  void contribute_whatFailsBeyondTheFreeOnes_isPaidToThePlatform() throws IOException {
    try (ToyWorld world = ToyWorld.of()) {
      charter(world, 0);
      long before = world.balance(Guildhall.LOCAL);
      Result result = offer(world, Guildhall.LOCAL, "");
      assertThat(((Result.Done) result).dueMicros()).isEqualTo(70);
      assertThat(world.balance(Guildhall.LOCAL)).isEqualTo(before - 70);
      assertThat(world.balance("@platform")).isEqualTo(70);
      assertThat(world.isSettled()).isTrue();
    }
  }
}
