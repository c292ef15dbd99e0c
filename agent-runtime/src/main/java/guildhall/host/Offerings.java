package guildhall.host;

import guildhall.datanet.ContributionDesk.Result;
import guildhall.datanet.ContributionDesk.Taken;
import guildhall.datanet.CurationStatus;
import guildhall.datanet.DatanetViews.Stage;
import guildhall.datanet.DatanetViews.View;
import guildhall.datanet.admission.Admission;
import guildhall.datanet.admission.Declaration;
import guildhall.datanet.admission.Item;
import guildhall.datanet.admission.ItemType;
import guildhall.datanet.admission.NotAdmitted;
import guildhall.datanet.admission.Offering;
import guildhall.ledger.Id;
import guildhall.sdk.Amount;
import guildhall.sdk.Contributed;
import guildhall.sdk.Contributed.Why;
import guildhall.sdk.Contribution;
import guildhall.settlement.SettlementFact.Awarded;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What one call contributes to datanets, in the name of its agent's owner.
final class Offerings {

  private static final int MOST = 1000;
  private static final int MOST_IN_ALL = 10_000;

  private final Awarded award;
  private final HostServices services;
  private final Map<String, Integer> unnamed = new HashMap<>(); // by datanet; this
  private final Set<Place> offered = new LinkedHashSet<>(); // this
  private boolean over; // this

  /// Where something is kept.
  private record Place(String datanet, String id) {

    String key() {
      return guildhall.datanet.Contribution.key(datanet, id);
    }
  }

  /// Nobody waits for what is being judged.
  private static final class Interrupted extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Interrupted() {
      super("interrupted", null, false, false);
    }
  }

  Offerings(Awarded award, HostServices services) {
    this.award = award;
    this.services = services;
  }

  /// Hands in all of them at once.
  ///
  /// @return what became of each
  /// @throws UncheckedIOException if contents cannot be read or kept; nothing is taken then
  List<Contributed> contribute(String datanet, List<Contribution> all) throws InterruptedException {
    requireOneOffering(all);
    List<String> ids = begin(datanet, all);
    Declaration declaration =
        new Declaration(Optional.of(all.getFirst().licence()), all.getFirst().consent());
    Result result;
    try {
      result =
          services
              .desk()
              .contribute(
                  datanet,
                  award.owner(),
                  "item",
                  new Offering.Given(items(ids, all)),
                  declaration,
                  (_, _) -> goOn());
    } catch (Interrupted _) {
      throw new InterruptedException(award.call() + " is not wanted any more");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot take what " + award.call() + " contributes", e);
    }
    if (Thread.interrupted()) {
      throw new InterruptedException(award.call() + " is not wanted any more");
    }
    return said(datanet, ids, result);
  }

  private static void goOn() {
    if (Thread.interrupted()) {
      throw new Interrupted();
    }
  }

  private static void requireOneOffering(List<Contribution> all) {
    if (all.isEmpty() || all.size() > MOST) {
      throw new IllegalArgumentException(
          "1 to " + MOST + " are contributed at once, not " + all.size());
    }
    Contribution first = all.getFirst();
    Set<String> ids = new HashSet<>();
    for (Contribution each : all) {
      if (!each.licence().equals(first.licence()) || each.consent() != first.consent()) {
        throw new IllegalArgumentException(
            "what is contributed at once has one licence and consent: "
                + first.licence()
                + ", "
                + each.licence());
      }
      each.id()
          .filter(id -> !ids.add(id))
          .ifPresent(id -> {
            throw new IllegalArgumentException("two are contributed at once under the id " + id);
          });
    }
  }

  /// Numbers those without an id. What may be kept is remembered before it can be.
  private synchronized List<String> begin(String datanet, List<Contribution> all) {
    if (over) {
      throw new IllegalStateException("this call has ended");
    }
    if (offered.size() + all.size() > MOST_IN_ALL) {
      throw new IllegalStateException(
          "a call contributes " + MOST_IN_ALL + " times at most: " + award.call());
    }
    List<String> ids = new ArrayList<>();
    for (Contribution each : all) {
      String id = each.id().orElseGet(() -> next(datanet));
      ids.add(id);
      offered.add(new Place(datanet, id));
    }
    return ids;
  }

  private String next(String datanet) {
    return "call-" + Id.hash(award.call()) + "-" + unnamed.merge(datanet, 1, Integer::sum);
  }

  private static List<Item> items(List<String> ids, List<Contribution> all) {
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      Contribution each = all.get(i);
      boolean text = each.fields().isEmpty() && each.label().isEmpty();
      items.add(
          new Item(
              i,
              Optional.of(ids.get(i)),
              text ? ItemType.TEXT : each.label().isPresent() ? ItemType.EXAMPLE : ItemType.ROW,
              each.text().isBlank() && !text
                  ? String.join("\n", each.fields().values())
                  : each.text(),
              each.fields(),
              each.label()));
    }
    return items;
  }

  private List<Contributed> said(String datanet, List<String> ids, Result result) {
    return switch (result) {
      case Result.Done(var items, var due) -> said(datanet, items, Amount.micros(due));
      case Result.Refused(var why, var due) ->
          ids.stream().<Contributed>map(id -> declined(id, why, Amount.micros(due))).toList();
      case Result.NotNow(var status, var _) ->
          ids.stream().<Contributed>map(id -> new Contributed.NotNow(id, why(status))).toList();
    };
  }

  private List<Contributed> said(String datanet, List<Taken> items, Amount due) {
    Set<String> accepted = accepted(datanet, items);
    List<Contributed> all = new ArrayList<>();
    for (Taken each : items) {
      all.add(
          switch (each.admission()) {
            case Admission.Accepted _ ->
                accepted.contains(each.id())
                    ? new Contributed.Accepted(each.id())
                    : new Contributed.Waiting(each.id());
            case Admission.Again _ -> new Contributed.There(each.id());
            case Admission.Alias alias ->
                new Contributed.Repeats(
                    each.id(), key(datanet, alias.root(), items), alias.withdrawn());
            case Admission.Refused(var why) -> declined(each.id(), why, due);
          });
    }
    return all;
  }

  /// By what the book says now: reviewers may have been as quick.
  private Set<String> accepted(String datanet, List<Taken> items) {
    return services
        .book()
        .await(_ ->
            items.stream()
                .map(Taken::id)
                .filter(id -> isAccepted(datanet, id))
                .collect(Collectors.toSet()));
  }

  private boolean isAccepted(String datanet, String id) {
    return services
        .offers()
        .contribution(datanet, id)
        .filter(view -> view.stage() == Stage.ACCEPTED)
        .isPresent();
  }

  private static String key(String datanet, Admission.Root root, List<Taken> items) {
    return switch (root) {
      case Admission.Root.Earlier(var _, var key) -> key;
      case Admission.Root.SameOffering(var position) ->
          new Place(datanet, items.get(position).id()).key();
    };
  }

  private static Contributed declined(String id, NotAdmitted why, Amount due) {
    return new Contributed.Declined(id, why.reason().code(), why.sentence(), due);
  }

  private static Why why(CurationStatus status) {
    return switch (status) {
      case DATANET_NOT_FOUND -> Why.NO_SUCH_DATANET;
      case CLOSED_TO_CONTRIBUTIONS -> Why.CLOSED;
      case OVER_QUOTA -> Why.OVER_QUOTA;
      case ID_TAKEN -> Why.ID_TAKEN;
      case LICENCE_NOT_ACCEPTED -> Why.LICENCE_NOT_ACCEPTED;
      case DECLINE_FEE_DUE -> Why.DECLINE_FEE_DUE;
      case BUSY -> Why.BUSY;
      default -> throw new IllegalStateException("no desk says " + status);
    };
  }

  /// From now on nothing is contributed.
  synchronized void end() {
    over = true;
  }

  /// Keys of what this call has contributed, or is contributing; what others have under such an id
  /// is theirs.
  List<String> own() {
    List<Place> places;
    synchronized (this) {
      places = List.copyOf(offered);
    }
    return places.isEmpty()
        ? List.of()
        : services.book().await(_ -> places.stream().filter(this::isOwn).map(Place::key).toList());
  }

  private boolean isOwn(Place place) {
    return services
        .offers()
        .contribution(place.datanet(), place.id())
        .flatMap(View::contributor)
        .map(award.owner()::equals)
        .orElse(true);
  }
}
