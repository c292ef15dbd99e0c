package guildhall.runtime.world;

import guildhall.book.ContentStore;
import guildhall.datanet.Charter.Review;
import guildhall.datanet.Charter.Rules;
import guildhall.datanet.Contribution;
import guildhall.datanet.Curation;
import guildhall.datanet.Curation.PublishedAs;
import guildhall.datanet.CurationStatus;
import guildhall.datanet.DatanetViews;
import guildhall.datanet.DatanetViews.Stage;
import guildhall.datanet.DatanetViews.View;
import guildhall.datanet.admission.ItemType;
import guildhall.json.RecordJson;
import guildhall.runtime.Guildhall;
import guildhall.sdk.spi.Charter;
import guildhall.sdk.spi.Offer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a test does to datanets that take contributions, at one node.
final class WorldDatanets {

  private static final int MOST = 100_000;
  private static final long BYTES = 1 << 20;
  private static final long DAY_BYTES = 1 << 30;

  private WorldDatanets() {}

  static CurationStatus charter(Guildhall node, String datanet, String owner, Charter terms) {
    Rules rules =
        new Rules(
            ItemType.valueOf(terms.takes().name()),
            BYTES,
            terms.dayItems(),
            DAY_BYTES,
            terms.licences(),
            List.of(),
            0,
            List.of(),
            List.of());
    Review review =
        new Review(
            terms.reviewers(),
            terms.quorum(),
            0,
            0,
            terms.freeDeclines(),
            terms.declineFee().micros());
    return required(
        "charter " + datanet,
        node.book()
            .await(
                node.curating()
                    .curation()
                    .charter(
                        datanet,
                        owner,
                        new guildhall.datanet.Charter(
                            "A datanet of a test.",
                            rules,
                            0,
                            terms.open(),
                            review,
                            Optional.empty()))));
  }

  static CurationStatus review(Guildhall node, Curation.Judgement judgement) {
    return required(
        "judge " + judgement.id() + " for " + judgement.reviewer(),
        node.book().await(node.curating().curation().review(judgement)));
  }

  static int publish(Guildhall node, String datanet) {
    PublishedAs published =
        node.book().await(node.curating().curation().publish(datanet, Curation.OPERATOR));
    var _ = required("publish " + datanet, published.status());
    node.curating().published().refresh(datanet);
    return published.version();
  }

  private static CurationStatus required(String what, CurationStatus status) {
    if (!status.ok()) {
      throw new IllegalArgumentException("cannot " + what + ": " + status.code());
    }
    return status;
  }

  static List<Offer> offers(Guildhall node, ContentStore contents, String datanet) {
    DatanetViews views = new DatanetViews(node.state().datanets());
    List<Offer> all = new ArrayList<>();
    for (Stage stage : List.of(Stage.WAITING, Stage.ACCEPTED, Stage.REJECTED)) {
      node.book()
          .<Optional<List<View>>>await(_ -> views.contributions(datanet, stage, "", MOST))
          .orElse(List.of())
          .forEach(view -> all.add(offer(contents, view)));
    }
    return all;
  }

  private static Offer offer(ContentStore contents, View view) {
    try {
      byte[] bytes = contents.get(view.content().orElseThrow()).orElseThrow();
      Contribution kept = RecordJson.read(bytes, Contribution.class);
      return new Offer(
          view.id(),
          Offer.Stage.valueOf(view.stage().name()),
          kept.contributor(),
          kept.text(),
          kept.fields(),
          view.aliasOf());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + view.id(), e);
    }
  }
}
