package guildhall.architecture.violations.host;

import java.net.http.HttpClient;

/// Calls out unguarded, past Vert.x.
public record CallsOutWithJava(HttpClient client) {}
