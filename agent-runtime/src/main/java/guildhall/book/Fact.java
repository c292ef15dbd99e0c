package guildhall.book;

/// Something decided. Immutable; written as numbers and texts so that replay decides nothing.
public interface Fact {}
