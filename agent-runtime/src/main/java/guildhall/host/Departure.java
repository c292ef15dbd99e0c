package guildhall.host;

/// An agent is not to be found any more: it was taken away or frozen.
///
/// @param agent its name
public record Departure(String agent) {}
