package guildhall.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import guildhall.gateway.fixture.Door;
import guildhall.gateway.fixture.Door.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// `/v1/artefacts`.
class ArtefactsTest {

  private static final String KEY = "Bearer " + Door.ADMIN_KEY;
  private static final String BASE =
      """
      {"id": "base", "kind": "model", "parents": [{"from": "datanet:toy-facts@1", "millionths": 250000}]}
      """;

  private final Door door = Door.open();

  @AfterEach
  void close() {
    door.close();
  }

  private Reply register(String body) throws Exception {
    return door.post("/v1/artefacts", body);
  }

  @Test
  void register_thenShowAndList_areTheSame() throws Exception {
    Reply made = register(BASE);
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    assertThat(made.json().path("status").asText()).isEqualTo("done");
    Reply again = register(BASE);
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.json().path("status").asText()).isEqualTo("exists");
    Reply adapter =
        register(
            """
            {"id": "ada/lora:1", "kind": "adapter", "parents": [{"from": "model:base", "millionths": 1}]}
            """);
    assertThat(adapter.status()).as(adapter.text()).isEqualTo(201);
    Reply shown = door.get("/v1/artefacts/ada%2Flora%3A1");
    assertThat(shown.status()).as(shown.text()).isEqualTo(200);
    assertThat(shown.json().path("owner").asText()).isEqualTo("local");
    assertThat(shown.json().path("own").asInt()).isEqualTo(999_999);
    assertThat(shown.json().at("/parents/0/from").asText()).isEqualTo("model:base");
    assertThat(door.get("/v1/artefacts").json().at("/artefacts/1")).isEqualTo(shown.json());
  }

  @Test
  void list_pagesAndWhatWasMadeFromSomething_areFound() throws Exception {
    assertThat(register(BASE).status()).isEqualTo(201);
    assertThat(register("{\"id\": \"bare\", \"kind\": \"model\"}").status()).isEqualTo(201);
    Reply first = door.get("/v1/artefacts?limit=1");
    assertThat(first.json().at("/artefacts/0/id").asText()).isEqualTo("base");
    Reply second = door.get(first.json().path("next").asText());
    assertThat(second.json().at("/artefacts/0/id").asText()).isEqualTo("bare");
    assertThat(second.json().has("next")).isFalse();
    assertThat(door.get("/v1/artefacts?after=nothere").code()).isEqualTo("artefact_not_found");
    Reply touched = door.get("/v1/artefacts?madeFrom=toy-facts%23bees");
    assertThat(touched.json().path("artefacts").findValuesAsText("id")).containsExactly("base");
  }

  @Test
  void register_forSomebodyElse_needsTheKeyAndAnAccount() throws Exception {
    assertThat(door.post("/v1/artefacts?as=ada", BASE).code()).isEqualTo("unauthorized");
    Reply nobody = door.post("/v1/artefacts?as=ada", BASE, "Authorization", KEY);
    assertThat(nobody.code()).isEqualTo("account_not_found");
    assertThat(
            door.post("/v1/admin/accounts", "{\"account\": \"ada\"}", "Authorization", KEY)
                .status())
        .isEqualTo(201);
    Reply made = door.post("/v1/artefacts?as=ada", BASE, "Authorization", KEY);
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    assertThat(made.json().path("owner").asText()).isEqualTo("ada");
    Reply mine = register(BASE);
    assertThat(mine.status()).isEqualTo(409);
    assertThat(mine.code()).isEqualTo("artefact_refused");
    assertThat(mine.text()).contains("not_owner");
  }

  @Test
  void register_badBody_isRefusedAndNothingIsThere() throws Exception {
    assertThat(register("{\"id\": \"x\", \"kind\": \"brain\"}").code())
        .isEqualTo("value_not_allowed");
    assertThat(register("{\"id\": \"x\", \"kind\": \"model\", \"parents\": [{}]}").code())
        .isEqualTo("missing_field");
    Reply unknown =
        register(
            """
            {"id": "x", "kind": "model", "parents": [{"from": "toy-facts@1", "millionths": 1}]}
            """);
    assertThat(unknown.code()).isEqualTo("artefact_refused");
    assertThat(unknown.text()).contains("unknown_parent");
    assertThat(door.get("/v1/artefacts/x").code()).isEqualTo("artefact_not_found");
    assertThat(door.get("/v1/artefacts").json().path("artefacts")).isEmpty();
  }
}
