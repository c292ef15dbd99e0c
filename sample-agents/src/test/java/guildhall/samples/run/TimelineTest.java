package guildhall.samples.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import guildhall.samples.print.Lines;
import guildhall.task.TaskEvent;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimelineTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final Timeline timeline =
      new Timeline(
          new Screen(new PrintStream(bytes, true, StandardCharsets.UTF_8)), new Style(false));

  private void show(String type, JsonNode data) {
    timeline.show(new TaskEvent(1, Instant.ofEpochSecond(9), "t1", type, data));
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  private static ObjectNode bid(ArrayNode into, String agent, String verdict) {
    ObjectNode bid = into.addObject().put("agent", agent).put("verdict", verdict);
    bid.put("fee", "1.6").put("total", 701);
    bid.putObject("score")
        .put("price", 600)
        .put("time", 934)
        .put("quality", 900)
        .put("record", 212)
        .put("load", 1000);
    return bid;
  }

  private String printed() {
    return bytes.toString(StandardCharsets.UTF_8).replace("\r", "");
  }

  @Test
  void bids_ofEveryVerdict_fitAndSayItInWords() {
    ObjectNode awarded =
        object().put("call", "c").put("capability", "a.b").put("agent", "x").put("fee", "1.6");
    ArrayNode bids = awarded.put("expensesUpTo", "0").putArray("bids");
    bid(bids, "research-deep", "won");
    bid(bids, "research-swift", "below_quality_floor");
    bid(bids, "an-agent-with-a-name-of-forty-characters", "runner-up");
    bid(bids, "n".repeat(95), "above_ceiling");
    bids.addObject().put("agent", "shy").put("verdict", "refused").put("note", "no ".repeat(60));
    show("call.awarded", awarded);
    assertThat(printed().lines()).allMatch(line -> line.length() <= Lines.WIDTH);
    assertThat(printed())
        .contains(
            "    research-deep     1.6 cr  701 = price 600 time 934 quality 900 record 212"
                + " load 1000  won\n",
            "below quality floor\n",
            "runner-up\n",
            "too dear\n",
            "    shy             refused: no no");
  }

  @Test
  void labels_ofEveryEvent_standInOneColumnAndLongReasonsWrapBesideIt() {
    show("call.rejected", object().put("call", "c").put("reason", "because ".repeat(30)));
    show("approval.decided", object().put("approved", true).put("by", "local"));
    show(
        "effect.acknowledged",
        object().put("key", "t1/stock").put("endpoint", "desk").put("reference", "LD-1"));
    show("task.ended", object().put("state", "COMPLETED").put("reason", ""));
    assertThat(printed().lines()).allMatch(line -> line.length() <= Lines.WIDTH);
    assertThat(printed())
        .contains(
            "   0.000s  not paid   c: , because because",
            "\n                      because because",
            "   0.000s  approved   by local\n",
            "   0.000s  sent       stock to desk as LD-1\n",
            "   0.000s  ended      task completed\n");
  }
}
