package guildhall.host.state;

import guildhall.book.ContentId;
import guildhall.book.Fact;
import java.util.Optional;

/// A delivered call has changed what its agent keeps; in the same group as its settlement.
///
/// @param agent whose state
/// @param key name of a [guildhall.sdk.StateKey]
/// @param value the content that has the value's JSON; empty if the value was taken away
/// @param bytes size of that JSON; 0 if there is none
public record AgentStateSet(String agent, String key, Optional<ContentId> value, int bytes)
    implements Fact {}
