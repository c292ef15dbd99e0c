package guildhall.architecture.violations.host;

import io.vertx.core.http.HttpClient;

/// Calls out unguarded.
public record CallsOut(HttpClient client) {}
