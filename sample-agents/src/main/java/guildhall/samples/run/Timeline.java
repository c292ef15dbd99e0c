package guildhall.samples.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import guildhall.host.ProgressTold;
import guildhall.samples.execution.Launch;
import guildhall.samples.memo.Figures;
import guildhall.samples.print.Lines;
import guildhall.task.TaskEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/// What happens in a task, a line at a time: who was asked, what each bid, why the winner won, who
/// paid whom, how far long steps are. Safe for any thread.
final class Timeline {

  private static final UnaryOperator<String> PLAIN = UnaryOperator.identity();
  private static final int DATE_CHARS = 10;

  private final Screen screen;
  private final Style style;
  private final Map<String, String> titles = new HashMap<>();
  private final Map<String, Integer> shownPermille = new HashMap<>();
  private Instant start = Instant.EPOCH;

  Timeline(Screen screen, Style style) {
    this.screen = screen;
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
              style::bold,
              "submitted",
              "task "
                  + event.task()
                  + ", "
                  + text(data, "goal")
                  + ", budget "
                  + credits(data, "budget"));
      case "call.awarded" -> awarded(event, data);
      case "call.settled" -> settled(event, data);
      case "call.rejected" ->
          line(
              event,
              style::bad,
              "not paid",
              title(data) + ": " + text(data, "code") + ", " + text(data, "reason"));
      case "request.unanswered" -> unanswered(event, data);
      case "call.progressed" ->
          progress(
              event,
              text(data, "call"),
              text(data, "capability"),
              data.path("permille").asInt(),
              text(data, "agent") + " " + text(data, "capability") + ": " + text(data, "note"));
      case "royalties.distributed" -> distributed(event, data);
      case "approval.asked" ->
          line(
              event,
              style::bold,
              "question",
              text(data, "question") + ", at most " + credits(data, "atMost"));
      case "approval.decided" ->
          line(
              event,
              data.path("approved").asBoolean() ? style::good : style::bad,
              data.path("approved").asBoolean() ? "approved" : "declined",
              text(data, "by").isEmpty() ? "nobody answered in time" : "by " + text(data, "by"));
      case "effect.acknowledged" ->
          line(
              event,
              PLAIN,
              "sent",
              text(data, "key").replaceFirst("^" + event.task() + "/", "")
                  + " to "
                  + text(data, "endpoint")
                  + " as "
                  + text(data, "reference"));
      case "step.ended" -> stepEnded(event, data);
      case "task.ended" ->
          line(
              event,
              style::bold,
              "ended",
              "task "
                  + text(data, "state").toLowerCase(Locale.ROOT)
                  + (text(data, "reason").isEmpty() ? "" : ": " + text(data, "reason")));
      default -> line(event, PLAIN, event.type(), data.toString());
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
        PLAIN,
        "asked",
        who + " wants " + text(data, "capability") + ", asked " + data.path("bids").size());
    data.path("bids").forEach(this::bid);
    line(
        event,
        style::good,
        "awarded",
        text(data, "agent")
            + " for "
            + credits(data, "fee")
            + (text(data, "expensesUpTo").equals("0")
                ? ""
                : " and expenses up to " + credits(data, "expensesUpTo")));
  }

  private void bid(JsonNode bid) {
    String agent = text(bid, "agent");
    String verdict = verdict(text(bid, "verdict"));
    if (!bid.has("score")) {
      String note = text(bid, "note");
      row("    %-14s  ".formatted(agent), note.isEmpty() ? verdict : verdict + ": " + note);
      return;
    }
    JsonNode score = bid.path("score");
    String total =
        "%d = price %d time %d quality %d record %d load %d"
            .formatted(
                bid.path("total").asInt(),
                score.path("price").asInt(),
                score.path("time").asInt(),
                score.path("quality").asInt(),
                score.path("record").asInt(),
                score.path("load").asInt());
    String line = "    %-14s %9s  %-57s  ".formatted(agent, credits(bid, "fee"), total);
    if (line.length() + verdict.length() <= Lines.WIDTH) {
      screen.line(line + (verdict.equals("won") ? style.good(verdict) : verdict));
    } else {
      String start = "    %-14s %9s  ".formatted(agent, credits(bid, "fee"));
      row(start, total);
      row(" ".repeat(start.length()), verdict);
    }
  }

  /// A verdict as a person says it.
  private static String verdict(String code) {
    return switch (code) {
      case "above_ceiling" -> "too dear";
      case "related_party" -> "same owner as the buyer";
      default -> code.replace('_', ' ');
    };
  }

  private void settled(TaskEvent event, JsonNode data) {
    line(event, style::money, "paid", title(data) + " delivered, " + credits(data, "charged"));
    data.path("lines").forEach(this::payee);
  }

  private void payee(JsonNode line) {
    String note = line.path("note").asText("");
    String role = line.path("role").asText();
    int used = note.split(" ", -1).length;
    row(
        "    %-24s %14s  "
            .formatted(line.path("account").asText(), line.path("amount").asText() + " cr"),
        role.equals("royalty") && !note.isEmpty()
            ? "royalty for " + Figures.count(used, "contribution")
            : role);
  }

  private void distributed(TaskEvent event, JsonNode data) {
    String paid = text(data, "paidFrom");
    String when = paid.isEmpty() ? "" : ", paid from " + paid.substring(0, DATE_CHARS);
    line(
        event,
        style::money,
        "royalties",
        "of " + title(data) + ", by " + text(data, "method") + when);
    data.path("lines").forEach(this::payee);
  }

  private void unanswered(TaskEvent event, JsonNode data) {
    line(
        event, style::bad, "nobody", "for " + text(data, "capability") + ": " + text(data, "code"));
    data.path("bids").forEach(this::bid);
  }

  private void stepEnded(TaskEvent event, JsonNode data) {
    String outcome = text(data, "outcome");
    if (!outcome.equals("delivered")) {
      line(event, PLAIN, outcome, "step " + text(data, "step") + ": " + text(data, "reason"));
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
        told.capability(),
        told.permille(),
        told.agent() + " " + told.capability() + ": " + told.note());
  }

  /// At most one line per tenth of the way and call; none where each step has a line of its own.
  private void progress(
      TaskEvent event, String call, String capability, int permille, String what) {
    if (capability.equals(Launch.EXECUTE.name())) {
      return;
    }
    int tenth = permille / 100;
    Integer shown = shownPermille.get(call);
    if (shown == null || tenth > shown) {
      shownPermille.put(call, tenth);
      line(event, style::faint, "%3d %%".formatted(permille / 10), what);
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

  private void line(TaskEvent event, UnaryOperator<String> emphasis, String what, String detail) {
    String time =
        event.time().equals(Instant.EPOCH)
            ? ""
            : "%.3fs".formatted(Duration.between(start, event.time()).toNanos() / 1e9);
    String when = "%9s  ".formatted(time);
    String label = "%-9s".formatted(what);
    String prefix = when + label + "  ";
    List<String> lines = Lines.wrapped(prefix, detail);
    String rest = lines.getFirst().substring(Math.min(prefix.length(), lines.getFirst().length()));
    screen.line(style.faint(when) + emphasis.apply(label) + "  " + rest);
    lines.stream().skip(1).forEach(screen::line);
  }

  private void row(String prefix, String text) {
    Lines.wrapped(prefix, text).forEach(screen::line);
  }
}
