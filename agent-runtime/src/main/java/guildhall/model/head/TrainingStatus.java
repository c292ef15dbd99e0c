package guildhall.model.head;

import guildhall.model.ArtefactStatus;
import java.util.Optional;

/// What became of a training, in the order in which it is looked at. Whatever is not [#ok] has
/// changed nothing.
public enum TrainingStatus {
  /// It is trained and registered.
  DONE("done"),
  /// It was trained before, just so.
  EXISTS("exists"),
  /// The name, or that of the owner, is malformed.
  BAD_NAME("bad_name"),
  /// An artefact of this name belongs to somebody else.
  NOT_OWNER("not_owner"),
  /// The owner has registered something else under this name.
  NAME_TAKEN("name_taken"),
  /// There is no such datanet, or no such version of it is published.
  UNKNOWN_DATANET("unknown_datanet"),
  /// The datanet is private, and only its owner may train on it.
  PRIVATE("private"),
  /// Nothing in that version has a label.
  NO_EXAMPLES("no_examples"),
  /// There are more examples than a head is trained on.
  TOO_MANY_EXAMPLES("too_many_examples"),
  /// All labels are the same.
  ONE_CLASS("one_class"),
  /// There are too few different texts for so many labels.
  TOO_FEW_EXAMPLES("too_few_examples"),
  /// No word tells the labels apart, or the numbers of the fit went astray.
  NOT_FITTED("not_fitted"),
  /// Others are trained; it may be asked again.
  BUSY("busy");

  private final String code;

  TrainingStatus(String code) {
    this.code = code;
  }

  /// The stable code on every wire.
  public String code() {
    return code;
  }

  /// Whether there is such a head now, by this or before.
  public boolean ok() {
    return this == DONE || this == EXISTS;
  }

  /// Empty if what is asked may be done; the shares of a head are always good.
  static Optional<TrainingStatus> of(ArtefactStatus registered) {
    return switch (registered) {
      case DONE -> Optional.empty();
      case EXISTS -> Optional.of(EXISTS);
      case BAD_NAME -> Optional.of(BAD_NAME);
      case NOT_OWNER -> Optional.of(NOT_OWNER);
      case ID_TAKEN -> Optional.of(NAME_TAKEN);
      case UNKNOWN_PARENT -> Optional.of(UNKNOWN_DATANET);
      case TOO_MANY_PARENTS, BAD_SHARES, NOT_TRAINED ->
          throw new IllegalStateException("a head cannot be " + registered);
    };
  }
}
