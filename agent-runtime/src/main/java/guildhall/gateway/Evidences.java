package guildhall.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import guildhall.book.ContentId;
import guildhall.book.ContentStore;
import guildhall.datanet.Curation;
import guildhall.task.ErrorCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What shows that something is right, as a text that the operator keeps: the book names it.
final class Evidences {

  private static final Logger LOG = LoggerFactory.getLogger(Evidences.class);

  private final ContentStore contents;

  Evidences(ContentStore contents) {
    this.contents = contents;
  }

  /// Keeps the field `evidence` of a body.
  ///
  /// @throws Problem if it cannot be kept now
  ContentId keep(JsonNode body) throws Problem {
    try {
      return contents.write(
          Curation.OPERATOR, body.path("evidence").textValue().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      LOG.error("evidence cannot be kept", e);
      throw Problem.of(ErrorCode.UNAVAILABLE, "the evidence cannot be kept now, nothing was done")
          .withHeader("Retry-After", "30");
    }
  }
}
