package guildhall.sdk.spi;

import guildhall.sdk.Amount;
import java.util.List;

/// On which terms a datanet of a test takes contributions: the part of a charter that agents meet.
///
/// @param takes kind of all its contributions
/// @param licences that it accepts, by SPDX identifier; the first is what most use
/// @param reviewers principals who may judge
/// @param quorum so many of them must agree; 0 accepts whatever passes the checks
/// @param freeDeclines so many of a contributor's offers may fail the checks in a day for nothing
/// @param declineFee what each further one costs the contributor
/// @param dayItems of one contributor in a day
/// @param open whether it takes contributions now
public record Charter(
    Kind takes,
    List<String> licences,
    List<String> reviewers,
    int quorum,
    int freeDeclines,
    Amount declineFee,
    int dayItems,
    boolean open) {

  private static final int FREE_DECLINES = 20;
  private static final int DAY_ITEMS = 10_000;

  /// What contributions are.
  public enum Kind {
    /// Sentences alone.
    TEXT,
    /// Sentences with fields.
    ROW,
    /// The same with a label that a model is to learn.
    EXAMPLE
  }

  /// Copies the lists.
  public Charter {
    licences = List.copyOf(licences);
    reviewers = List.copyOf(reviewers);
  }

  /// {@return a charter that is open to texts under these licences, judged by nobody; 20 declines a
  /// day, and all after them, cost nothing}
  ///
  /// @param licences one or more, by SPDX identifier
  public static Charter of(String... licences) {
    return new Charter(
        Kind.TEXT, List.of(licences), List.of(), 0, FREE_DECLINES, Amount.ZERO, DAY_ITEMS, true);
  }

  /// {@return the same for contributions of another kind}
  ///
  /// @param kind of all of them
  public Charter taking(Kind kind) {
    return new Charter(kind, licences, reviewers, quorum, freeDeclines, declineFee, dayItems, open);
  }

  /// {@return the same with reviewers, all of whom must agree}
  ///
  /// @param principals who judge
  public Charter reviewedBy(String... principals) {
    return new Charter(
        takes,
        licences,
        List.of(principals),
        principals.length,
        freeDeclines,
        declineFee,
        dayItems,
        open);
  }

  /// {@return the same with a price for what fails the checks}
  ///
  /// @param free so many of a contributor's in a day cost nothing
  /// @param fee what each further one costs
  public Charter declining(int free, Amount fee) {
    return new Charter(takes, licences, reviewers, quorum, free, fee, dayItems, open);
  }

  /// {@return the same, taking so many of a contributor in a day}
  ///
  /// @param items 1 or more
  public Charter takingADay(int items) {
    return new Charter(takes, licences, reviewers, quorum, freeDeclines, declineFee, items, open);
  }

  /// {@return the same, taking nothing now}
  public Charter closed() {
    return new Charter(
        takes, licences, reviewers, quorum, freeDeclines, declineFee, dayItems, false);
  }
}
