package guildhall.samples.research;

import guildhall.sdk.Capability;

/// What research agents sell.
public final class Research {

  /// Answers a question about a country from published market facts.
  ///
  /// Quality is coverage and currency: how many of the asked indicators are found, in their newest
  /// figure, and how much that was not asked but matters to the topic.
  public static final Capability<Question, Findings> ANSWER =
      Capability.of("research.answer", Question.class, Findings.class).repeatable();

  /// The datanet the answers come from.
  public static final String MARKET_FACTS = "market-facts";

  private Research() {}
}
