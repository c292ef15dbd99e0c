package guildhall.settlement;

/// Royalties that are not with the contributors yet, at one moment.
///
/// @param waitingReceipts receipts whose royalty part is not distributed
/// @param waitingMicros what lies in the pool for them
/// @param vestingReceipts receipts in buckets that are not wholly paid
/// @param vestingMicros what lies in `@vesting`, due or not
/// @param duePayments contributors whose buckets are due and who are not paid
/// @param dueMicros what they are to get
/// @param returnedMicros what reversals have brought back to the pool in all
public record RoyaltyBacklog(
    long waitingReceipts,
    long waitingMicros,
    long vestingReceipts,
    long vestingMicros,
    long duePayments,
    long dueMicros,
    long returnedMicros) {}
