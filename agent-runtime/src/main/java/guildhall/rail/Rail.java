package guildhall.rail;

import java.io.IOException;
import java.util.List;

/// A system outside through which money comes in and goes out: a bank, a payment service, a chain,
/// a folder of files. What a provider implements.
///
/// **What it promises.** A reference names one deposit, or one payout, for ever: a deposit is never
/// given under two cursors, and a payout is never made twice, whatever was asked in between and
/// however often this process or the rail itself was started. What was said to be paid or refused
/// stays so.
///
/// Its [RailDesk] calls one method at a time, on a virtual thread, and they may wait. An
/// [IOException] means that nothing is known: the same will be asked again later.
public interface Rail {

  /// The longest text a rail may be asked with or may answer with, in characters.
  int LONGEST_TEXT = 200;

  /// Its name, unique in a runtime and kept for ever: 1 to 32 lower case letters, digits and
  /// hyphens, a letter first.
  String name();

  /// What it counts in; its accounts have this unit.
  String unit();

  /// What has come in after a cursor, oldest first.
  ///
  /// @param after the cursor of the last deposit that was taken, 0 for the beginning
  /// @param max at most so many, 1 or more
  /// @return empty if there is nothing more for now
  List<Deposit> deposits(long after, int max) throws IOException;

  /// Asks to pay out, at most once per reference. Asked again with the same it gives the same
  /// answer and pays nothing more.
  ///
  /// @param reference what the payout is called, chosen by the caller
  /// @param destination where to, in the rail's own words
  /// @param amountMicros micros of its unit, more than 0
  Answer pay(String reference, String destination, long amountMicros) throws IOException;

  /// What has become of a payout.
  Outcome outcome(String reference) throws IOException;

  /// All it has received and was asked to pay, for reconciliation.
  Statement statement() throws IOException;

  /// Whether a text can be handed to a rail or taken from one: 1 to [#LONGEST_TEXT] characters, no
  /// control characters, no half of a surrogate pair.
  static boolean isText(String text) {
    return !text.isEmpty()
        && text.length() <= LONGEST_TEXT
        && text.codePoints()
            .noneMatch(each ->
                Character.isISOControl(each) || Character.getType(each) == Character.SURROGATE);
  }

  /// Money that has come in.
  ///
  /// @param cursor its place in the rail's order, more than 0; later deposits have larger ones
  /// @param reference what the rail calls it
  /// @param account whom it is for; nobody may have that name
  /// @param amountMicros micros of the rail's unit, more than 0
  record Deposit(long cursor, String reference, String account, long amountMicros) {
    /// @throws IllegalArgumentException naming what is out of range
    public Deposit {
      if (cursor <= 0 || amountMicros <= 0 || !isText(reference) || !isText(account)) {
        throw new IllegalArgumentException(
            "no deposit: %d %s %s %d".formatted(cursor, reference, account, amountMicros));
      }
    }
  }

  /// What the rail says when it is asked to pay.
  sealed interface Answer {
    /// It will be paid, or refused later; [Rail#outcome] tells.
    record Accepted() implements Answer {}

    /// It is not paid and never will be.
    ///
    /// @param reason a sentence or a code of the rail
    record Refused(String reason) implements Answer {}
  }

  /// What has become of a payout.
  sealed interface Outcome {
    /// The rail was never asked for it.
    record Unknown() implements Outcome {}

    /// It is under way.
    record Pending() implements Outcome {}

    /// It has been paid.
    ///
    /// @param railReference what the rail calls it
    record Paid(String railReference) implements Outcome {}

    /// It is not paid and never will be.
    ///
    /// @param reason a sentence or a code of the rail
    record Refused(String reason) implements Outcome {}
  }

  /// A payout as the rail has it.
  ///
  /// @param outcome never [Outcome.Unknown]
  record Payout(String reference, String destination, long amountMicros, Outcome outcome) {}

  /// Everything the rail has received and was asked to pay.
  ///
  /// @param deposits in the rail's order
  /// @param payouts in any order
  /// @param unreadable what it has and cannot make sense of, a sentence each, for people
  record Statement(List<Deposit> deposits, List<Payout> payouts, List<String> unreadable) {
    /// Copies the lists.
    public Statement {
      deposits = List.copyOf(deposits);
      payouts = List.copyOf(payouts);
      unreadable = List.copyOf(unreadable);
    }
  }
}
