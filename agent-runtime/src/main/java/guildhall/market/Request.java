package guildhall.market;

import guildhall.ledger.Id;
import guildhall.sdk.Amount;
import guildhall.sdk.Progress;
import guildhall.settlement.Settlement.OwnAccount;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/// Something somebody wants done and pays for.
///
/// @param id the same id is the same purchase, also after a crash
/// @param task the task it is for
/// @param parent the call that asks, empty if the task itself does
/// @param hold under which the money is reserved; that of the call that asks
/// @param capability what
/// @param input the input record
/// @param atMost ceiling for fee plus expenses
/// @param qualityFloor permille
/// @param deadline when it must be delivered
/// @param heard gets progress
/// @param hearing gets the text of a metered call as it is released
/// @param own that the owner of the agent that asks pays; empty if it is paid under the hold
public record Request(
    String id,
    String task,
    Optional<String> parent,
    Id hold,
    String capability,
    Record input,
    Amount atMost,
    int qualityFloor,
    Instant deadline,
    Consumer<Progress> heard,
    Consumer<String> hearing,
    Optional<OwnAccount> own) {}
