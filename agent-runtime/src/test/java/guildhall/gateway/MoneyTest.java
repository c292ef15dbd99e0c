package guildhall.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import guildhall.gateway.fixture.Door;
import guildhall.gateway.fixture.Door.Reply;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Accounts, statements and the trial balance, and who may freeze.
class MoneyTest {

  @Test
  void statement_ofAPrincipal_walksFromTheNewestAndAddsUp() throws Exception {
    try (Door door = Door.open()) {
      for (int i = 0; i < 5; i++) {
        var _ = door.world().end(door.submit("toy.echo", "w" + i));
      }
      JsonNode whole = door.get("/v1/accounts/local/statement?limit=100").json();
      assertThat(whole.path("lines").findValuesAsText("amount"))
          .containsExactly("-1", "-1", "-1", "-1", "-1", "1000");
      assertThat(whole.path("lines").findValuesAsText("balance"))
          .containsExactly("995", "996", "997", "998", "999", "1000");
      assertThat(whole.at("/lines/0/reason").asText()).isEqualTo("toy.echo");
      assertThat(whole.at("/lines/0/hold").asText()).hasSize(32);
      assertThat(whole.at("/lines/5/reason").asText()).isEqualTo("fund");
      assertThat(whole.at("/lines/5/transfer").asText()).hasSize(32);
      assertThat(whole.has("next")).isFalse();

      List<JsonNode> paged = new ArrayList<>();
      String next = "/v1/accounts/local/statement?limit=2";
      while (!next.isEmpty()) {
        JsonNode page = door.get(next).json();
        page.path("lines").forEach(paged::add);
        next = page.path("next").asText("");
      }
      assertThat(paged).hasSize(6).containsExactlyElementsOf(whole.path("lines"));

      long third = whole.at("/lines/2/position").asLong();
      JsonNode between = door.get("/v1/accounts/local/statement?before=" + (third + 1)).json();
      assertThat(between.path("lines")).hasSize(4);
      assertThat(between.at("/lines/0")).isEqualTo(whole.at("/lines/2"));
      assertThat(door.get("/v1/accounts/local/statement?before=-1").code())
          .isEqualTo("invalid_parameter");
    }
  }

  @Test
  void trialBalance_afterPaidWork_isZeroAndListsEveryone() throws Exception {
    try (Door door = Door.open()) {
      var _ = door.world().end(door.submit("toy.echo", "x"));
      JsonNode trial = door.get("/v1/trial-balance").json();
      assertThat(trial.path("sum").asText()).isEqualTo("0");
      BigDecimal sum = BigDecimal.ZERO;
      for (JsonNode account : trial.path("accounts")) {
        sum = sum.add(new BigDecimal(account.path("balance").asText()));
      }
      assertThat(sum).isEqualByComparingTo(BigDecimal.ZERO);
      assertThat(trial.path("accounts").findValuesAsText("id"))
          .contains("@treasury", "@platform", "@royalties", "local", "echo");
      assertThat(door.get("/v1/accounts/@treasury").json().path("balance").asText())
          .isEqualTo("-1000");
    }
  }

  @Test
  void account_withARunningTask_showsItsHolds() throws Exception {
    try (Door door = Door.open()) {
      String task = door.submit("toy.slow", "x");
      var _ = door.world().await(task, event -> event.type().equals("call.awarded"));
      JsonNode account = door.get("/v1/accounts/local").json();
      assertThat(account.path("balance").asText()).isEqualTo("1000");
      assertThat(account.path("held").asText()).isEqualTo("5");
      assertThat(account.path("available").asText()).isEqualTo("995");
      assertThat(account.path("holds")).hasSize(2);
      assertThat(account.path("holds").findValuesAsText("parent")).hasSize(1);
      assertThat(account.path("holds").findValuesAsText("fee")).containsExactlyInAnyOrder("0", "1");
    }
  }

  @Test
  void freeze_withoutTheKey_isUnauthorizedAndFreezesNobody() throws Exception {
    try (Door door = Door.open()) {
      String path = "/v1/admin/accounts/local:freeze";
      List<Reply> refused =
          List.of(
              door.post(path, ""),
              door.post(path, "", "Authorization", "Bearer wrong"),
              door.post(path, "", "Authorization", "Bearer"),
              door.post(path, "", "Authorization", "Basic " + Door.ADMIN_KEY),
              door.post("/v1/admin/accounts/nobody:freeze", "", "Authorization", "Bearer x"));
      for (Reply reply : refused) {
        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.code()).isEqualTo("unauthorized");
        assertThat(reply.header("WWW-Authenticate")).isEqualTo("Bearer");
      }
      assertThat(door.local().frozen()).isFalse();
      Reply unknown =
          door.post(
              "/v1/admin/accounts/nobody:freeze", "", "Authorization", "Bearer " + Door.ADMIN_KEY);
      assertThat(unknown.code()).isEqualTo("account_not_found");
      Reply own =
          door.post(
              "/v1/admin/accounts/@royalties:freeze",
              "",
              "Authorization",
              "Bearer " + Door.ADMIN_KEY);
      assertThat(own.status()).as("the runtime's own accounts always pay").isEqualTo(400);
    }
  }

  @Test
  void account_ofAContributor_showsWhereItsRoyaltiesAre() throws Exception {
    try (Door door = Door.open()) {
      assertThat(door.get("/v1/accounts/local").json().has("royalties")).isFalse();
      String task = door.submit("toy.lookup", "bees");
      var _ = door.world().await(task, event -> event.type().equals("royalties.distributed"));
      JsonNode account = door.get("/v1/accounts/beekeeper").json();
      assertThat(account.at("/royalties/paid").asText())
          .isEqualTo(account.path("balance").asText())
          .isNotEqualTo("0");
      assertThat(account.at("/royalties/vesting").asText()).isEqualTo("0");
      assertThat(account.at("/royalties/reversed").asText()).isEqualTo("0");
      assertThat(account.at("/royalties/unclaimed").asText()).isEqualTo("0");
      assertThat(door.get("/v1/accounts/beekeeper/statement").json().path("royalties"))
          .isEqualTo(account.path("royalties"));
      assertThat(door.get("/metrics").text())
          .contains("guildhall_royalties_waiting_receipts 0.0", "guildhall_royalties_due_micros 0");
    }
  }
}
