package guildhall.rail;

import guildhall.ledger.Id;
import guildhall.rail.RailFact.DepositDeclined;
import guildhall.rail.RailFact.Deposited;
import guildhall.rail.RailFact.WithdrawalAsked;
import guildhall.rail.RailFact.WithdrawalPaid;
import guildhall.rail.RailFact.WithdrawalRefused;
import guildhall.roundtrip.RoundTrip;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What is kept of rails, put aside and taken up again.
class RailsStateTest {

  private static final RoundTrip<Rails> RAILS =
      new RoundTrip<>(
          Rails::new,
          rails ->
              List.of(
                  rails.progress("a"),
                  rails.progress("b"),
                  rails.progress("none"),
                  rails.pending("a"),
                  rails.pending("b"),
                  rails.pending(id(1)),
                  rails.pendingCount()));

  private static final List<RailFact> FACTS =
      List.of(
          new WithdrawalAsked("b", id(3), id(13), "ann", "x", 5, -1),
          new Deposited("a", 10, "r1", "ann", "ann", "", 7, id(21), -1),
          new WithdrawalAsked("a", id(1), id(11), "ann", "x", 5, 1),
          new Deposited("a", 20, "r2", "nobody", "@unclaimed", "credit_not_found", 7, id(22), 2),
          new WithdrawalAsked("a", id(2), id(12), "bob", "y", 6, 3),
          new DepositDeclined("a", 30, "r3", "ann", "insufficient_funds", 9, 4),
          new WithdrawalPaid("a", id(1), "bank", 5),
          new WithdrawalRefused("b", id(3), "no", 0),
          new WithdrawalAsked("b", id(4), id(14), "bob", "z", 1, 7));

  private static Id id(long number) {
    return new Id(0x7000, number);
  }

  @Test
  void rails_savedAndLoadedAfterEachEntry_areTheSame() {
    RAILS.holdsAfterEach(RoundTrip.entries(FACTS));
  }

  @Test
  void rails_damagedBytes_areNotTakenUp() throws Exception {
    RAILS.refusesWhatIsCut(RoundTrip.entries(FACTS));
    RAILS.refusesWhatBelongsToNothing(RoundTrip.entries(FACTS));
    RAILS.refusesOtherVersions();
  }
}
