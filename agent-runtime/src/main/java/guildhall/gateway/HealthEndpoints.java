package guildhall.gateway;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import guildhall.book.Book;
import guildhall.task.ErrorCode;

/// What operators' tools ask.
final class HealthEndpoints {

  private final GatewayServices services;

  HealthEndpoints(GatewayServices services) {
    this.services = services;
  }

  void addTo(Front front) {
    front.get("/health/live", _ -> status("live"));
    front.get("/health/ready", _ -> ready());
    front.get(
        "/metrics",
        _ -> Answer.text("text/plain; version=0.0.4; charset=utf-8", services.meters().scrape()));
  }

  private static Answer status(String status) {
    return Answer.ok(JsonNodeFactory.instance.objectNode().put("status", status));
  }

  private Answer ready() throws Problem {
    Book.State state = services.book().state();
    if (state != Book.State.OPEN) {
      throw Problem.of(ErrorCode.UNAVAILABLE, "the book is " + state)
          .withHeader("Retry-After", "5");
    }
    return status("ready");
  }
}
