package guildhall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `guildhall datanet forecast`.
@Command(
    name = "forecast",
    description = {
      "Shows what a datanet's contributions earn, what they might earn in the next 30 days, and"
          + " where others are wanted."
    })
final class ForecastCommand extends Asking implements Callable<Integer> {

  @Parameters(paramLabel = "NAME", description = "The datanet.")
  private String name = "";

  ForecastCommand(Options options, Console console) {
    super(options, console);
  }

  @Override
  public Integer call() throws Failure {
    return any(node -> node.forecast(name), this::print);
  }

  private void print(ObjectNode forecast) {
    JsonNode spread = forecast.path("perContribution");
    JsonNode saturation = forecast.path("saturation");
    List<String> fields =
        new ArrayList<>(
            List.of(
                "datanet", forecast.path("datanet").asText(),
                "days observed", forecast.path("daysObserved").asText(),
                "next 30 days", next(forecast),
                "contributions", spread.path("contributions").asText(),
                "earned by each",
                    "mean %s, quartiles %s, %s and %s"
                        .formatted(
                            Answers.credits(spread.path("mean")),
                            Answers.credits(spread.path("lowerQuartile")),
                            Answers.credits(spread.path("median")),
                            Answers.credits(spread.path("upperQuartile"))),
                "newest tenth",
                    saturation.path("newestEarned").asText()
                        + " of "
                        + saturation.path("newest").asText()
                        + " have earned anything",
                "best tenth",
                    "has "
                        + saturation.path("topTenth").asText()
                        + " permille of what was earned"));
    Answers.fields(console.out(), fields.toArray(String[]::new));
    console.out().println();
    periods(forecast).print(console.out());
    if (!forecast.path("niches").isEmpty()) {
      console.out().println();
      niches(forecast).print(console.out());
    }
  }

  private static String next(ObjectNode forecast) {
    JsonNode next = forecast.path("next30");
    return next.isMissingNode()
        ? "not before 7 days were observed"
        : "%s, from %s to %s, as the last %s days go"
            .formatted(
                Answers.credits(next.path("expected")),
                Answers.credits(next.path("low")),
                Answers.credits(next.path("high")),
                next.path("basisDays").asText());
  }

  private static Table periods(ObjectNode forecast) {
    Table table =
        new Table("", "days>", "earned>", "a day>", "receipts>", "uses a day>", "unattributed>");
    for (String period : List.of("today", "last7", "last28")) {
      JsonNode of = forecast.path(period);
      table.row(
          period,
          of.path("days").asText(),
          Answers.credits(of.path("earned")),
          Answers.credits(of.path("earnedPerDay")),
          of.path("receipts").asText(),
          of.path("usesPerDay").asText(),
          of.path("unattributed").asText());
    }
    return table;
  }

  private static Table niches(ObjectNode forecast) {
    Table table = new Table("wanted by", "receipts>", "used here>", "unattributed>");
    for (JsonNode niche : forecast.path("niches")) {
      table.row(
          niche.path("capability").asText(),
          niche.path("receipts").asText(),
          niche.path("usedHere").asText(),
          niche.path("unattributed").asText());
    }
    return table;
  }
}
