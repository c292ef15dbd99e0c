package guildhall.datanet;

import guildhall.datanet.admission.AdmissionRules;
import guildhall.datanet.admission.ItemType;
import guildhall.datanet.admission.PersonalKind;
import guildhall.datanet.admission.Quota;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What a datanet is for and on which terms it takes, shows and pays contributions. Its owner may
/// change it; what was accepted before stays accepted.
///
/// @param purpose one or two sentences for those who might contribute or read
/// @param rules what it takes
/// @param curatorPermille the owner's part of what its contributions earn, 0 to 500
/// @param open whether it takes contributions now
/// @param review how what is offered is judged
/// @param access who may read it; everybody if empty
public record Charter(
    String purpose,
    Rules rules,
    int curatorPermille,
    boolean open,
    Review review,
    Optional<Access> access) {

  private static final int LONGEST_PURPOSE = 2000;
  private static final int MOST_NAMES = 200;
  private static final int MOST_CURATOR_PERMILLE = 500;

  /// What a datanet takes, in the order in which its owner has written it: a book must not depend
  /// on the order of a set.
  ///
  /// @param type of all items
  /// @param itemBytes of one item at most
  /// @param dayItems of one contributor in a day, refused ones counted
  /// @param dayBytes the same in bytes
  /// @param licences it accepts, by SPDX identifier, at least one
  /// @param tolerated kinds of personal data that are noted; all others are refused
  /// @param minWords of a text
  /// @param requiredFields that must be there and not blank
  /// @param allowed values of fields, where the field is there
  public record Rules(
      ItemType type,
      long itemBytes,
      long dayItems,
      long dayBytes,
      List<String> licences,
      List<PersonalKind> tolerated,
      int minWords,
      List<String> requiredFields,
      List<Allowed> allowed) {

    /// What a field may say.
    public record Allowed(String field, List<String> values) {

      /// Copies the values.
      public Allowed {
        values = List.copyOf(values);
      }
    }

    /// Copies the lists and checks the numbers.
    ///
    /// @throws IllegalArgumentException naming what is out of range
    public Rules {
      licences = List.copyOf(licences);
      tolerated = List.copyOf(tolerated);
      requiredFields = List.copyOf(requiredFields);
      allowed = List.copyOf(allowed);
      if (licences.isEmpty() || licences.size() > MOST_NAMES) {
        throw new IllegalArgumentException("a datanet accepts 1 to 200 licences");
      }
      if (dayItems < 1 || dayBytes < 1) {
        throw new IllegalArgumentException(
            "a day takes 1 item and 1 byte or more: " + dayItems + ", " + dayBytes);
      }
      if (tolerated.size() > MOST_NAMES
          || requiredFields.size() > MOST_NAMES
          || allowed.size() > MOST_NAMES
          || allowed.stream().anyMatch(each -> each.values().size() > MOST_NAMES)) {
        throw new IllegalArgumentException("a list of the rules has more than 200 parts");
      }
    }

    /// Items of a type under some licences, and nothing else asked of them.
    public static Rules of(ItemType type, String... licences) {
      return new Rules(
          type, 1 << 20, 10_000, 10_000_000, List.of(licences), List.of(), 0, List.of(), List.of());
    }

    /// The same, as the checks take it.
    AdmissionRules admission() {
      return new AdmissionRules(
          type,
          itemBytes,
          new Quota(dayBytes, dayItems),
          Set.copyOf(licences),
          Set.copyOf(tolerated),
          minWords,
          Set.copyOf(requiredFields),
          allowed.stream()
              .collect(
                  Collectors.toMap(
                      Allowed::field, each -> Set.copyOf(each.values()), (_, last) -> last)));
    }
  }

  /// How offers are judged.
  ///
  /// @param reviewers principals who may judge
  /// @param quorum so many of them must agree, either way; 0 accepts whatever passes the checks
  /// @param bondMicros what each must have bonded for this datanet, in micro-credits; 0 for nothing
  /// @param slashPermille of the bond, what approving costs when a challenge of it is upheld
  /// @param freeDeclines so many of a contributor's offers may fail the checks in a day
  /// @param declineFeeMicros what each further one costs
  public record Review(
      List<String> reviewers,
      int quorum,
      long bondMicros,
      int slashPermille,
      int freeDeclines,
      long declineFeeMicros) {

    /// Nobody judges.
    public static final Review NONE = new Review(List.of(), 0, 0, 0, 20, 0);

    /// Copies the names and checks the numbers.
    ///
    /// @throws IllegalArgumentException if the quorum cannot be reached or a number is out of range
    public Review {
      reviewers = List.copyOf(reviewers);
      if (quorum < 0 || quorum > reviewers.size() || reviewers.size() > MOST_NAMES) {
        throw new IllegalArgumentException(
            "a quorum of " + quorum + " of " + reviewers.size() + " reviewers");
      }
      if (reviewers.stream().distinct().count() < reviewers.size()) {
        throw new IllegalArgumentException("a reviewer is named twice: " + reviewers);
      }
      if (bondMicros < 0 || declineFeeMicros < 0 || freeDeclines < 0) {
        throw new IllegalArgumentException(
            "bond, fee and free declines are 0 or more: "
                + bondMicros
                + ", "
                + declineFeeMicros
                + ", "
                + freeDeclines);
      }
      if (slashPermille < 0 || slashPermille > 1000) {
        throw new IllegalArgumentException("a slash is 0 to 1000 permille: " + slashPermille);
      }
    }
  }

  /// Who may read, and at what price.
  ///
  /// @param readers principals whose calls may read it
  /// @param pricePerReadMicros what each passage that is handed out costs the call
  public record Access(List<String> readers, long pricePerReadMicros) {

    /// Copies the names and checks the price.
    ///
    /// @throws IllegalArgumentException if the price is below 0 or there are too many readers
    public Access {
      readers = List.copyOf(readers);
      if (pricePerReadMicros < 0 || readers.size() > MOST_NAMES) {
        throw new IllegalArgumentException(
            readers.size() + " readers, " + pricePerReadMicros + " micro-credits a passage");
      }
    }
  }

  /// Checks the purpose and the owner's part.
  ///
  /// @throws IllegalArgumentException naming what is out of range
  public Charter {
    if (purpose.isBlank() || purpose.length() > LONGEST_PURPOSE) {
      throw new IllegalArgumentException("a purpose has 1 to 2000 characters");
    }
    if (curatorPermille < 0 || curatorPermille > MOST_CURATOR_PERMILLE) {
      throw new IllegalArgumentException(
          "the owner's part is 0 to 500 permille: " + curatorPermille);
    }
  }
}
