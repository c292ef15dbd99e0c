package guildhall.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import guildhall.book.ContentId;
import guildhall.book.MemoryContentStore;
import guildhall.json.RecordJson;
import guildhall.ledger.Id;
import guildhall.settlement.Engagement;
import guildhall.settlement.SettlementFact.Awarded;
import guildhall.settlement.Streamed;
import guildhall.task.TaskFact.TaskSubmitted;
import guildhall.task.TaskOrder;
import guildhall.task.TaskState;
import guildhall.task.TaskView;
import guildhall.task.plan.Plan;
import guildhall.toyworld.ToyWorld;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TaskJsonTest {

  private static final Id HOLD = Id.at(0, "task", "t1");

  private final MemoryContentStore contents = new MemoryContentStore();
  private final ContentId order =
      contents.put(
          "local",
          RecordJson.bytes(
              new TaskOrder(
                  new Plan(
                      List.of(
                          ToyWorld.step("a", "toy.a", JsonNodeFactory.instance.objectNode()),
                          ToyWorld.step("b", "toy.b", JsonNodeFactory.instance.objectNode())),
                      Optional.empty()),
                  JsonNodeFactory.instance.objectNode())));

  private TaskView canceled() {
    return new TaskView(
        new TaskSubmitted(
            "t1", "local", "steps", order, 5_000_000, 9, Optional.empty(), HOLD, HOLD),
        1,
        TaskState.CANCELED,
        "canceled",
        "canceled by local",
        Optional.empty(),
        2,
        List.of(),
        List.of(),
        Map.of(),
        List.of());
  }

  private Engagement delivered(String step) {
    Awarded award =
        new Awarded(
            "t1/" + step + "#0",
            "t1/" + step,
            0,
            "t1",
            Optional.empty(),
            "toy." + step,
            "ann",
            "ann",
            HOLD,
            1_000_000,
            0,
            9,
            1,
            true,
            order,
            List.of(),
            Optional.empty(),
            0);
    return new Engagement(
        award,
        Optional.empty(),
        Engagement.State.COMPLETED,
        "",
        "",
        Optional.of(order),
        Optional.of(order),
        1_000_000,
        List.of(),
        List.of(),
        "",
        2,
        0,
        Streamed.NOTHING,
        0,
        List.of(),
        List.of());
  }

  @Test
  void full_canceledJustAfterAStepWasPaid_showsItAsDelivered() {
    JsonNode task =
        TaskJson.full(
            new TaskJson.Snapshot(canceled(), List.of(delivered("a")), Optional.empty()), contents);
    assertThat(task.at("/steps/0/status").asText()).isEqualTo("delivered");
    assertThat(task.at("/steps/1/status").asText()).isEqualTo("canceled");
    assertThat(task.path("spent").asText()).isEqualTo("1");
  }
}
