package guildhall.architecture.violations.settlement;

/// Money as a fraction in a component.
public record PaysInFractions(double credits) {}
