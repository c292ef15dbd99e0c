package guildhall.outbound;

import guildhall.book.Fact;

/// An endpoint has acknowledged an effect; it is not sent again.
///
/// @param task on whose behalf
/// @param endpoint the operator's name for where it went
/// @param key the idempotency key it was sent under
/// @param reference what the endpoint called it, empty if it gave no name
public record EffectAcknowledged(String task, String endpoint, String key, String reference)
    implements Fact {}
