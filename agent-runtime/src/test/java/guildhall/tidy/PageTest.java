package guildhall.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the documentation shows and names is there, and each rule of it seen to fail.
class PageTest {

  private static final Tree TREE = Tree.here();

  private static final String SOURCE =
      """
      class A {
        // @start region=one
        /// Said.
        int a;

        int b;
        // @end
      }
      """;

  @Test
  void pages_javaCode_isARegionOfATestedSource() {
    Set<String> regions =
        TREE.javaShown().stream()
            .flatMap(file -> Page.regions(Tree.text(file)).stream())
            .collect(Collectors.toSet());
    assertThat(regions).isNotEmpty();

    nothingWrong((page, _) -> page.codeNotIn(regions));
  }

  @Test
  void pages_settings_areThoseThatAreRead() {
    Set<String> known = Page.settings(Tree.text(TREE.file("config/local.properties")));
    assertThat(known).contains("http.port", "agents.folder");

    nothingWrong((page, _) -> page.settingsNotIn(known));
  }

  @Test
  void pages_profilesAndTests_areThere() {
    String pom = Tree.text(TREE.file("pom.xml"));
    Set<String> tests =
        TREE.java("test").stream()
            .map(file -> file.getFileName().toString())
            .collect(Collectors.toSet());

    nothingWrong((page, _) -> page.profilesNotIn(pom));
    nothingWrong((page, _) -> page.testsNotIn(tests));
  }

  @Test
  void pages_links_lead() {
    nothingWrong(Page::deadLinks);
  }

  @Test
  void hello_agentCallAndTest_areTenLines() {
    List<String> regions =
        TREE.java().stream()
            .filter(file -> TREE.name(file).contains("/hello/"))
            .flatMap(file -> Page.regions(Tree.text(file)).stream())
            .toList();
    assertThat(regions).hasSize(2);

    assertThat(regions.stream().flatMap(PageTest::essential)).hasSizeLessThanOrEqualTo(10);
  }

  /// Lines that say something: no blank ones, lone brackets or lone annotations.
  private static Stream<String> essential(String code) {
    return Tree.lines(code).stream()
        .map(String::strip)
        .filter(line -> !line.matches("[{}();]*|@\\w+"));
  }

  @Test
  void codeNotIn_anotherLine_isTold() {
    Set<String> regions = Set.copyOf(Page.regions(SOURCE));

    assertThat(new Page("```java\nint a;\n\nint b;\n```\n").codeNotIn(regions)).isEmpty();
    assertThat(new Page("```java\nint a;\n\nint c;\n```\n").codeNotIn(regions)).hasSize(1);
    assertThat(new Page("```sh\nint c;\n```\n").codeNotIn(regions)).isEmpty();
  }

  @Test
  void settingsNotIn_unknownKey_isToldInBlocksAndText() {
    Set<String> known = Page.settings("# says = nothing\nhttp.port = 1\n#agents.folder = a\n");

    assertThat(known).containsExactlyInAnyOrder("http.port", "agents.folder");
    assertThat(
            new Page("`http.port`, `toy.echo`\n\n```properties\nagents.folder = x\n```\n")
                .settingsNotIn(known))
        .isEmpty();
    assertThat(
            new Page("`http.prot`\n\n```properties\nagents.foder = x\n```\n").settingsNotIn(known))
        .containsExactly("agents.foder", "http.prot");
  }

  @Test
  void profilesAndTests_unknownOnes_areTold() {
    Page page = new Page("`mvn -q -Prun -Donce`, `mvn verify -Pful`, `PageTest` and `NoTest`\n");

    assertThat(page.profilesNotIn("<id>run</id><id>full</id>")).containsExactly("ful");
    assertThat(page.testsNotIn(Set.of("PageTest.java"))).containsExactly("NoTest");
  }

  @Test
  void deadLinks_missingFilesAndHeadings_areTold(@TempDir Path folder) throws IOException {
    Path page = Files.writeString(folder.resolve("a.md"), "");
    var _ = Files.writeString(folder.resolve("b.md"), "# B\n\n## What it's for, `x`\n");
    String good = "[](b.md) [](b.md#whats-it-for) [](b.md#what-its-for-x) [](https://a.b) [](#a)";

    assertThat(new Page("# A\n" + good + " [](c.md) [](#b)\n").deadLinks(page))
        .containsExactly("b.md#whats-it-for", "c.md", "#b");
  }

  private static void nothingWrong(BiFunction<Page, Path, List<String>> rule) {
    List<String> wrong =
        TREE.markdown().stream()
            .flatMap(file ->
                rule.apply(new Page(Tree.text(file)), file).stream()
                    .map(each -> TREE.name(file) + ": " + each))
            .toList();
    assertThat(wrong).isEmpty();
  }
}
