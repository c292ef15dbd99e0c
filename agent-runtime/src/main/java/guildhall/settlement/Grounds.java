package guildhall.settlement;

import java.util.List;

/// What a distribution was decided on, kept with it: from these numbers anyone can add the lines up
/// again, and from the book before [#basis] weigh again.
///
/// @param basis the position up to which, itself not included, entries of datanets had been taken
///   into account
/// @param frequencies number of the table of frequencies that said what words are worth, see
///   [guildhall.datanet.DatanetFact.FrequenciesFrozen]; 0 for none
/// @param wholeMicros what the weights are parts of; 0 in what was written before there were
///   grounds
/// @param commonsMicros the part of it that belongs to everybody
/// @param confidencePermille how much of the whole the methods answer for
/// @param shares what each contribution got, in the order of the weights
/// @param scored whether a model has scored the answer, and where what it said is kept
public record Grounds(
    long basis,
    int frequencies,
    long wholeMicros,
    long commonsMicros,
    int confidencePermille,
    List<Share> shares,
    Scored scored) {

  /// Of an answer that no model was asked about.
  public Grounds(
      long basis,
      int frequencies,
      long wholeMicros,
      long commonsMicros,
      int confidencePermille,
      List<Share> shares) {
    this(
        basis,
        frequencies,
        wholeMicros,
        commonsMicros,
        confidencePermille,
        shares,
        Scored.NOT_ASKED);
  }

  /// Of older distributions, and of those without an attribution.
  public static final Grounds NONE = new Grounds(0, 0, 0, 0, 0, List.of());

  /// Copies the list.
  public Grounds {
    shares = List.copyOf(shares);
  }

  /// What one contribution got.
  ///
  /// @param key `datanet#id` of a contribution, `model:ID` of an artefact
  /// @param weight more than 0, in the unit of the whole
  /// @param line index of the contributor's line; -1 if it earned nothing, since nobody has it or
  ///   who asked has it: then it is part of the residual
  /// @param micros micro-credits of that line that are its
  /// @param curatorMicros micro-credits that went to the owner of its datanet
  public record Share(String key, long weight, int line, long micros, long curatorMicros) {}
}
