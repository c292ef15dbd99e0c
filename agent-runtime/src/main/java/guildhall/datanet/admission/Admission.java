package guildhall.datanet.admission;

import java.util.List;
import java.util.Optional;

/// What became of one item. Only [Accepted] and [Alias] are kept anew.
public sealed interface Admission {

  /// It may go to review.
  ///
  /// @param notes for the reviewer, a sentence each; never a personal value
  /// @param passages of its text that are earlier documents', in their order
  record Accepted(Score score, List<String> notes, List<Passage> passages) implements Admission {

    /// Copies the lists.
    public Accepted {
      notes = List.copyOf(notes);
      passages = List.copyOf(passages);
    }
  }

  /// A passage of an item's text, as it stands in an earlier document or changed.
  ///
  /// @param from its first character
  /// @param to after the last
  /// @param key `datanet#id` of that document, itself no alias; empty if so many have it that it is
  ///   everybody's
  record Passage(int from, int to, Optional<String> key) {}

  /// It repeats something earlier: it is stored, and never indexed or paid apart from it.
  ///
  /// @param root what it repeats, itself no alias
  /// @param withdrawn whether the root was withdrawn: then nothing is paid, and it stays an alias
  ///   until somebody promotes it, see [Duplicates#promote]
  /// @param same in thousandths, how much of it the earlier one has; 1000 if they are equal
  /// @param exact whether all its tokens are the same in the same order
  record Alias(Root root, boolean withdrawn, int same, boolean exact) implements Admission {}

  /// It is there just so, from the same contributor: it was handed in before. Nothing is added, and
  /// it counts for no quota.
  record Again() implements Admission {}

  /// It is not taken.
  record Refused(NotAdmitted why) implements Admission {}

  /// What an alias stands for.
  sealed interface Root {

    /// A contribution that was there before.
    ///
    /// @param number in the index of duplicates
    /// @param key `datanet#id`
    record Earlier(int number, String key) implements Root {}

    /// An item of the same offering.
    ///
    /// @param position of that item
    record SameOffering(int position) implements Root {}
  }
}
