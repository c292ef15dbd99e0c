package guildhall.toyworld;

import guildhall.sdk.Agent;
import guildhall.sdk.Amount;
import guildhall.sdk.Capability;
import guildhall.sdk.Handler;
import guildhall.sdk.Terms;

/// What toy agents sell, and toy agents.
public final class Toys {

  /// In and out.
  public record Word(String word) {}

  /// May be run again.
  public static final Capability<Word, Word> SHOUT =
      Capability.of("toy.shout", Word.class, Word.class).repeatable();

  /// May be run again; what others buy on the way.
  public static final Capability<Word, Word> TITLE =
      Capability.of("toy.title", Word.class, Word.class).repeatable();

  /// Has an effect each time.
  public static final Capability<Word, Word> ONCE =
      Capability.of("toy.once", Word.class, Word.class);

  /// The usual price.
  public static final Terms ONE_CREDIT = Terms.fee(Amount.credits("1"));

  private Toys() {}

  /// An agent that shouts for a credit.
  public static Agent shouter(String name) {
    return shouter(name, ONE_CREDIT);
  }

  /// An agent that shouts.
  public static Agent shouter(String name, Terms terms) {
    return Agent.named(name).sells(SHOUT, terms, (in, _) -> new Word(in.word() + "!"));
  }

  /// An agent that does something for a credit.
  public static Agent seller(
      String name, Capability<Word, Word> what, Handler<Word, Word> handler) {
    return Agent.named(name).sells(what, ONE_CREDIT, handler);
  }
}
