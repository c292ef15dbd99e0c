package guildhall.architecture.violations.task.plan;

import guildhall.architecture.violations.task.SleepsInUnits;

/// A plan that cannot be read without running it.
public record KnowsItsEngine(SleepsInUnits engine) {}
