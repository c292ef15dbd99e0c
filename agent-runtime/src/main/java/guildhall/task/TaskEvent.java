package guildhall.task;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/// Something that happened in a task, as others see it.
///
/// @param position of the entry it comes from: the cursor of whoever reads on
/// @param time book time
/// @param task which task
/// @param type dotted lower case, for example `call.awarded`
/// @param data what there is to say; amounts are decimal strings of credits
public record TaskEvent(long position, Instant time, String task, String type, JsonNode data) {}
