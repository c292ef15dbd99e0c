package guildhall.architecture.violations.runtime;

/// Breaks nothing by itself.
public record Wiring(String name) {}
