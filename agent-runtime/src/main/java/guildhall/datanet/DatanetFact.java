package guildhall.datanet;

import guildhall.book.ContentId;
import guildhall.book.Fact;
import java.util.List;
import java.util.Optional;

/// What the book says of datanets.
public sealed interface DatanetFact extends Fact {

  /// A contribution belongs to a datanet from the next version on. One with the same id takes the
  /// place of the one before.
  ///
  /// @param datanet its name
  /// @param id unique within the datanet; what an answer cites
  /// @param contributor the principal it is from, who earns by it
  /// @param content its text and fields, see [Contribution]
  record Contributed(String datanet, String id, String contributor, ContentId content)
      implements DatanetFact {}

  /// Everything accepted so far is version `version` and can be read.
  record Published(String datanet, int version) implements DatanetFact {}

  /// A principal has made a datanet, or changed what it is for and on which terms.
  ///
  /// @param owner the same principal each time
  record Chartered(String datanet, String owner, Charter charter) implements DatanetFact {}

  /// Something passed the checks and waits to be judged.
  ///
  /// @param licence by SPDX identifier
  /// @param bytes of its content, as the quota counts them
  /// @param scorePermille what the checks made of it
  /// @param aliasOf key of the contribution that it repeats: it is kept, and neither shown nor paid
  record Offered(
      String datanet,
      String id,
      String contributor,
      ContentId content,
      String licence,
      long bytes,
      int scorePermille,
      Optional<String> aliasOf)
      implements DatanetFact {}

  /// Something did not pass the checks. What it was is not kept.
  ///
  /// @param code of the check
  /// @param bytes as the quota counts them
  /// @param mark by which the same is told on the same day, see [Marks]; absent in what was written
  ///   before there were any
  record Declined(
      String datanet, String contributor, String code, long bytes, Optional<String> mark)
      implements DatanetFact {}

  /// One of the reviewers has judged an offer.
  ///
  /// @param reason one sentence, empty if it was approved
  record Reviewed(String datanet, String id, String reviewer, boolean approved, String reason)
      implements DatanetFact {}

  /// An offer will not be accepted.
  ///
  /// @param reason of those who judged
  record Rejected(String datanet, String id, String reason) implements DatanetFact {}

  /// What a contribution repeated was rejected, so it is registered anew: as itself, or as a
  /// repetition of the first that was. It waits, or is accepted, as before.
  ///
  /// @param content as before
  /// @param aliasOf key of the contribution that it repeats now
  record Promoted(String datanet, String id, ContentId content, Optional<String> aliasOf)
      implements DatanetFact {

    /// The same as a repetition of another.
    Promoted of(Promoted first) {
      return new Promoted(
          datanet, id, content, Optional.of(Contribution.key(first.datanet(), first.id())));
    }
  }

  /// A contribution is not shown any more, in no version.
  ///
  /// @param by who withdrew it: its contributor, the datanet's owner, or the operator
  /// @param reason one sentence
  /// @param erased whether its content is to be erased too
  record Withdrawn(String datanet, String id, String by, String reason, boolean erased)
      implements DatanetFact {}

  /// A call has read a private datanet. Written in the group that ends the call, delivered or not.
  ///
  /// @param version it has read
  /// @param call which
  /// @param agent who had it in hand
  /// @param owner of the agent
  /// @param reader the principal it was read for
  /// @param passages ids of contributions in the order in which they were first handed out, at most
  ///   [#MOST_PASSAGES]
  /// @param others how many more there were
  /// @param priceMicros of one passage, in micro-credits
  /// @param paidMicros what was paid for them in the same group; 0 if the call was not delivered,
  ///   or who owns the datanet has read it
  record Accessed(
      String datanet,
      int version,
      String call,
      String agent,
      String owner,
      String reader,
      List<String> passages,
      int others,
      long priceMicros,
      long paidMicros)
      implements DatanetFact {

    /// So many are named.
    public static final int MOST_PASSAGES = 100;

    /// Copies the list.
    public Accessed {
      passages = List.copyOf(passages);
    }
  }

  /// What words are worth from now on, in all datanets: how often each token stood in what was
  /// registered then. Written whenever that has doubled, so that payments stay comparable between.
  ///
  /// @param number of these tables, from 1 on
  /// @param tokens that were registered then
  /// @param table see [FrequencyTable]
  record FrequenciesFrozen(int number, long tokens, ContentId table) implements DatanetFact {}
}
