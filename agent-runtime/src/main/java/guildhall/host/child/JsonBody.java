package guildhall.host.child;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;

/// A record that is known elsewhere, by its JSON.
record JsonBody(@JsonValue JsonNode tree) {}
