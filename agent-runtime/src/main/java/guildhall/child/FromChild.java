package guildhall.child;

import guildhall.sdk.Amount;
import guildhall.sdk.Contribution;
import guildhall.sdk.Prompt;
import guildhall.sdk.ReadRefused;
import guildhall.sdk.Terms;
import java.util.List;
import java.util.Map;

/// What a child says.
///
/// A **job** is a price or a run the runtime has asked for; each ends once, by [Priced],
/// [Returned], [TooLarge], [Refused], [NotRead] or [Threw].
public sealed interface FromChild {

  /// The first thing it says: that it is the process that was started.
  ///
  /// @param token what it was given at its start
  record Hi(String token) implements FromChild {}

  /// What its jar offers.
  record Offers(List<Offered> agents) implements FromChild {}

  /// Its jar offers nothing that can be used; `why` is one sentence.
  record NoAgents(String why) implements FromChild {}

  /// It is alive; said each second.
  ///
  /// @param threads how many platform threads it has
  record Beat(int threads) implements FromChild {}

  /// The price that was asked for.
  record Priced(long job, Terms terms) implements FromChild {}

  /// The handler has returned.
  ///
  /// @param json the result; `null` if it was nothing
  record Returned(long job, String json) implements FromChild {}

  /// The handler has returned more than a frame holds.
  record TooLarge(long job, long bytes) implements FromChild {}

  /// The pricing or the handler has declined.
  record Refused(long job, String reason) implements FromChild {}

  /// The handler has let a [ReadRefused] pass.
  record NotRead(long job, ReadRefused.Why why, String reason) implements FromChild {}

  /// The pricing or the handler has thrown something else; `text` is for the operator's log.
  record Threw(long job, String text) implements FromChild {}

  /// How far a run has come.
  record Told(long job, int permille, String note) implements FromChild {}

  /// A line for the operator's log.
  record Logged(long job, String line) implements FromChild {}

  /// What a run charges.
  record Charged(long job, Amount actual) implements FromChild {}

  /// A run asks for something; answered once, by [FromRuntime.Answer].
  record Asked(long id, long job, Question question) implements FromChild {}

  /// Nobody waits for that answer any more; it comes all the same.
  record GaveUp(long id) implements FromChild {}

  /// An agent of the jar.
  ///
  /// @param name who
  /// @param owner who is paid
  /// @param callsAtOnce how many of its calls may run at a time
  /// @param sales what it sells
  record Offered(String name, String owner, int callsAtOnce, List<Sold> sales) {}

  /// Something an agent of the jar sells.
  ///
  /// @param what the capability; its price is asked for each input
  record Sold(Wanted.Described what) {}

  /// What a handler may ask for, see [guildhall.sdk.Call].
  sealed interface Question {

    /// What time it is.
    record Now() implements Question {}

    /// What the call may still spend.
    record Budget() implements Question {}

    /// Who would do it for how much.
    record Quotes(Wanted.Described what, String json) implements Question {}

    /// Releases text of a metered call.
    record Emit(String text) implements Question {}

    /// Buys one thing.
    record Buy(Wanted wanted) implements Question {}

    /// Buys several things at once.
    ///
    /// @param enough how many deliveries are enough, 0 to wait for all
    record BuyMany(List<Wanted> wanted, int enough) implements Question {}

    /// Whether there is such a model.
    record FindModel(String name) implements Question {}

    /// Lets a model go on.
    record Complete(String model, Prompt prompt) implements Question {}

    /// Finds a head.
    record FindHead(String name) implements Question {}

    /// Has a head predict.
    record Predict(String head, String text) implements Question {}

    /// Opens a datanet.
    record OpenDatanet(String name) implements Question {}

    /// Searches a datanet that was opened.
    ///
    /// @param number of the opening
    record Search(int number, String text, Map<String, String> filters, int limit)
        implements Question {}

    /// Contributes to a datanet.
    record Contribute(String datanet, List<Contribution> all) implements Question {}

    /// Sends an effect.
    record Send(String endpoint, String key, String json) implements Question {}

    /// Waits for the agent's state.
    record OpenState() implements Question {}

    /// Reads a value of the state.
    record ReadState(String key) implements Question {}

    /// Writes a value of the state.
    record WriteState(String key, String json) implements Question {}

    /// Takes a value of the state away.
    record RemoveState(String key) implements Question {}
  }
}
