package guildhall.host.remote;

/// A remote agent that cannot join. The message is a sentence of ours for the operator.
public final class BadCardException extends Exception {

  BadCardException(String sentence) {
    super(sentence);
  }
}
