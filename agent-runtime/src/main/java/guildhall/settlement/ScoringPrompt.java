package guildhall.settlement;

import guildhall.attribution.use.Player;
import guildhall.sdk.Prompt;
import java.util.LinkedHashSet;
import java.util.List;

/// What a model is given to go on from when it scores an answer: what was asked, behind what a
/// coalition read.
///
/// One message of the user: each passage of the coalition and an empty line, by key in ascending
/// order, a text of a cluster once; then the texts of the call's input, a line each. What the agent
/// itself told the model is not known. With the input in every prompt a passage gains nothing by
/// repeating what was asked.
///
/// @param players who may have been read
/// @param input all texts of the call's input
record ScoringPrompt(List<Player> players, String input) {

  /// Number of this form, kept with what was scored by it. Another form has another number.
  static final int FORM = 1;

  ScoringPrompt {
    players = List.copyOf(players);
  }

  /// The prompt of a coalition.
  ///
  /// @param mask who was read: bit `i` for player `i`
  Prompt of(long mask) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < players.size(); i++) {
      if ((mask >>> i & 1) == 1) {
        new LinkedHashSet<>(players.get(i).texts())
            .forEach(each -> text.append(each).append("\n\n"));
      }
    }
    return Prompt.of(text.append(input).toString());
  }

  /// Characters of the longest prompt, at most.
  long chars() {
    return players.stream()
            .flatMap(player -> player.texts().stream())
            .mapToLong(text -> text.length() + 2L)
            .sum()
        + input.length();
  }
}
