package guildhall.samples.prose;

import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.output.TokenUsage;
import guildhall.samples.prose.Prose.Draft;
import guildhall.samples.prose.Prose.Polished;
import guildhall.sdk.Agent;
import guildhall.sdk.Amount;
import guildhall.sdk.Call;
import guildhall.sdk.Refusal;
import guildhall.sdk.Terms;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// Polishes by an OpenAI-compatible chat endpoint. The quoted fee covers the longest answer the
/// model is allowed; what the endpoint reports as used is charged.
public final class ProseAgent {

  /// Fee of one token, read or written.
  static final Amount PER_TOKEN = Amount.micros(100);

  private static final Duration PROMISE = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int TOKENS_BASE = 200;
  private static final String INSTRUCTION =
      "Improve the style of the text. Keep every number, every citation and the paragraphs exactly"
          + " as they are, add no facts, and answer with the text alone.";

  private final ChatModel model;

  private ProseAgent(ChatModel model) {
    this.model = model;
  }

  /// The agent `prose` on a model behind an OpenAI-compatible endpoint.
  ///
  /// @param baseUrl up to and without `/chat/completions`
  /// @param apiKey sent as bearer token
  /// @param model name the endpoint knows it by
  public static Agent create(String baseUrl, String apiKey, String model) {
    ChatModel chat =
        OpenAiChatModel.builder()
            .baseUrl(baseUrl)
            .apiKey(apiKey)
            .modelName(model)
            .timeout(PATIENCE)
            .maxRetries(0)
            .build();
    ProseAgent agent = new ProseAgent(chat);
    return Agent.named("prose").sells(Prose.POLISH, ProseAgent::quote, agent::polish);
  }

  static Terms quote(Draft draft) {
    return Terms.fee(PER_TOKEN.times(tokensAtMost(draft))).withTime(PROMISE).withQuality(700);
  }

  /// A token is at least one byte of text; in and out together, with room for the instruction.
  private static int tokensAtMost(Draft draft) {
    return TOKENS_BASE + 2 * draft.text().length();
  }

  private Polished polish(Draft draft, Call call) throws Refusal, InterruptedException {
    ChatResponse response = respond(draft);
    Optional.ofNullable(response.tokenUsage())
        .map(TokenUsage::totalTokenCount)
        .ifPresent(tokens -> call.charge(PER_TOKEN.times(tokens).min(quote(draft).fee())));
    String text = Optional.ofNullable(response.aiMessage().text()).orElse("").strip();
    if (text.isEmpty()) {
      throw new Refusal("the model returned no text");
    }
    return new Polished(text);
  }

  /// What went wrong stays here: an endpoint's message may hold what its caller must not see. The
  /// library throws plain runtime exceptions, also for a refused connection and an interruption.
  private ChatResponse respond(Draft draft) throws Refusal, InterruptedException {
    try {
      return model.chat(SystemMessage.from(INSTRUCTION), UserMessage.from(draft.text()));
    } catch (RuntimeException e) {
      if (Thread.interrupted() || isInterruption(e)) {
        throw new InterruptedException("stopped while the model was at work");
      }
      throw new Refusal("the model could not be reached, or did not answer as it should");
    }
  }

  private static boolean isInterruption(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .anyMatch(InterruptedException.class::isInstance);
  }
}
