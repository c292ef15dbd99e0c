package guildhall.attack;

import guildhall.attack.Library.Text;
import guildhall.attribution.span.Unigrams;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Where attacks are tried: honest contributors, a stream of answers, and what each of them earns
/// while nobody attacks. Worths are frozen before the attack, as within an epoch.
final class Scene {

  /// Attackers, where contributors turn bad: enough of them that chance evens out.
  static final List<String> ATTACKERS = List.of(Library.name(2), Library.name(7), Library.name(11));

  /// Those whose texts are taken by somebody else.
  static final List<String> VICTIMS = List.of(Library.name(1), Library.name(5), Library.name(9));

  /// Something that is offered.
  ///
  /// @param repeats what it has of texts, by their numbers, each as long as the text
  record Offer(String owner, List<String> words, Map<Integer, List<String>> repeats) {
    Offer {
      words = List.copyOf(words);
      repeats = Map.copyOf(repeats);
    }

    static Offer own(String owner, List<String> words) {
      return new Offer(owner, words, Map.of());
    }
  }

  /// What came of it.
  ///
  /// @param paid by account, in micro-credits
  /// @param copies that were offered
  /// @param accepted of these
  record Played(Map<String, Long> paid, int copies, int accepted) {
    /// How many copies were taken, in words.
    String taken() {
      return accepted + " of " + copies + " copies accepted";
    }

    double of(Collection<String> accounts) {
      return accounts.stream().mapToLong(each -> paid.getOrDefault(each, 0L)).sum();
    }
  }

  private final Library library;
  private final Questions questions;
  private final Path folder;
  private final Unigrams frozen;
  private final Played honest;
  private final double acceptedPart;
  private final double copiedPart;
  private int arenas;

  Scene(Library library, Questions questions, Path folder) throws IOException {
    this.library = library;
    this.questions = questions;
    this.folder = folder;
    Arena arena = arena();
    int accepted = 0;
    for (Text text : library.texts()) {
      accepted += arena.offer(text.owner(), text.words()) ? 1 : 0;
    }
    arena.publish();
    this.acceptedPart = (double) accepted / library.texts().size();
    this.copiedPart = arena.copiedPart();
    this.frozen = arena.unigrams();
    this.honest =
        new Played(arena.paid(questions.answers(said(), Map.of()), frozen, Arena.ASKER), 0, 0);
  }

  /// How many of the honest texts are accepted, and not taken for copies of one another.
  double acceptedPart() {
    return acceptedPart;
  }

  /// How much of these is passages of earlier ones and is paid to them.
  double copiedPart() {
    return copiedPart;
  }

  Library library() {
    return library;
  }

  Questions questions() {
    return questions;
  }

  Unigrams frozen() {
    return frozen;
  }

  /// An empty arena.
  Arena arena() throws IOException {
    return new Arena(folder.resolve("arena-" + arenas++));
  }

  /// What everybody earns while nobody attacks.
  Played honest() {
    return honest;
  }

  /// What answers repeat, by the number of the text.
  List<List<String>> said() {
    return library.texts().stream().map(Text::words).toList();
  }

  /// What everybody offers while nobody attacks, by the number of the text.
  List<Offer> offers() {
    return library.texts().stream().map(text -> Offer.own(text.owner(), text.words())).toList();
  }

  /// Honest offers, and then what attackers add; answers repeat accepted copies as often as the
  /// originals.
  Played added(List<Offer> copies) throws IOException {
    List<Offer> all = new ArrayList<>(offers());
    all.addAll(copies);
    return play(all, said());
  }

  /// Plays.
  ///
  /// @param offers in their order
  /// @param said what answers repeat, by the number of the text; and what accepted offers have of
  ///   it, as often
  Played play(List<Offer> offers, List<List<String>> said) throws IOException {
    Arena arena = arena();
    int accepted = 0;
    int offered = 0;
    Map<Integer, List<List<String>>> copies = new HashMap<>();
    for (Offer offer : offers) {
      boolean taken = arena.offer(offer.owner(), offer.words());
      if (!offer.repeats().isEmpty()) {
        offered++;
        accepted += taken ? 1 : 0;
      }
      if (taken) {
        offer
            .repeats()
            .forEach((number, words) ->
                copies.computeIfAbsent(number, _ -> new ArrayList<>()).add(words));
      }
    }
    arena.publish();
    return new Played(
        arena.paid(questions.answers(said, copies), frozen, Arena.ASKER), offered, accepted);
  }

  /// An income by what the same accounts earn while nobody attacks.
  double ratio(Played played, Collection<String> with, Collection<String> honestly) {
    return played.of(with) / honest.of(honestly);
  }
}
