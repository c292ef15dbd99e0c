package guildhall.model;

import guildhall.attribution.lineage.Lineage;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What an artefact, or something it was made from, is called in lineages and on receipts:
/// `model:ID` for a model or an adapter, `datanet:NAME@VERSION` for a published version of a
/// datanet. Neither has a `#`, which every contribution's key has, so they never collide.
public final class ArtefactKey {

  /// All that an artefact can owe its parents, in millionths.
  public static final int WHOLE = Lineage.WHOLE;

  private static final String MODEL = "model:";
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/-]{0,127}");
  private static final Pattern DATANET =
      Pattern.compile("datanet:([a-z0-9][a-z0-9.-]{0,62})@([1-9][0-9]{0,8})");

  private ArtefactKey() {}

  /// A published version of a datanet.
  public record DatanetVersion(String name, int version) {}

  /// Whether a text can be the id of an artefact: at most 128 letters, digits and `._:/-`, a letter
  /// or digit first, so that models can have the names their makers gave them.
  public static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  /// The key of a model or an adapter.
  public static String of(String id) {
    return MODEL + id;
  }

  /// The key of a published version of a datanet.
  public static String of(DatanetVersion version) {
    return "datanet:" + version.name() + "@" + version.version();
  }

  /// The id in a key; empty if it is no model's or adapter's.
  public static Optional<String> id(String key) {
    return Optional.of(key)
        .filter(each -> each.startsWith(MODEL))
        .map(each -> each.substring(MODEL.length()))
        .filter(ArtefactKey::isId);
  }

  /// The version in a key; empty if it is no datanet's.
  public static Optional<DatanetVersion> datanet(String key) {
    Matcher found = DATANET.matcher(key);
    return found.matches()
        ? Optional.of(new DatanetVersion(found.group(1), Integer.parseInt(found.group(2))))
        : Optional.empty();
  }
}
