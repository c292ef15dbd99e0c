package guildhall.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import guildhall.datanet.CurationStatus;
import guildhall.gateway.Refusals.OfBond;
import guildhall.gateway.Refusals.OfDatanet;
import guildhall.gateway.Refusals.OfRoyalties;
import guildhall.settlement.RoyaltyStatus;
import guildhall.settlement.bond.BondStatus;
import guildhall.task.ErrorCode;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Each status is an error of its own kind, or none, and its sentence names what is at fault.
class RefusalsTest {

  private static void check(boolean ok, String code, Optional<Problem> problem, String... named) {
    assertThat(problem.isEmpty()).isEqualTo(ok);
    problem.ifPresent(it -> {
      assertThat(it.sentence()).isNotBlank().containsAnyOf(named);
      boolean general =
          it.code() == ErrorCode.CURATION_REFUSED
              || it.code() == ErrorCode.BOND_REFUSED
              || it.code() == ErrorCode.ROYALTIES_REFUSED
              || it.code() == ErrorCode.FORBIDDEN;
      if (general) {
        assertThat(it.sentence()).startsWith(code + ": ");
      }
      assertThat(it.code().httpStatus()).isBetween(400, 503).isNotEqualTo(500);
    });
  }

  @ParameterizedTest
  @EnumSource(CurationStatus.class)
  void curation_eachStatus_isMapped(CurationStatus status) {
    check(
        status.ok(),
        status.code(),
        Refusals.of(status, new OfDatanet("wines", "red-1", "rea")),
        "wines",
        "red-1",
        "rea");
  }

  @ParameterizedTest
  @EnumSource(RoyaltyStatus.class)
  void royalties_eachStatus_isMapped(RoyaltyStatus status) {
    check(
        status.ok(),
        status.code(),
        Refusals.of(status, new OfRoyalties("call-7", "3", "cid")),
        "call-7",
        "cid");
  }

  @ParameterizedTest
  @EnumSource(BondStatus.class)
  void bonds_eachStatus_isMapped(BondStatus status) {
    check(
        status.ok(),
        status.code(),
        Refusals.of(status, new OfBond("rea", "review:wines", "12.5")),
        "rea",
        "review:wines",
        "12.5");
  }
}
