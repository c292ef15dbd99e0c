package guildhall.architecture.violations.host;

import io.vertx.core.http.HttpServer;

/// A second front door.
public record ServesHttp(HttpServer server) {}
