package guildhall.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import guildhall.gateway.fixture.Door;
import guildhall.gateway.fixture.Door.Reply;
import guildhall.toyworld.Moods;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// `/v1/heads`.
class HeadsTest {

  private static final String KEY = "Bearer " + Door.ADMIN_KEY;
  private static final String MOOD = "{\"name\": \"mood\", \"datanet\": \"moods\"}";

  private final Door door = Door.open();

  @AfterEach
  void close() {
    door.close();
  }

  private void publish() {
    assertThat(door.world().node().publish("moods", Moods.examples(0, 180, "ada"))).isEqualTo(1);
  }

  private Reply train(String body) throws Exception {
    return door.post("/v1/heads", body);
  }

  @Test
  void train_thenShowAndList_areTheSame() throws Exception {
    publish();
    Reply made = train(MOOD);
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    assertThat(made.json().path("status").asText()).isEqualTo("done");
    Reply again = train(MOOD);
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.json().path("status").asText()).isEqualTo("exists");
    Reply other = train("{\"name\": \"o/mood:1\", \"datanet\": \"moods\", \"version\": 1}");
    assertThat(other.status()).as(other.text()).isEqualTo(201);
    Reply shown = door.get("/v1/heads/mood");
    assertThat(shown.status()).as(shown.text()).isEqualTo(200);
    assertThat(shown.json().path("owner").asText()).isEqualTo("local");
    assertThat(shown.json().path("from").asText()).isEqualTo("datanet:moods@1");
    assertThat(shown.json().path("examples").asInt()).isEqualTo(180);
    assertThat(shown.json().path("labels").toString()).isEqualTo("[\"glad\",\"sad\"]");
    Reply first = door.get("/v1/heads?limit=1");
    assertThat(first.json().at("/heads/0")).isEqualTo(shown.json());
    Reply second = door.get(first.json().path("next").asText());
    assertThat(second.json().at("/heads/0/name").asText()).isEqualTo("o/mood:1");
    assertThat(second.json().has("next")).isFalse();
    assertThat(door.get("/v1/heads?after=nothere").code()).isEqualTo("head_not_found");
    assertThat(door.get("/v1/artefacts/mood").json().path("kind").asText()).isEqualTo("head");
  }

  @Test
  void train_forSomebodyElse_needsTheKey() throws Exception {
    publish();
    assertThat(door.post("/v1/heads?as=ada", MOOD).code()).isEqualTo("unauthorized");
    assertThat(
            door.post("/v1/admin/accounts", "{\"account\": \"ada\"}", "Authorization", KEY)
                .status())
        .isEqualTo(201);
    Reply made = door.post("/v1/heads?as=ada", MOOD, "Authorization", KEY);
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    Reply mine = train(MOOD);
    assertThat(mine.status()).isEqualTo(409);
    assertThat(mine.text()).contains("not_owner");
  }

  @Test
  void train_whatCannotBe_isRefusedAndNothingIsThere() throws Exception {
    assertThat(train("{\"name\": \"x\"}").code()).isEqualTo("missing_field");
    assertThat(train("{\"name\": \"x\", \"datanet\": \"toy-facts\", \"version\": 0}").code())
        .isEqualTo("value_not_allowed");
    for (String body :
        new String[] {
          "{\"name\": \"x\", \"datanet\": \"nothere\"} unknown_datanet",
          "{\"name\": \"x\", \"datanet\": \"toy-facts\", \"version\": 99} unknown_datanet",
          "{\"name\": \"a b\", \"datanet\": \"toy-facts\"} bad_name",
          "{\"name\": \"x\", \"datanet\": \"toy-facts\"} no_examples",
        }) {
      int end = body.indexOf('}') + 1;
      Reply refused = train(body.substring(0, end));
      assertThat(refused.status()).as(refused.text()).isEqualTo(409);
      assertThat(refused.code()).isEqualTo("head_refused");
      assertThat(refused.text()).contains(body.substring(end).strip());
    }
    Reply untrained = door.post("/v1/artefacts", "{\"id\": \"x\", \"kind\": \"head\"}");
    assertThat(untrained.code()).isEqualTo("value_not_allowed");
    assertThat(door.get("/v1/heads").json().path("heads")).isEmpty();
    assertThat(door.get("/v1/heads/x").code()).isEqualTo("head_not_found");
  }
}
