package guildhall.samples.memo;

import guildhall.sdk.Capability;
import guildhall.sdk.schema.Describe;
import java.util.List;

/// A decision memo.
///
/// @param decision what it advises
/// @param headline it in one line
/// @param summary connecting prose without facts
/// @param sentences the facts and reasons, in reading order
/// @param conditions what has to be met first; empty unless the decision is conditional
/// @param sources what the citations stand for, in order of first use
/// @param polished whether headline and summary went through a language model
public record Memo(
    @Describe("What it advises.") Decision decision,
    @Describe("The advice in one line.") String headline,
    @Describe("Connecting prose without facts.") String summary,
    @Describe("Facts and reasons in reading order.") List<Sentence> sentences,
    @Describe("What has to be met first.") List<String> conditions,
    @Describe("What the citations stand for.") List<Source> sources,
    @Describe("Whether a language model polished headline and summary.") boolean polished) {

  /// Writes a memo from what research, law and risk have found.
  ///
  /// Quality is completeness: every finding and requirement has its sentence, every figure its
  /// source.
  public static final Capability<MemoRequest, Memo> WRITE =
      Capability.of("memo.write", MemoRequest.class, Memo.class).repeatable();

  /// Copies the lists.
  public Memo {
    sentences = List.copyOf(sentences);
    conditions = List.copyOf(conditions);
    sources = List.copyOf(sources);
  }

  /// This memo with another headline and summary from a model.
  Memo polishedAs(String betterHeadline, String betterSummary) {
    return new Memo(decision, betterHeadline, betterSummary, sentences, conditions, sources, true);
  }
}
