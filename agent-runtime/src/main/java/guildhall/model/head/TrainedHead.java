package guildhall.model.head;

import guildhall.attribution.influence.SoftmaxHead;
import guildhall.book.ContentId;
import java.util.List;

/// What is kept of a training, a content: all that is needed to predict, and what it takes to train
/// again. It has keys and numbers and no texts, so it stays when an example is erased.
///
/// @param head its name
/// @param parent the version of the datanet, see [guildhall.model.ArtefactKey]
/// @param features version of the rules by which texts became features
/// @param tokens version of the rules by which texts were cut
/// @param words tokens that it knows, in ascending order; their places are the features
/// @param labels in ascending order; a label's place is its class
/// @param examples that were trained on, the earliest registered first
/// @param penalty of the fit
/// @param parameters of the head, by class and then by feature, the bias last
public record TrainedHead(
    String head,
    String parent,
    int features,
    int tokens,
    List<Integer> words,
    List<String> labels,
    List<Example> examples,
    double penalty,
    List<Double> parameters) {

  /// Copies the lists.
  public TrainedHead {
    words = List.copyOf(words);
    labels = List.copyOf(labels);
    examples = List.copyOf(examples);
    parameters = List.copyOf(parameters);
  }

  /// One example, that of whoever registered its text first.
  ///
  /// @param key `datanet#id`
  /// @param content where its text is kept
  /// @param label its class
  public record Example(String key, ContentId content, int label) {}

  int[] known() {
    return words.stream().mapToInt(Integer::intValue).toArray();
  }

  SoftmaxHead softmax() {
    return SoftmaxHead.of(
        labels.size(), parameters.stream().mapToDouble(Double::doubleValue).toArray(), penalty);
  }
}
