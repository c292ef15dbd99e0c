package guildhall.datanet.span;

import guildhall.datanet.text.Tokenizer;

/// A document that is to be registered. Immutable.
public final class SpanDocument {

  /// In place of one that is not to be found, such as a copy: it takes an ordinal all the same.
  public static final SpanDocument NONE = new SpanDocument("", new int[0]);

  private final String owner;
  private final int[] tokens;

  private SpanDocument(String owner, int[] tokens) {
    this.owner = owner;
    this.tokens = tokens;
  }

  /// A document of some text.
  ///
  /// @param owner key of who earns by it, for example `datanet#id`
  public static SpanDocument of(String owner, CharSequence text) {
    return new SpanDocument(owner, Tokenizer.tokens(text));
  }

  /// A document of tokens that are known already.
  ///
  /// @param tokens as [Tokenizer] gives them; copied
  public static SpanDocument of(String owner, int[] tokens) {
    return new SpanDocument(owner, tokens.clone());
  }

  String owner() {
    return owner;
  }

  int[] tokens() {
    return tokens;
  }
}
