package guildhall.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import guildhall.gateway.fixture.Door;
import guildhall.gateway.fixture.Door.Reply;
import guildhall.ledger.Id;
import guildhall.rail.FileRail;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Rails as an administrator sees them, over a whole node and real files.
class RailTest {

  private static final String PATH = "/v1/admin/rails/file";
  private final String fresh =
      Id.at(TimeUnit.SECONDS.toMicros(Instant.now().getEpochSecond()), "test").toString();

  @TempDir private Path folder;

  private static Reply get(Door door, String path) throws Exception {
    return door.get(path, "Authorization", "Bearer " + Door.ADMIN_KEY);
  }

  private static Reply withdraw(Door door, String id, String account, String amount)
      throws Exception {
    return door.post(
        PATH + ":withdraw",
        """
        {"id": "%s", "account": "%s", "amount": "%s", "destination": "IBAN-1"}
        """
            .formatted(id, account, amount),
        "Authorization",
        "Bearer " + Door.ADMIN_KEY);
  }

  private void append(String name, String line) throws Exception {
    Files.writeString(folder.resolve(name), line, StandardOpenOption.APPEND);
  }

  private static JsonNode until(Door door, String pointer, String value) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (true) {
      JsonNode json = get(door, PATH).json();
      if (json.at(pointer).asText().equals(value)) {
        return json;
      }
      assertThat(System.nanoTime()).as(json.toString()).isLessThan(deadline);
    }
  }

  @Test
  void rail_depositAndWithdrawal_goThroughTheFiles() throws Exception {
    try (FileRail rail = FileRail.open(folder);
        Door door = Door.open(rail)) {
      append("deposits.csv", "d1,local,12.5\n");
      JsonNode collected = until(door, "/deposits", "1");
      assertThat(collected.path("account").asText()).isEqualTo("@rail:file");
      assertThat(collected.path("balance").asText()).isEqualTo("-12.5");
      assertThat(collected.path("cursor").asLong()).isPositive();
      assertThat(door.local().balanceMicros()).isEqualTo(1_012_500_000);

      Reply asked = withdraw(door, fresh, "local", "2");
      assertThat(asked.status()).as(asked.text()).isEqualTo(200);
      assertThat(asked.json().path("status").asText()).isEqualTo("created");
      assertThat(asked.json().path("state").asText()).isEqualTo("pending");
      assertThat(withdraw(door, fresh, "local", "2").json().path("status").asText())
          .isEqualTo("exists");
      assertThat(withdraw(door, fresh, "local", "3").code()).isEqualTo("idempotency_conflict");
      JsonNode pending = get(door, PATH).json().path("pending");
      assertThat(pending.findValuesAsText("id")).containsExactly(fresh);
      assertThat(pending.findValuesAsText("amount")).containsExactly("2");
      assertThat(door.get("/metrics").text()).contains("guildhall_rail_withdrawals_pending 1.0");
      assertThat(door.local().heldMicros()).isEqualTo(2_000_000);

      while (Files.readAllLines(folder.resolve("payouts.csv")).size() < 2) {
        assertThat(get(door, PATH).json().path("trouble").asText()).isEmpty();
      }
      append("results.csv", fresh + ",paid,bank-7\n");
      assertThat(until(door, "/paid", "1").path("balance").asText()).isEqualTo("-10.5");
      assertThat(door.local().balanceMicros()).isEqualTo(1_010_500_000);
      assertThat(withdraw(door, fresh, "local", "2").json().path("state").asText())
          .isEqualTo("paid");

      JsonNode clean = get(door, PATH + ":reconcile").json();
      assertThat(clean.path("clean").asBoolean()).isTrue();
      append("payouts.csv", "mine,IBAN-9,4\n");
      JsonNode unclean = get(door, PATH + ":reconcile").json();
      assertThat(unclean.path("clean").asBoolean()).isFalse();
      assertThat(unclean.at("/payoutsOnlyAtRail/0/reference").asText()).isEqualTo("mine");
      assertThat(door.get("/v1/trial-balance").json().path("sum").asText()).isEqualTo("0");
    }
  }

  @Test
  void rail_damagedFile_isUnavailableAndInTrouble() throws Exception {
    try (FileRail rail = FileRail.open(folder);
        Door door = Door.open(rail)) {
      Files.writeString(folder.resolve("deposits.csv"), "x\n");
      Reply reply = get(door, PATH + ":reconcile");
      assertThat(reply.status()).isEqualTo(503);
      assertThat(reply.code()).isEqualTo("unavailable");
      assertThat(reply.text()).doesNotContain(folder.toString());
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
      while (get(door, PATH).json().path("trouble").asText().isEmpty()) {
        assertThat(System.nanoTime()).isLessThan(deadline);
      }
    }
  }

  @Test
  void rail_withoutTheKey_isUnauthorizedAndMovesNothing() throws Exception {
    try (FileRail rail = FileRail.open(folder);
        Door door = Door.open(rail)) {
      String body =
          """
          {"id": "%s", "account": "local", "amount": "1", "destination": "x"}
          """
              .formatted(fresh);
      for (Reply reply :
          List.of(
              door.get(PATH),
              door.get(PATH, "Authorization", "Bearer wrong"),
              door.get(PATH + ":reconcile"),
              door.get("/v1/admin/rails/none"),
              door.post(PATH + ":withdraw", body),
              door.post(PATH + ":withdraw", body, "Authorization", "Bearer x"))) {
        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.header("WWW-Authenticate")).isEqualTo("Bearer");
      }
      assertThat(door.local().heldMicros()).isZero();
      assertThat(get(door, "/v1/admin/rails/none").code()).isEqualTo("not_found");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ID, local, 0, value_not_allowed, 400",
    "ID, local, -1, value_not_allowed, 400",
    "ID, local, 1.0000001, value_not_allowed, 400",
    "ID, local, 9223372036855, value_not_allowed, 400",
    "ID, local, 1001, ledger_refused, 409",
    "ID, nobody, 1, account_not_found, 404",
    "ID, @treasury, 1, account_not_found, 404",
    "zz, local, 1, value_not_allowed, 400",
    "00000000000000000000000000000001, local, 1, ledger_refused, 409",
  })
  void withdraw_ofWhatCannotBe_isRefusedAndHoldsNothing(
      String id, String account, String amount, String code, int status) throws Exception {
    try (FileRail rail = FileRail.open(folder);
        Door door = Door.open(rail)) {
      Reply reply = withdraw(door, id.equals("ID") ? fresh : id, account, amount);
      assertThat(reply.code()).as(reply.text()).isEqualTo(code);
      assertThat(reply.status()).isEqualTo(status);
      assertThat(door.local().heldMicros()).isZero();
      assertThat(get(door, PATH).json().path("pending")).isEmpty();
    }
  }

  @Test
  void withdraw_badBody_isRefused() throws Exception {
    try (FileRail rail = FileRail.open(folder);
        Door door = Door.open(rail)) {
      String key = "Bearer " + Door.ADMIN_KEY;
      assertThat(door.post(PATH + ":withdraw", "{}", "Authorization", key).code())
          .isEqualTo("missing_field");
      assertThat(door.post(PATH + ":withdraw", "{\"id\": 1}", "Authorization", key).status())
          .isEqualTo(400);
      assertThat(door.ask("GET", PATH + ":withdraw", "").header("Allow")).isEqualTo("POST");
    }
  }
}
