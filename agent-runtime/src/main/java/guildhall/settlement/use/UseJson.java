package guildhall.settlement.use;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import guildhall.book.BookClock;
import guildhall.export.Credits;
import guildhall.settlement.use.UseDesk.Contribution;
import guildhall.settlement.use.UseDesk.Shown;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;

/// Uses and forecasts as the wire has them.
public final class UseJson {

  private UseJson() {}

  /// Uses, each with what became of it.
  public static ArrayNode of(List<Shown> uses) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    uses.forEach(each -> array.add(of(each)));
    return array;
  }

  private static ObjectNode of(Shown shown) {
    Use use = shown.use();
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("position", use.position())
            .put("time", BookClock.instant(use.timeMicros()).toString())
            .put("receipt", use.call())
            .put("capability", shown.capability())
            .put("contribution", use.contribution())
            .put("role", use.role())
            .put("method", use.method())
            .put("weight", use.weightPermille())
            .put("amount", Credits.of(use.micros()))
            .put("state", shown.state().name().toLowerCase(Locale.ROOT));
    if (use.dueMicros() > 0) {
      json.put("due", BookClock.instant(use.dueMicros()).toString());
    }
    return json;
  }

  /// A contribution and its sums.
  public static ObjectNode of(String datanet, String id, Contribution of) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("datanet", datanet)
        .put("id", id)
        .put("contributor", of.contributor())
        .put("accepted", of.accepted())
        .put("used", of.uses())
        .put("earned", Credits.of(of.micros()))
        .put("reversed", Credits.of(of.reversedMicros()));
  }

  /// A forecast.
  public static ObjectNode of(String datanet, Forecast forecast) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("datanet", datanet)
            .put("daysObserved", forecast.daysObserved());
    json.set("today", of(forecast.today()));
    json.set("last7", of(forecast.week()));
    json.set("last28", of(forecast.month()));
    Forecast.Spread spread = forecast.perContribution();
    json.putObject("perContribution")
        .put("contributions", spread.contributions())
        .put("earned", Credits.of(spread.totalMicros()))
        .put("mean", Credits.of(spread.meanMicros()))
        .put("lowerQuartile", Credits.of(spread.lowerMicros()))
        .put("median", Credits.of(spread.medianMicros()))
        .put("upperQuartile", Credits.of(spread.upperMicros()));
    forecast
        .next()
        .ifPresent(range ->
            json.putObject("next30")
                .put("basisDays", range.basisDays())
                .put("low", Credits.of(range.lowMicros()))
                .put("expected", Credits.of(range.expectedMicros()))
                .put("high", Credits.of(range.highMicros())));
    Forecast.Saturation saturation = forecast.saturation();
    json.putObject("saturation")
        .put("newest", saturation.newest())
        .put("newestEarned", saturation.newestEarned())
        .put("topTenth", saturation.topPermille());
    put(json.putArray("niches"), forecast.niches());
    return json;
  }

  private static ObjectNode of(Forecast.Period period) {
    Day sum = period.sum();
    return JsonNodeFactory.instance
        .objectNode()
        .put("days", period.days())
        .put("earned", Credits.of(sum.earnedMicros()))
        .put("earnedPerDay", Credits.of(period.earnedPerDayMicros()))
        .put("receipts", sum.receipts())
        .put("uses", sum.uses())
        .put("usesPerDay", perDay(sum.uses(), period.days()))
        .put("contributionsPerDay", perDay(sum.contributions(), period.days()))
        .put("unattributed", period.unattributedPermille());
  }

  /// A mean as a decimal text with at most two places.
  private static String perDay(long sum, int days) {
    return days == 0
        ? "0"
        : BigDecimal.valueOf(sum)
            .divide(BigDecimal.valueOf(days), 2, RoundingMode.HALF_UP)
            .stripTrailingZeros()
            .toPlainString();
  }

  private static void put(ArrayNode array, List<Forecast.Niche> niches) {
    niches.forEach(each ->
        array
            .addObject()
            .put("capability", each.capability())
            .put("receipts", each.receipts())
            .put("usedHere", each.usedHere())
            .put("unattributed", each.unattributedPermille()));
  }
}
