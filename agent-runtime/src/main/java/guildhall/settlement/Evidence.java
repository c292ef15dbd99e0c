package guildhall.settlement;

import guildhall.book.ContentId;
import guildhall.datanet.Contribution;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What an answer was made from, as the runtime saw it while the agent worked.
///
/// @param reads contributions that were handed out, in order, each once
/// @param bought calls the agent bought from others
/// @param models uses of models, in order; absent in what was written before there were any
/// @param heads uses of heads, in order; absent if there are none
/// @param contributed keys of what the call has contributed itself for its agent's owner, who earns
///   nothing by it from this call; absent if there is none
public record Evidence(
    List<Read> reads,
    List<String> bought,
    Optional<List<ModelUse>> models,
    Optional<List<HeadUse>> heads,
    Optional<List<String>> contributed) {

  /// Copies the lists.
  public Evidence {
    reads = List.copyOf(reads);
    bought = List.copyOf(bought);
    models = models.filter(uses -> !uses.isEmpty()).map(List::copyOf);
    heads = heads.filter(uses -> !uses.isEmpty()).map(List::copyOf);
    contributed = contributed.filter(keys -> !keys.isEmpty()).map(List::copyOf);
  }

  /// What was used of what others have made.
  public MadeFrom madeFrom() {
    return new MadeFrom(
        !reads.isEmpty() || heads.isPresent(),
        models.orElse(List.of()).stream().map(ModelUse::model).collect(Collectors.toSet()));
  }

  /// One use of a model.
  ///
  /// @param model its name
  /// @param promptTokens tokens it read
  /// @param completionTokens tokens it wrote
  public record ModelUse(String model, int promptTokens, int completionTokens) {}

  /// One prediction of a head.
  ///
  /// @param head its name
  /// @param trained what was kept of its training, see [guildhall.model.head.TrainedHead]
  /// @param text what was predicted, in UTF-8: if it is erased, so is every trace of it here
  /// @param label what the head said
  public record HeadUse(String head, ContentId trained, ContentId text, String label) {}

  /// One contribution that was read.
  ///
  /// @param datanet where
  /// @param version of the datanet
  /// @param id within the datanet
  /// @param text what it said; only in what was written before `content`
  /// @param content what it says: if it is erased, so is every trace of it here
  public record Read(
      String datanet, int version, String id, Optional<String> text, Optional<ContentId> content) {

    /// One that is kept as a content.
    public Read(String datanet, int version, String id, ContentId content) {
      this(datanet, version, id, Optional.empty(), Optional.of(content));
    }

    /// `datanet#id`.
    public String key() {
      return Contribution.key(datanet, id);
    }
  }
}
