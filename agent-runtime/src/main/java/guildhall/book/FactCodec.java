package guildhall.book;

/// Bytes for one type of fact.
///
/// @param <F> the fact
public interface FactCodec<F extends Fact> {

  /// The encoding that [#encode] writes, 1 or more.
  int version();

  /// The fact as bytes.
  byte[] encode(F fact);

  /// The fact that was written, by this or an older version.
  ///
  /// @throws IllegalArgumentException if the version is not known or the bytes are not of it
  F decode(int version, byte[] body);
}
