package guildhall.gateway;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import guildhall.datanet.Standing;
import guildhall.export.Credits;
import guildhall.settlement.RoyaltyFigures;

/// `/v1/contributors`: how somebody has fared, and what that has brought.
final class ContributorEndpoints {

  private final GatewayServices services;

  ContributorEndpoints(GatewayServices services) {
    this.services = services;
  }

  void addTo(Front front) {
    front.get("/v1/contributors/{id}", this::one);
  }

  private record Found(Standing standing, RoyaltyFigures royalties, boolean hasAccount) {

    boolean isNobody() {
      int decided = standing.accepted() + standing.rejected() + standing.declined();
      return decided == 0 && !hasAccount && royalties.equals(RoyaltyFigures.NONE);
    }
  }

  private Answer one(Incoming request) throws Problem {
    request.onlyQuery();
    String name = request.subject();
    Found found =
        services
            .book()
            .await(_ ->
                new Found(
                    services.datanets().datanets().standing(name),
                    services.vesting().figures(name),
                    services.ledger().find(name).isPresent()));
    if (found.isNobody()) {
      throw MoneyEndpoints.noSuchAccount(name);
    }
    Standing standing = found.standing();
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("contributor", name)
            .put("accepted", standing.accepted())
            .put("rejected", standing.rejected())
            .put("declined", standing.declined())
            .put("withdrawn", standing.withdrawn())
            .put("acceptance", standing.acceptedPermille());
    RoyaltyFigures royalties = found.royalties();
    json.putObject("royalties")
        .put("vesting", Credits.of(royalties.vestingMicros()))
        .put("paid", Credits.of(royalties.paidMicros()))
        .put("reversed", Credits.of(royalties.reversedMicros()))
        .put("unclaimed", Credits.of(royalties.unclaimedMicros()));
    return Answer.ok(json);
  }
}
