package guildhall.runtime;

import guildhall.book.Book;
import guildhall.book.ContentStore;
import guildhall.datanet.ContributionDesk;
import guildhall.datanet.Curation;
import guildhall.datanet.DatanetService;
import guildhall.datanet.Erasure;
import guildhall.datanet.Resemblance;
import guildhall.datanet.admission.OfferingLimits;
import guildhall.model.head.HeadDesk;
import guildhall.model.head.Heads;
import guildhall.settlement.DeclineFees;
import guildhall.settlement.bond.Bond;
import guildhall.settlement.bond.Bonds;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What keeps datanets, put together.
///
/// @param published what is published, and its indexes
/// @param curation how datanets are chartered, and contributions judged, published and withdrawn
/// @param desk where contributors hand in what they have
/// @param erasure erases what was withdrawn to be erased
/// @param heads what was trained on them
/// @param training where that is trained
public record Curating(
    DatanetService published,
    Curation curation,
    ContributionDesk desk,
    Erasure erasure,
    Heads heads,
    HeadDesk training) {

  private static final Logger LOG = LoggerFactory.getLogger(Curating.class);

  /// Builds the indexes, and erases what a crash has left.
  ///
  /// @param resemblance what looks for texts with words changed, once there is one
  static Curating over(
      Book book,
      ContentStore contents,
      State state,
      OfferingLimits offerings,
      Supplier<Optional<Resemblance>> resemblance) {
    Curation curation =
        new Curation(
            state.datanets(),
            (principal, duty) -> bondedMicros(state.bonds(), principal, duty),
            new DeclineFees(state.ledger()));
    Curating curating =
        new Curating(
            new DatanetService(book, contents, state.datanets()),
            curation,
            new ContributionDesk(
                new ContributionDesk.Parts(
                    book, contents, state.datanets(), curation, offerings, resemblance)),
            new Erasure(book, contents, state.datanets()),
            new Heads(book, contents, state.artefacts()),
            new HeadDesk(book, contents, state.artefacts(), state.datanets(), state.accesses()));
    try {
      curating.erasure.run();
    } catch (IOException e) {
      LOG.warn("not all that was withdrawn is erased; the next start tries again", e);
    }
    return curating;
  }

  private static long bondedMicros(Bonds bonds, String principal, String duty) {
    return bonds.find(principal, duty).filter(Bond::isActive).map(Bond::leftMicros).orElse(0L);
  }
}
