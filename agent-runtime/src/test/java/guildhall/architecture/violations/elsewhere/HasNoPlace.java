package guildhall.architecture.violations.elsewhere;

/// Nobody said where this belongs.
public record HasNoPlace(String name) {}
