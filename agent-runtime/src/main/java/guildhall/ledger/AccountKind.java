package guildhall.ledger;

/// What an account is for. Only a treasury may go below zero.
public enum AccountKind {
  /// Where supply comes from; its balance is minus all credits in circulation.
  TREASURY,
  /// A person or organisation: users, owners of agents, contributors.
  PRINCIPAL,
  /// The operator's own income.
  PLATFORM,
  /// The royalty part of fees until it is distributed.
  POOL,
  /// What could not be attributed to anyone.
  RESIDUAL
}
