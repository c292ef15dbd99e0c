package guildhall.attribution.use;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// All that was read of one cluster of near duplicates: what credit is given to.
///
/// @param key of the earliest registered member, who earns the credit
/// @param texts of the members that were read
public record Player(String key, List<String> texts) {

  /// Copies the list.
  public Player {
    texts = List.copyOf(texts);
  }

  /// The players of what was read. The order of a mask's bits is that of this list.
  ///
  /// @param reads in any order
  /// @return by key in ascending order
  public static List<Player> of(List<Read> reads) {
    Map<String, List<String>> texts = new TreeMap<>();
    for (Read read : reads) {
      texts.computeIfAbsent(read.cluster(), _ -> new ArrayList<>()).add(read.source().text());
    }
    List<Player> players = new ArrayList<>();
    texts.forEach((key, all) -> players.add(new Player(key, all)));
    return players;
  }
}
