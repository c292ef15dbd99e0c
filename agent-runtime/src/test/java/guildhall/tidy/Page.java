package guildhall.tidy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A page of documentation as far as it can be held to what it speaks of, and what is wrong with
/// it.
///
/// @param text in Markdown
record Page(String text) {

  private static final Pattern FENCE =
      Pattern.compile("^```([a-z]*)\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

  private static final Pattern SPAN = Pattern.compile("`([^`\n]+)`");

  private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)\\)");

  private static final Pattern HEADING = Pattern.compile("^#{1,6} +(.*)$", Pattern.MULTILINE);

  private static final Pattern REGION =
      Pattern.compile(
          "^ *// @start region=\\S+\n(.*?)^ *// @end$", Pattern.DOTALL | Pattern.MULTILINE);

  private static final Pattern SETTING_LINE =
      Pattern.compile("^#?([a-z]+(?:[.-][A-Za-z-]+)*) = ", Pattern.MULTILINE);

  private static final Pattern DOTTED = Pattern.compile("[a-z]+(?:\\.[a-z-]+)+");

  private static final Pattern PROFILE = Pattern.compile("mvn [^`\n]*?-P([a-z]+)");

  private static final Pattern TEST = Pattern.compile("[A-Z][A-Za-z]+Test");

  /// The regions of a source, as pages show them: moved to the left and without doc comments.
  static List<String> regions(String source) {
    return REGION.matcher(source).results().map(found -> shown(found.group(1))).toList();
  }

  private static String shown(String code) {
    String bare =
        Tree.lines(code.stripTrailing().stripIndent()).stream()
            .filter(line -> !line.strip().startsWith("///"))
            .map(String::stripTrailing)
            .collect(Collectors.joining("\n"));
    return bare.strip() + "\n";
  }

  /// Java code that is no region of a source.
  List<String> codeNotIn(Set<String> regions) {
    return blocks("java").filter(code -> !regions.contains(code)).toList();
  }

  private Stream<String> blocks(String language) {
    return FENCE
        .matcher(text)
        .results()
        .filter(found -> found.group(1).equals(language))
        .map(found -> found.group(2));
  }

  /// The keys that a file of settings documents, each with or without its comment sign.
  static Set<String> settings(String file) {
    return SETTING_LINE
        .matcher(file)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toSet());
  }

  /// Settings that nobody reads: in blocks of properties, and names in the text that begin as
  /// settings do.
  List<String> settingsNotIn(Set<String> known) {
    Set<String> families =
        known.stream()
            .filter(key -> key.contains("."))
            .map(key -> key.substring(0, key.indexOf('.')))
            .collect(Collectors.toCollection(HashSet::new));
    Stream<String> inBlocks =
        blocks("properties")
            .flatMap(block -> settings(block.replaceAll("(?m)^# .*$", "")).stream());
    Stream<String> inText =
        spans()
            .filter(span -> DOTTED.matcher(span).matches())
            .filter(span -> families.contains(span.substring(0, span.indexOf('.'))));
    return Stream.concat(inBlocks, inText)
        .filter(key -> !known.contains(key) && !key.startsWith("endpoints."))
        .distinct()
        .toList();
  }

  private Stream<String> spans() {
    return SPAN.matcher(FENCE.matcher(text).replaceAll("")).results().map(found -> found.group(1));
  }

  /// Profiles of Maven that a pom does not have.
  List<String> profilesNotIn(String pom) {
    return PROFILE
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .filter(profile -> !pom.contains("<id>" + profile + "</id>"))
        .distinct()
        .toList();
  }

  /// Tests that are named and not there.
  List<String> testsNotIn(Set<String> files) {
    return spans()
        .filter(span -> TEST.matcher(span).matches())
        .filter(test -> !files.contains(test + ".java"))
        .distinct()
        .toList();
  }

  /// Links to files that are not there, or to headings that they do not have.
  ///
  /// @param here where this page lies
  List<String> deadLinks(Path here) {
    List<String> dead = new ArrayList<>();
    for (MatchResult found : LINK.matcher(FENCE.matcher(text).replaceAll("")).results().toList()) {
      String link = found.group(1);
      if (!link.matches("[a-z]+:.*") && !leads(link, here)) {
        dead.add(link);
      }
    }
    return dead;
  }

  private boolean leads(String link, Path here) {
    int sign = link.indexOf('#');
    String file = sign < 0 ? link : link.substring(0, sign);
    Path target = file.isEmpty() ? here : here.resolveSibling(file).normalize();
    if (!Files.exists(target)) {
      return false;
    }
    Page page = file.isEmpty() || sign < 0 ? this : new Page(Tree.text(target));
    return sign < 0 || page.anchors().contains(link.substring(sign + 1));
  }

  /// What its headings are linked by: lower case, hyphens for blanks, and little else.
  private Set<String> anchors() {
    return HEADING
        .matcher(FENCE.matcher(text).replaceAll(""))
        .results()
        .map(found ->
            found.group(1).toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "").strip())
        .map(heading -> heading.replace(' ', '-'))
        .collect(Collectors.toSet());
  }
}
