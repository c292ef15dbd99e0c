package guildhall.model;

/// What became of a registration, in the order in which it is looked at. Whatever is not [#ok] has
/// changed nothing.
public enum ArtefactStatus {
  /// It is registered.
  DONE("done"),
  /// It was registered before, just so.
  EXISTS("exists"),
  /// The id, or the name of the owner, is malformed.
  BAD_NAME("bad_name"),
  /// An artefact of this id belongs to somebody else.
  NOT_OWNER("not_owner"),
  /// The owner has registered something else under this id.
  ID_TAKEN("id_taken"),
  /// It names more parents than there may be.
  TOO_MANY_PARENTS("too_many_parents"),
  /// A share is below 1, the shares sum to more than a million, or a parent is named twice.
  BAD_SHARES("bad_shares"),
  /// A parent is neither a registered artefact nor a published version of a datanet.
  UNKNOWN_PARENT("unknown_parent"),
  /// It is a head, which is registered by training it.
  NOT_TRAINED("not_trained");

  private final String code;

  ArtefactStatus(String code) {
    this.code = code;
  }

  /// The stable code on every wire.
  public String code() {
    return code;
  }

  /// Whether it is registered now, by this or before.
  public boolean ok() {
    return this == DONE || this == EXISTS;
  }
}
