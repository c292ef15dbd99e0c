package guildhall.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import guildhall.gateway.fixture.Door;
import guildhall.sdk.Amount;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a contributor sees over HTTP of answers that used its contribution.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UsesTest {

  private static final int ANSWERS = 3;

  private final Door door = Door.open();

  @BeforeAll
  void use() throws Exception {
    for (int i = 0; i < ANSWERS; i++) {
      String task = door.submit("toy.lookup", "bees");
      var _ = door.world().await(task, event -> event.type().equals("royalties.distributed"));
      var _ = door.world().end(task);
    }
  }

  @AfterAll
  void close() {
    door.close();
  }

  private static long sum(Iterable<JsonNode> uses) {
    long sum = 0;
    for (JsonNode use : uses) {
      sum += Amount.credits(use.path("amount").asText()).micros();
    }
    return sum;
  }

  @Test
  void uses_ofAContributor_addUpToItsBalanceAndSayWhatFor() throws Exception {
    JsonNode whole = door.get("/v1/contributors/beekeeper/uses").json();
    assertThat(whole.path("uses")).hasSize(ANSWERS);
    assertThat(sum(whole.path("uses"))).isEqualTo(door.world().balance("beekeeper")).isPositive();
    for (JsonNode use : whole.path("uses")) {
      assertThat(use.path("contribution").asText()).isEqualTo("toy-facts#bees");
      assertThat(use.path("capability").asText()).isEqualTo("toy.lookup");
      assertThat(use.path("state").asText()).isEqualTo("paid");
      assertThat(use.path("role").asText()).isEqualTo("royalty");
      assertThat(use.path("method").asText()).isNotEmpty();
      assertThat(use.path("weight").asInt()).isBetween(1, 1000);
      assertThat(use.has("due")).as("without a window").isFalse();
    }
    assertThat(whole.has("next")).isFalse();
  }

  @Test
  void uses_byPages_areTheSame() throws Exception {
    List<JsonNode> paged = new ArrayList<>();
    String next = "/v1/contributors/beekeeper/uses?limit=1&datanet=toy-facts";
    while (!next.isEmpty()) {
      JsonNode page = door.get(next).json();
      assertThat(page.path("uses")).hasSize(1);
      page.path("uses").forEach(paged::add);
      next = page.path("next").asText("");
      assertThat(next).matches("|.*&datanet=toy-facts&before=\\d+");
    }
    assertThat(paged)
        .containsExactlyElementsOf(door.get("/v1/contributors/beekeeper/uses").json().path("uses"));
    assertThat(door.get("/v1/contributors/beekeeper/uses?datanet=other").json().path("uses"))
        .isEmpty();
  }

  @Test
  void uses_ofAContribution_areThoseOfItsContributorWithItsSums() throws Exception {
    JsonNode json = door.get("/v1/datanets/toy-facts/contributions/bees/uses?limit=2").json();
    assertThat(json.path("contributor").asText()).isEqualTo("beekeeper");
    assertThat(json.path("accepted").asBoolean()).isTrue();
    assertThat(json.path("used").asInt()).isEqualTo(ANSWERS);
    assertThat(Amount.credits(json.path("earned").asText()).micros())
        .isEqualTo(door.world().balance("beekeeper"));
    assertThat(json.path("uses")).hasSize(2);
    assertThat(door.get(json.path("next").asText()).json().path("uses")).hasSize(ANSWERS - 2);
  }

  @Test
  void forecast_ofTheFirstDay_saysThatItHasNoDaysYet() throws Exception {
    JsonNode json = door.get("/v1/datanets/toy-facts/forecast").json();
    assertThat(json.path("daysObserved").asInt()).isLessThanOrEqualTo(1);
    assertThat(json.has("next30")).isFalse();
    assertThat(json.at("/perContribution/contributions").asInt()).isEqualTo(1);
    assertThat(Amount.credits(json.at("/perContribution/earned").asText()).micros())
        .isEqualTo(door.world().balance("beekeeper"));
    assertThat(json.at("/saturation/newestEarned").asInt()).isEqualTo(1);
    assertThat(json.at("/today/uses").asInt() + json.at("/last7/uses").asInt()).isEqualTo(ANSWERS);
    assertThat(json.path("niches").isArray()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/contributors/nobody/uses, account_not_found",
    "/v1/datanets/nowhere/forecast, datanet_not_found",
    "/v1/datanets/nowhere/contributions/bees/uses, datanet_not_found",
    "/v1/datanets/toy-facts/contributions/wasps/uses, contribution_not_found",
    "/v1/contributors/beekeeper/uses?limit=0, invalid_parameter",
    "/v1/contributors/beekeeper/uses?limit=501, invalid_parameter",
    "/v1/contributors/beekeeper/uses?before=-1, invalid_parameter",
    "/v1/contributors/beekeeper/uses?since=x, invalid_parameter",
    "/v1/datanets/toy-facts/forecast?days=7, invalid_parameter"
  })
  void ask_whatIsNotThere_saysSo(String path, String code) throws Exception {
    assertThat(door.get(path).code()).isEqualTo(code);
  }
}
