package guildhall.settlement;

import guildhall.datanet.Contribution;
import java.util.List;

/// What an answer was made from, as the runtime saw it while the agent worked.
///
/// @param reads contributions that were handed out, in order, each once
/// @param bought calls the agent bought from others
public record Evidence(List<Read> reads, List<String> bought) {

  /// Copies the lists.
  public Evidence {
    reads = List.copyOf(reads);
    bought = List.copyOf(bought);
  }

  /// One contribution that was read.
  ///
  /// @param datanet where
  /// @param version of the datanet
  /// @param id within the datanet
  /// @param text what it said
  public record Read(String datanet, int version, String id, String text) {

    /// `datanet#id`.
    public String key() {
      return Contribution.key(datanet, id);
    }
  }
}
