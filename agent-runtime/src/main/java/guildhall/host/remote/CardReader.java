package guildhall.host.remote;

import com.fasterxml.jackson.databind.JsonNode;
import guildhall.outbound.GuardedHttp;
import guildhall.outbound.GuardedHttp.Request;
import guildhall.outbound.Reply;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Fetches a card, checks it, and sees that the agent behind it speaks A2A. Waits: for virtual
/// threads only.
final class CardReader {

  private static final String WELL_KNOWN = "/.well-known/agent-card.json";
  private static final int MOST_BYTES = 256 * 1024;
  private static final Duration WITHIN = Duration.ofSeconds(5);

  private final GuardedHttp http;

  CardReader(GuardedHttp http) {
    this.http = http;
  }

  /// A card that was checked.
  ///
  /// @param text all of it, to see whether it has changed
  record Checked(AgentCard card, String text) {}

  /// Fetches and checks; costs the agent nothing and starts no work there.
  ///
  /// @throws BadCardException if there is none, it is no good, or what is behind it does not answer
  ///   as A2A 1.0 does
  Checked read(RemoteListing listing) throws BadCardException, InterruptedException {
    Optional<CardKey> key =
        listing.keyFile().isPresent()
            ? Optional.of(CardKey.read(listing.keyFile().get()))
            : Optional.empty();
    JsonNode json = fetch(listing.card());
    if (key.isPresent()) {
      key.get().verify(json);
    }
    AgentCard card = AgentCard.of(json);
    probe(card);
    return new Checked(card, CanonicalJson.of(json));
  }

  private JsonNode fetch(URI url) throws BadCardException, InterruptedException {
    boolean bare = url.getRawPath() == null || url.getRawPath().length() <= 1;
    Request request =
        new Request(
            HttpMethod.GET,
            bare ? url.resolve(WELL_KNOWN) : url,
            Map.of("Accept", "application/json", "A2A-Version", "1.0"),
            Optional.empty(),
            MOST_BYTES,
            WITHIN);
    return switch (http.send(request)) {
      case Reply.Answered(var status, var text) when status == 200 -> parsed(text);
      case Reply.Answered(var status, var _) ->
          throw new BadCardException("its card was not handed out: status " + status);
      case Reply.Spoilt(var why) -> throw new BadCardException("its card is no good: " + why);
      case Reply.NotSent(var why) ->
          throw new BadCardException("its card was not asked for: " + why);
      case Reply.Lost(var why) -> throw new BadCardException("its card did not come: " + why);
    };
  }

  private static JsonNode parsed(String text) throws BadCardException {
    return Wire.json(text).orElseThrow(() -> new BadCardException("its card is not a JSON object"));
  }

  /// Asks for a task that cannot be there.
  private void probe(AgentCard card) throws BadCardException, InterruptedException {
    String none = UUID.randomUUID().toString();
    Said said = new A2aClient(http, card).ask(new Operation.Get(none), WITHIN);
    if (!said.isNotFound()) {
      throw new BadCardException(
          "asked for a task that does not exist, it did not say so: "
              + switch (said) {
                case Said.Task _, Said.Message _ -> "it answered with one";
                case Said.Fault(var _, var sentence) -> sentence;
                case Said.NotSent(var why) -> why;
                case Said.Lost(var why) -> why;
              });
    }
  }
}
