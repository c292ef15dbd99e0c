package guildhall.architecture.violations.host;

import io.vertx.ext.web.Router;

/// A second front door, in a framework.
public record RoutesHttp(Router router) {}
