package guildhall.datanet;

import java.util.Set;

/// On which terms a private datanet is read now.
///
/// @param owner who may always read it, and is paid
/// @param readers principals who may
/// @param priceMicros what each passage costs a call, in micro-credits, 0 or more
public record AccessTerms(String owner, Set<String> readers, long priceMicros) {

  /// Copies the names.
  public AccessTerms {
    readers = Set.copyOf(readers);
  }

  static AccessTerms of(String owner, Charter.Access access) {
    return new AccessTerms(owner, Set.copyOf(access.readers()), access.pricePerReadMicros());
  }

  /// Whether it may be read for a principal.
  public boolean admits(String principal) {
    return principal.equals(owner) || readers.contains(principal);
  }
}
