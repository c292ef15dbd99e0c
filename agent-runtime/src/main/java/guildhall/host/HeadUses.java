package guildhall.host;

import guildhall.book.ContentId;
import guildhall.model.head.Heads;
import guildhall.sdk.Head;
import guildhall.sdk.Prediction;
import guildhall.settlement.Evidence;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// What one call has heads predict, bounded. Texts are kept with the end of the call: one that is
/// not delivered leaves none.
final class HeadUses {

  private record Use(Heads.Opened head, String text, String label) {}

  private final List<Use> uses = new ArrayList<>();
  private int characters;
  private boolean over;

  private record Used(Heads.Opened head, HeadUses all) implements Head {
    @Override
    public String name() {
      return head.name();
    }

    @Override
    public List<String> labels() {
      return head.labels();
    }

    @Override
    public Prediction predict(String text) {
      all.admit(text);
      Prediction prediction = head.predict(text);
      all.add(new Use(head, text, prediction.label()));
      return prediction;
    }
  }

  Head of(Heads.Opened head) {
    return new Used(head, this);
  }

  /// Counted before it is predicted: what is not recorded is not handed out.
  private synchronized void admit(String text) {
    if (over) {
      throw new IllegalStateException("this call has ended");
    }
    if (uses.size() >= Head.PREDICTIONS_MAX || text.length() > Head.CHARACTERS_MAX - characters) {
      throw new IllegalStateException(
          "a call may have %d predictions of %d characters together"
              .formatted(Head.PREDICTIONS_MAX, Head.CHARACTERS_MAX));
    }
  }

  private synchronized void add(Use use) {
    admit(use.text());
    characters += use.text().length();
    uses.add(use);
  }

  synchronized boolean any() {
    return !uses.isEmpty();
  }

  /// From now on nothing is predicted.
  synchronized void end() {
    over = true;
  }

  /// All of them, in order.
  ///
  /// @param keep keeps a text
  synchronized List<Evidence.HeadUse> all(Function<byte[], ContentId> keep) {
    return uses.stream()
        .map(use ->
            new Evidence.HeadUse(
                use.head().name(),
                use.head().content(),
                keep.apply(use.text().getBytes(StandardCharsets.UTF_8)),
                use.label()))
        .toList();
  }
}
