package guildhall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import guildhall.json.RecordJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// What a command has said.
///
/// @param exitStatus how it ended
/// @param out what was asked for
/// @param err everything else
record Said(int exitStatus, String out, String err) {

  /// What Linux says of a full disk.
  static final String DISK_FULL = "No space left on device";

  /// Runs a command line, split at spaces.
  static Said of(Map<String, String> environment, String line) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Said said = on(out, environment, line);
    return new Said(said.exitStatus, out.toString(StandardCharsets.UTF_8), said.err);
  }

  /// Like [#of], but on a disk that is full.
  static Said onFullDisk(Map<String, String> environment, String line) {
    return on(
        new OutputStream() {
          @Override
          public void write(int octet) throws IOException {
            throw new IOException(DISK_FULL);
          }
        },
        environment,
        line);
  }

  /// Like [#of], but with another standard output; `out` is empty.
  static Said on(OutputStream out, Map<String, String> environment, String line) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status = Main.run(line.split(" ", -1), out, err, environment);
    return new Said(status, "", err.toString(StandardCharsets.UTF_8));
  }

  JsonNode json() {
    return RecordJson.readTree(out.getBytes(StandardCharsets.UTF_8));
  }
}
