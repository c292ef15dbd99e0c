package guildhall.settlement;

/// How one bid fared; kept with the award and shown to everyone who took part.
///
/// @param agent who bid
/// @param feeMicros its fee, 0 if it made no offer
/// @param expensesMicros its ceiling for purchases
/// @param withinMillis its promised time
/// @param price permille, higher is cheaper
/// @param time permille, higher is sooner
/// @param quality permille, as promised
/// @param record permille, lower bound of its success so far
/// @param load permille, higher is less to do
/// @param total permille, weighted
/// @param verdict `won`, `runner-up`, `lost`, or why it was not considered: `below_quality_floor`,
///   `above_ceiling`, `too_slow`, `related_party`, `refused`, `no_answer`, `failed_before`
/// @param note the agent's sentence if it refused
/// @param perThousandMicros its price of a thousand characters, 0 if its fee is fixed
public record BidScore(
    String agent,
    long feeMicros,
    long expensesMicros,
    long withinMillis,
    int price,
    int time,
    int quality,
    int record,
    int load,
    int total,
    String verdict,
    String note,
    long perThousandMicros) {}
