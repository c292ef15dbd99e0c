package guildhall.sdk;

import java.util.List;

/// A small classifier of texts that the runtime has trained on labelled examples of a datanet. Each
/// prediction counts as evidence of what the answer was made from, and those whose examples made
/// the head say so earn by it. Safe for any thread; of no use after the call has ended.
public interface Head {

  /// What one call may ask of all heads together.
  int PREDICTIONS_MAX = 1000;

  /// Characters (`char`s) of all texts that one call may have predicted.
  int CHARACTERS_MAX = 1_000_000;

  /// {@return its name}
  String name();

  /// {@return the labels it tells apart, two or more, in ascending order}
  List<String> labels();

  /// Says which label fits a text. Costs nothing of the budget. The same text gives the same
  /// prediction: what a head has learned does not change under its name.
  ///
  /// The text is kept with the evidence of a call that is delivered, as one of the agent's owner,
  /// and can be erased there.
  ///
  /// @param text any; one without a word gets what fits most examples
  /// @return what it makes of it
  /// @throws IllegalStateException if this call has asked for more than [#PREDICTIONS_MAX], or
  ///   their texts have more than [#CHARACTERS_MAX], or it has ended
  Prediction predict(String text);
}
