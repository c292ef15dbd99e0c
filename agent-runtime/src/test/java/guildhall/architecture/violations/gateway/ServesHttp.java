package guildhall.architecture.violations.gateway;

import io.vertx.core.http.HttpServer;

/// Breaks nothing: this is the front door.
public record ServesHttp(HttpServer server) {}
