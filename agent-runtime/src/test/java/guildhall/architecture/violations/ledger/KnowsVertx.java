package guildhall.architecture.violations.ledger;

import io.vertx.core.Future;

/// Would tie money to an event loop.
public record KnowsVertx(Future<Long> balance) {}
