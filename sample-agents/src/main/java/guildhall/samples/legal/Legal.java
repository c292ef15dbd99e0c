package guildhall.samples.legal;

import guildhall.sdk.Capability;

/// What legal agents sell.
public final class Legal {

  /// Says which requirements apply to a product in a country.
  ///
  /// Quality is precision: how many of the rules that apply are found, and no others.
  public static final Capability<LegalCase, Assessment> ASSESS =
      Capability.of("legal.assess", LegalCase.class, Assessment.class).repeatable();

  /// The datanet of the rules.
  public static final String REGULATIONS = "regulations";

  private Legal() {}
}
