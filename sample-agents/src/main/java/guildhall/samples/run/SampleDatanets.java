package guildhall.samples.run;

import guildhall.datanet.Charter;
import guildhall.datanet.Charter.Review;
import guildhall.datanet.Charter.Rules;
import guildhall.datanet.ContributionDesk.Result;
import guildhall.datanet.CurationStatus;
import guildhall.datanet.admission.Admission;
import guildhall.datanet.admission.Columns;
import guildhall.datanet.admission.Declaration;
import guildhall.datanet.admission.ItemType;
import guildhall.datanet.admission.Offering;
import guildhall.runtime.Guildhall;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The datanets that come with the samples: JSON Lines on the class path, a file per contributor,
/// handed in at the node's desk like anybody's.
final class SampleDatanets {

  private static final Logger LOG = LoggerFactory.getLogger(SampleDatanets.class);

  private static final String LICENCE = "CC-BY-4.0";
  private static final int ROW_BYTES = 16 * 1024;
  private static final int ROWS_A_DAY = 10_000;
  private static final int BYTES_A_DAY = 10_000_000;
  private static final int CURATOR_PERMILLE = 50;

  /// A datanet and who contributes to it.
  ///
  /// @param text the column that is searched
  private record Net(
      String name, String purpose, String curator, String text, List<String> contributors) {}

  private static final List<Net> ALL =
      List.of(
          new Net(
              "market-facts",
              "Figures about countries, each with its source, for deciding where to sell.",
              "facts-curator",
              "text",
              List.of("demography-desk", "macro-desk", "tax-desk", "digital-desk", "energy-desk")),
          new Net(
              "regulations",
              "What the law asks of somebody who sells there, in short, with article and source.",
              "law-curator",
              "requires",
              List.of(
                  "eu-law-desk",
                  "europe-national-law-desk",
                  "americas-law-desk",
                  "asia-pacific-law-desk")));

  private SampleDatanets() {}

  /// Charters, fills and publishes them; what is there already stays as it is.
  ///
  /// @throws IOException if a file of theirs cannot be read, or contents cannot be kept
  static void fill(Guildhall node) throws IOException {
    for (Net net : ALL) {
      CurationStatus chartered =
          node.book()
              .await(node.curating().curation().charter(net.name(), net.curator(), charter(net)));
      if (chartered.ok()) {
        for (String contributor : net.contributors()) {
          handIn(node, net, contributor);
        }
      } else {
        LOG.warn("the datanet {} stays as it is: {}", net.name(), chartered);
      }
      var _ = node.publish(net.name(), List.of());
    }
  }

  private static Charter charter(Net net) {
    return new Charter(
        net.purpose(),
        new Rules(
            ItemType.ROW,
            ROW_BYTES,
            ROWS_A_DAY,
            BYTES_A_DAY,
            List.of(LICENCE),
            List.of(),
            3,
            List.of("source", "sourceUrl"),
            List.of()),
        CURATOR_PERMILLE,
        true,
        Review.NONE,
        Optional.empty());
  }

  private static void handIn(Guildhall node, Net net, String contributor) throws IOException {
    String resource = "/datanets/" + net.name() + "/" + contributor + ".jsonl";
    try (InputStream in = SampleDatanets.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalArgumentException("not on the class path: " + resource);
      }
      Result result =
          node.curating()
              .desk()
              .contribute(
                  net.name(),
                  contributor,
                  contributor,
                  new Offering.JsonLines(
                      in,
                      new Columns(Optional.of("id"), Optional.of(net.text()), Optional.empty())),
                  new Declaration(Optional.of(LICENCE), true));
      tell(contributor, result);
    }
  }

  private static void tell(String contributor, Result result) {
    switch (result) {
      case Result.Done(var items, var _) -> {
        long kept =
            items.stream()
                .filter(item ->
                    item.admission() instanceof Admission.Accepted
                        || item.admission() instanceof Admission.Again)
                .count();
        if (kept < items.size()) {
          LOG.warn("{} of {} rows of {} are taken", kept, items.size(), contributor);
          items.forEach(item -> LOG.debug("{}: {}", item.id(), item.admission()));
        }
      }
      case Result.Refused(var why, var _) ->
          LOG.warn("what {} hands in is refused: {}", contributor, why.sentence());
      case Result.NotNow(var status, var id) ->
          LOG.warn("what {} hands in is not taken now: {} {}", contributor, status, id);
    }
  }
}
