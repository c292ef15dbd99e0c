package guildhall.datanet.span;

import guildhall.datanet.text.Tokenizer;
import java.util.ArrayList;
import java.util.List;

/// A document that is to be registered: its own text, and what others have a part in. Immutable.
public final class SpanDocument {

  /// In place of one that is not to be found, such as a copy: it takes an ordinal all the same.
  public static final SpanDocument NONE = new SpanDocument(List.of(), List.of());

  private final List<String> owners; // the document's own first
  private final List<int[]> texts; // of these

  private SpanDocument(List<String> owners, List<int[]> texts) {
    this.owners = List.copyOf(owners);
    this.texts = List.copyOf(texts);
  }

  /// A document of some text.
  ///
  /// @param owner key of who earns by it, for example `datanet#id`
  public static SpanDocument of(String owner, CharSequence text) {
    return new SpanDocument(List.of(owner), List.of(Tokenizer.tokens(text)));
  }

  /// A document of tokens that are known already.
  ///
  /// @param tokens as [Tokenizer] gives them; copied
  public static SpanDocument of(String owner, int[] tokens) {
    return new SpanDocument(List.of(owner), List.of(tokens.clone()));
  }

  /// The same document with text in it that somebody else earns by: it stands under the same
  /// ordinal and goes with it.
  ///
  /// @param other key of who earns by that text
  public SpanDocument with(String other, CharSequence text) {
    List<String> all = new ArrayList<>(owners);
    List<int[]> of = new ArrayList<>(texts);
    all.add(other);
    of.add(Tokenizer.tokens(text));
    return new SpanDocument(all, of);
  }

  /// Whose its texts are, its own first.
  List<String> owners() {
    return owners;
  }

  /// The tokens of each of [#owners].
  List<int[]> texts() {
    return texts;
  }

  /// Tokens and separators.
  long length() {
    return texts.stream().mapToLong(each -> each.length + 1L).sum();
  }
}
