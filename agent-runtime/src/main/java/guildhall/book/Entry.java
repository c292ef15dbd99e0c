package guildhall.book;

/// A fact at its place in the book.
///
/// @param position 0, 1, 2 ... without gaps; the entry's identity
/// @param timeMicros book time in microseconds since 1970, never decreasing along the book
/// @param fact what was decided
public record Entry(long position, long timeMicros, Fact fact) {}
