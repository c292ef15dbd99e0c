package guildhall.sdk;

import guildhall.sdk.Outcome.Delivered;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// How the branches of a [FanOut] ended.
///
/// @param <O> the output record
/// @param all one outcome for each branch, in the order of the branches
/// @param delivered the deliveries among them, in the order in which they were paid. There may be
///   more than were enough: what had been delivered before the cancel reached it stays paid
public record Outcomes<O extends Record>(List<Outcome<O>> all, List<Delivered<O>> delivered) {

  /// Copies the lists.
  public Outcomes {
    all = List.copyOf(all);
    delivered = List.copyOf(delivered);
  }

  /// {@return the delivery that was paid first}
  public Optional<Delivered<O>> first() {
    return delivered.stream().findFirst();
  }

  /// {@return whether so many have delivered}
  ///
  /// @param enough how many would do
  public boolean reached(int enough) {
    return delivered.size() >= enough;
  }

  /// {@return what the payer has paid for all branches, sunk cost of those that did not deliver
  /// included}
  public Amount spent() {
    return all.stream().map(Outcome::spent).reduce(Amount.ZERO, Amount::plus);
  }

  /// {@return the values of the first `enough` deliveries, or a refusal that says how the branches
  /// ended: for a handler that cannot do its own work without them}
  ///
  /// @param enough how many are needed
  /// @throws Refusal if fewer were delivered
  public List<O> orThrow(int enough) throws Refusal {
    if (reached(enough)) {
      return delivered.stream().limit(enough).map(Delivered::value).toList();
    }
    throw new Refusal(
        delivered.size()
            + " of "
            + all.size()
            + " branches delivered, "
            + enough
            + " were needed: "
            + all.stream()
                .filter(outcome -> !(outcome instanceof Delivered<O>))
                .map(Outcome::sentence)
                .distinct()
                .collect(Collectors.joining("; ")));
  }
}
