package guildhall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import guildhall.json.RecordJson;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// What a command has said.
///
/// @param exitStatus how it ended
/// @param out what was asked for
/// @param err everything else
record Said(int exitStatus, String out, String err) {

  /// Runs a command line, split at spaces.
  static Said of(Map<String, String> environment, String line) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status = Main.run(line.split(" ", -1), out, err, environment);
    return new Said(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  JsonNode json() {
    return RecordJson.readTree(out.getBytes(StandardCharsets.UTF_8));
  }
}
