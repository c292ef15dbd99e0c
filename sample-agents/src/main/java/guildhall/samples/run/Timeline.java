package guildhall.samples.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import guildhall.host.ProgressTold;
import guildhall.task.TaskEvent;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// What happens in a task, a line at a time: who was asked, what each bid, why the winner won, who
/// paid whom, how far long steps are. Safe for any thread.
final class Timeline {

  private final PrintStream out;
  private final Style style;
  private final Map<String, String> titles = new HashMap<>();
  private final Map<String, Integer> shownPermille = new HashMap<>();
  private Instant start = Instant.EPOCH;

  Timeline(PrintStream out, Style style) {
    this.out = out;
    this.style = style;
  }

  synchronized void show(TaskEvent event) {
    if (start.equals(Instant.EPOCH)) {
      start = event.time();
    }
    JsonNode data = event.data();
    switch (event.type()) {
      case "task.submitted" ->
          line(
              event,
              style.bold("task " + event.task()),
              data.path("goal").asText() + ", budget " + credits(data, "budget"));
      case "call.awarded" -> awarded(event, data);
      case "call.settled" -> settled(event, data);
      case "call.rejected" ->
          line(
              event,
              style.bad("not paid"),
              title(data) + ": " + text(data, "code") + ", " + text(data, "reason"));
      case "request.unanswered" -> unanswered(event, data);
      case "call.progressed" ->
          progress(
              event,
              text(data, "call"),
              data.path("permille").asInt(),
              text(data, "agent") + " " + text(data, "capability") + ": " + text(data, "note"));
      case "royalties.distributed" -> distributed(event, data);
      case "approval.asked" ->
          line(
              event,
              style.bold("approval asked"),
              text(data, "question") + ", at most " + credits(data, "atMost"));
      case "approval.decided" ->
          line(
              event,
              data.path("approved").asBoolean() ? style.good("approved") : style.bad("declined"),
              text(data, "by").isEmpty() ? "nobody answered in time" : "by " + text(data, "by"));
      case "effect.acknowledged" ->
          line(
              event,
              "sent",
              text(data, "key")
                  + " to "
                  + text(data, "endpoint")
                  + " as "
                  + text(data, "reference"));
      case "step.ended" -> stepEnded(event, data);
      case "task.ended" ->
          line(
              event,
              style.bold("task " + text(data, "state").toLowerCase(Locale.ROOT)),
              text(data, "reason"));
      default -> line(event, event.type(), data.toString());
    }
  }

  private void awarded(TaskEvent event, JsonNode data) {
    titles.put(text(data, "call"), text(data, "agent") + " " + text(data, "capability"));
    String who =
        text(data, "parent").isEmpty()
            ? "the task"
            : titles.getOrDefault(text(data, "parent"), text(data, "parent"));
    line(
        event,
        "asked",
        who + " wants " + text(data, "capability") + ", asked " + data.path("bids").size());
    data.path("bids").forEach(this::bid);
    line(
        event,
        style.good("awarded"),
        text(data, "agent")
            + " for "
            + credits(data, "fee")
            + (text(data, "expensesUpTo").equals("0")
                ? ""
                : " and expenses up to " + credits(data, "expensesUpTo")));
  }

  private void bid(JsonNode bid) {
    String verdict = bid.path("verdict").asText();
    if (!bid.has("score")) {
      indented(
          "%-16s %s".formatted(bid.path("agent").asText(), verdict), bid.path("note").asText(""));
      return;
    }
    JsonNode score = bid.path("score");
    indented(
        "%-16s %-10s".formatted(bid.path("agent").asText(), bid.path("fee").asText() + " cr"),
        "score %4d = price %d, time %d, quality %d, record %d, load %d  %s"
            .formatted(
                bid.path("total").asInt(),
                score.path("price").asInt(),
                score.path("time").asInt(),
                score.path("quality").asInt(),
                score.path("record").asInt(),
                score.path("load").asInt(),
                verdict.equals("won") ? style.good(verdict) : verdict));
  }

  private void settled(TaskEvent event, JsonNode data) {
    line(
        event,
        style.money("paid"),
        title(data) + " delivered, " + style.money(credits(data, "charged")));
    data.path("lines").forEach(this::payee);
  }

  private void payee(JsonNode line) {
    String note = line.path("note").asText("");
    String role = line.path("role").asText();
    indented(
        "%-26s %-11s"
            .formatted(line.path("account").asText(), line.path("amount").asText() + " cr"),
        role.equals("royalty") && !note.isEmpty()
            ? "royalty, contributions used: " + note.split(" ", -1).length
            : role);
  }

  private void distributed(TaskEvent event, JsonNode data) {
    line(event, style.money("royalties"), "of " + title(data) + ", by " + text(data, "method"));
    data.path("lines").forEach(this::payee);
  }

  private void unanswered(TaskEvent event, JsonNode data) {
    line(event, style.bad("nobody"), "for " + text(data, "capability") + ": " + text(data, "code"));
    data.path("bids").forEach(this::bid);
  }

  private void stepEnded(TaskEvent event, JsonNode data) {
    String outcome = text(data, "outcome");
    if (!outcome.equals("delivered")) {
      line(event, outcome, "step " + text(data, "step") + ": " + text(data, "reason"));
    }
  }

  synchronized void show(ProgressTold told) {
    TaskEvent now =
        new TaskEvent(
            -1,
            Instant.EPOCH,
            told.task(),
            "call.progressed",
            JsonNodeFactory.instance.objectNode());
    progress(
        now,
        told.call(),
        told.permille(),
        told.agent() + " " + told.capability() + ": " + told.note());
  }

  /// At most one line per tenth of the way and call.
  private void progress(TaskEvent event, String call, int permille, String what) {
    int tenth = permille / 100;
    Integer shown = shownPermille.get(call);
    if (shown == null || tenth > shown) {
      shownPermille.put(call, tenth);
      line(event, style.faint("%3d %%".formatted(permille / 10)), style.faint(what));
    }
  }

  private String title(JsonNode data) {
    return titles.getOrDefault(text(data, "call"), text(data, "call"));
  }

  private static String text(JsonNode data, String field) {
    return data.path(field).asText("");
  }

  private static String credits(JsonNode data, String field) {
    return data.path(field).asText("0") + " cr";
  }

  private void line(TaskEvent event, String what, String detail) {
    out.println(
        style.faint(
                event.time().equals(Instant.EPOCH)
                    ? "         "
                    : "%7.3fs ".formatted(Duration.between(start, event.time()).toNanos() / 1e9))
            + what
            + (detail.isEmpty() ? "" : "  " + detail));
  }

  private void indented(String first, String second) {
    out.println("             " + first + "  " + second);
  }
}
