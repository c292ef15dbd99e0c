package guildhall.host;

/// A progress, for those who listen at the moment.
///
/// @param task which task
/// @param call which call
/// @param capability what is being done
/// @param agent by whom
/// @param permille 0 to 1000
/// @param note one short sentence
/// @param durable whether the book keeps this one too
public record ProgressTold(
    String task,
    String call,
    String capability,
    String agent,
    int permille,
    String note,
    boolean durable) {}
