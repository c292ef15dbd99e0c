package guildhall.governance;

import guildhall.book.Fact;

/// A policy is in force for every award from here on.
public record PolicyAdopted(Policy policy) implements Fact {}
