package guildhall.task;

import com.fasterxml.jackson.databind.JsonNode;
import guildhall.settlement.Sentences;
import org.jspecify.annotations.Nullable;

/// How a step ended.
///
/// @param step which
/// @param outcome `delivered`, `skipped`, `declined` or `failed`
/// @param code stable, empty if delivered
/// @param reason one sentence, empty if delivered
/// @param output what it delivered, null otherwise
record StepEnd(String step, String outcome, String code, String reason, @Nullable JsonNode output) {

  /// Makes the reason fit for the book.
  StepEnd {
    reason = Sentences.fit(reason);
  }
}
