package guildhall.sdk;

import java.util.Locale;

/// What became of something that was contributed, see [Call#contribute].
public sealed interface Contributed {

  /// {@return under which id it is kept, or would have been}
  String id();

  /// It passed the checks, and nobody has to judge it: it belongs to the datanet, and is read from
  /// the next version on that the datanet's owner publishes.
  ///
  /// @param id under which it is kept
  record Accepted(String id) implements Contributed {}

  /// It passed the checks and waits for the datanet's reviewers.
  ///
  /// @param id under which it is kept
  record Waiting(String id) implements Contributed {}

  /// It repeats something earlier, of whatever datanet: it is kept, and neither read nor paid apart
  /// from that.
  ///
  /// @param id under which it is kept
  /// @param original what it repeats, as `datanet#id`
  /// @param withdrawn whether the original was withdrawn
  record Repeats(String id, String original, boolean withdrawn) implements Contributed {}

  /// It was there just so, from the same contributor: nothing is added, and nothing is counted.
  ///
  /// @param id under which it is kept
  record There(String id) implements Contributed {}

  /// It did not pass a check. Nothing of it is kept, and that it was tried is written down.
  ///
  /// @param id under which it would have been kept
  /// @param code of the check, for example `personal_data`
  /// @param reason one sentence with what is at fault
  /// @param fee what all that was declined of this offering costs the agent's owner together, zero
  ///   while declines are free; taken as far as its account goes
  record Declined(String id, String code, String reason, Amount fee) implements Contributed {}

  /// It was not taken, nor judged; nothing is written down and it costs nothing.
  ///
  /// @param id under which it would have been kept, empty if it was given none before it was turned
  ///   away
  /// @param why why not
  record NotNow(String id, Why why) implements Contributed {}

  /// Why something is not taken.
  enum Why {
    /// There is no datanet of that name that takes contributions.
    NO_SUCH_DATANET,
    /// It takes no contributions now.
    CLOSED,
    /// The contributor has offered as much as a day allows, the last of it while this was judged.
    OVER_QUOTA,
    /// The datanet has something else under the id of this one, or of another one that was offered
    /// with it.
    ID_TAKEN,
    /// The datanet has changed what licences it accepts while this was judged.
    LICENCE_NOT_ACCEPTED,
    /// So much of the owner's was declined today that the next decline would cost a fee, and the
    /// owner's account has not as much.
    DECLINE_FEE_DUE,
    /// Others are being served, or what is known is still being read; may be tried again.
    BUSY,
    /// The agent comes in a jar that is not trusted, and the operator has not said that such a jar
    /// may contribute for this owner.
    OWNER_NOT_CONFIRMED;

    /// {@return stable name on a wire, for example `over_quota`}
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// {@return whether the datanet has it now, by this or before}
  default boolean kept() {
    return switch (this) {
      case Accepted _, Waiting _, Repeats _, There _ -> true;
      case Declined _, NotNow _ -> false;
    };
  }

  /// {@return what became of it, in one sentence}
  default String sentence() {
    return switch (this) {
      case Accepted(var id) -> id + " is accepted";
      case Waiting(var id) -> id + " waits for review";
      case Repeats(var id, var original, var _) -> id + " repeats " + original;
      case There(var id) -> id + " was there just so";
      case Declined(var id, var code, var reason, var _) ->
          id + " was declined (" + code + "): " + reason;
      case NotNow(var id, var why) -> id + " was not taken (" + why.code() + ")";
    };
  }
}
