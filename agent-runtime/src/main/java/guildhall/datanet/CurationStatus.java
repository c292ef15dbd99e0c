package guildhall.datanet;

import java.util.Locale;

/// What became of something that was asked of a datanet. Whatever is not [#ok] has changed nothing.
public enum CurationStatus {
  /// It is done.
  DONE,
  /// It was done before, just so.
  EXISTS,
  /// There is no such datanet.
  DATANET_NOT_FOUND,
  /// The datanet has nothing of that id that this could be done to.
  CONTRIBUTION_NOT_FOUND,
  /// The name of a datanet or the id of a contribution is malformed.
  BAD_NAME,
  /// A datanet of this name belongs to somebody else.
  NAME_TAKEN,
  /// The datanet has something else under this id.
  ID_TAKEN,
  /// Only the owner may do this.
  NOT_OWNER,
  /// Only the contributor, the owner of the datanet or the operator may do this.
  NOT_CONTRIBUTOR,
  /// It takes no contributions now.
  CLOSED_TO_CONTRIBUTIONS,
  /// It does not accept this licence.
  LICENCE_NOT_ACCEPTED,
  /// The contributor has offered as much as a day allows.
  OVER_QUOTA,
  /// The charter does not name this principal as a reviewer.
  NOT_REVIEWER,
  /// The reviewer has not bonded enough.
  BOND_TOO_SMALL,
  /// Nobody judges what is their own.
  CONFLICT_OF_INTEREST,
  /// The reviewer has judged otherwise before.
  JUDGED_OTHERWISE,
  /// A refusal needs a reason.
  REASON_MISSING,
  /// Nothing was accepted or withdrawn since the last version.
  NOTHING_TO_PUBLISH,
  /// It was withdrawn before.
  WITHDRAWN_ALREADY,
  /// What the contributor has offered failed the checks more often than is free today, and its
  /// account has not what the next failure would cost.
  DECLINE_FEE_DUE,
  /// Others are being served, or what is known is still being read; the same may be asked again.
  BUSY;

  /// Whether it is so now, by this or before.
  public boolean ok() {
    return this == DONE || this == EXISTS;
  }

  /// Stable name on the wire, for example `over_quota`.
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
