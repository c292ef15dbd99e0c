package guildhall.bench.attribution;

import guildhall.attribution.Attribution;
import guildhall.attribution.Attribution.Weight;
import guildhall.attribution.span.SpanCredit;
import guildhall.attribution.span.SpanMatches;
import guildhall.attribution.span.SpanMethod;
import guildhall.attribution.span.Unigrams;
import guildhall.bench.attribution.Answers.Answer;
import guildhall.bench.attribution.Corpus.Document;
import guildhall.datanet.span.SpanDocument;
import guildhall.datanet.span.SpanIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// What documents are credited for answers, by spans. Every document is an owner of its own.
final class SpanCredits {

  private final SpanIndex index;
  private final Unigrams unigrams;
  private final int documents;

  /// Registers documents in their order, all in memory.
  ///
  /// @param folder of its own, which is cleared
  SpanCredits(Path folder, List<Document> documents) throws IOException {
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
    }
    List<SpanDocument> all = new ArrayList<>();
    for (int d = 0; d < documents.size(); d++) {
      all.add(SpanDocument.of(Integer.toString(d), Ints.array(documents.get(d).tokens())));
    }
    this.index = SpanIndex.open(folder, 1 << 28);
    this.index.add(all);
    this.unigrams = index.unigrams();
    this.documents = documents.size();
  }

  SpanIndex index() {
    return index;
  }

  /// What a method says, and by what worth: what is paid is bounded, what is only shown is not.
  enum Vector {
    EXPLANATION {
      @Override
      Attribution of(SpanCredit credit) {
        return credit.explanation();
      }

      @Override
      long[] worth(Unigrams unigrams, int[] tokens) {
        return unigrams.worth(tokens);
      }
    },
    PAYOUT {
      @Override
      Attribution of(SpanCredit credit) {
        return credit.payout();
      }

      @Override
      long[] worth(Unigrams unigrams, int[] tokens) {
        return unigrams.boundedWorth(tokens);
      }
    };

    abstract Attribution of(SpanCredit credit);

    abstract long[] worth(Unigrams unigrams, int[] tokens);
  }

  /// Credit of each document for an answer, in micro-nats.
  double[] all(Answer answer, Vector vector) {
    int[] tokens = answer.array();
    return values(matches(tokens), vector.worth(unigrams, tokens), vector);
  }

  /// Like [#all], by the spans that say most only.
  double[] rarest(Answer answer, int spans, Vector vector) {
    int[] tokens = answer.array();
    long[] worth = vector.worth(unigrams, tokens);
    return values(RarestSpans.of(matches(tokens), worth, spans), worth, vector);
  }

  private SpanMatches matches(int[] tokens) {
    return index.matches(tokens, SpanMethod::ownersMax);
  }

  private double[] values(SpanMatches matches, long[] worth, Vector vector) {
    double[] values = new double[documents];
    for (Weight weight : vector.of(SpanMethod.weigh(matches, worth)).weights()) {
      values[Integer.parseInt(weight.key())] = weight.micros();
    }
    return values;
  }
}
