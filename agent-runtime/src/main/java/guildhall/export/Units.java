package guildhall.export;

/// In what an account counts. Postings do not say it; whoever exports knows.
@FunctionalInterface
public interface Units {

  /// The unit of an account that exists.
  String of(String account);
}
