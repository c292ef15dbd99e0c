package guildhall.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The whole tree against [Tidy], and each rule of it seen to fail.
final class TidyTest {

  private static final Tree TREE = Tree.here();

  @Test
  void tree_readForTheRules_isAllThere() {
    assertThat(TREE.java()).hasSizeGreaterThan(290);
    assertThat(Tree.MODULES)
        .allSatisfy(module ->
            assertThat(TREE.java("main")).anyMatch(file -> file.toString().contains(module)));
    assertThat(TREE.markdown()).isNotEmpty();
  }

  @Test
  void packages_ofCodeAndTests_sayWhatBelongsThere() {
    List<String> bare =
        TREE.java().stream()
            .map(Path::getParent)
            .distinct()
            .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
            .map(TREE::name)
            .toList();

    assertThat(bare).as("packages without a package-info.java").isEmpty();
    nothingWrong(
        TREE.java().stream().filter(file -> file.endsWith("package-info.java")),
        Tidy::undocumented);
  }

  @Test
  void code_leftovers_areAbsent() {
    nothingWrong(TREE.java("main").stream(), Tidy::leftovers);
  }

  @Test
  void library_consoleOutput_isAbsent() {
    nothingWrong(
        TREE.java("main").stream().filter(file -> !isProgram(TREE.name(file))),
        Tidy::consoleOutput);
  }

  /// The samples are run, and so is the operator's command; the rest is a library.
  private static boolean isProgram(String file) {
    return file.startsWith("sample-agents") || file.contains("/guildhall/cli/");
  }

  @Test
  void tests_switchedOff_areAbsent() {
    nothingWrong(TREE.java("test").stream(), Tidy::skippedTests);
  }

  @Test
  void files_methodsAndLines_areShort() {
    nothingWrong(TREE.java().stream(), Tidy::longFile);
    nothingWrong(TREE.java().stream(), Tidy::longMethods);
    nothingWrong(TREE.java().stream(), Tidy::longLines);
  }

  @Test
  void pages_titles_areOneEach() {
    nothingWrong(TREE.markdown().stream(), Tidy::titles);
  }

  @Test
  void leftovers_eachWord_isFound() {
    assertThat(
            Tidy.leftovers(
                """
                Thread.sleep(1);
                long now = System.currentTimeMillis();
                e.printStackTrace();
                // TODO, FIXME and XXX
                """))
        .containsExactly(
            "line 1 says Thread.sleep",
            "line 2 says System.currentTimeMillis",
            "line 3 says printStackTrace",
            "line 4 says TODO",
            "line 4 says FIXME",
            "line 4 says XXX");
    assertThat(Tidy.leftovers("// a TODOS list, mastodon\nclock.millis();\n")).isEmpty();
  }

  @Test
  void consoleOutput_eachWay_isFound() {
    assertThat(Tidy.consoleOutput("System.out.print(1);\nSystem.err.print(1);\nIO.println(1);\n"))
        .hasSize(3);
    assertThat(Tidy.consoleOutput("/// The system's outbox.\n")).isEmpty();
  }

  @Test
  void skippedTests_eachAnnotation_isFound() {
    assertThat(Tidy.skippedTests("@" + "Disabled(\"flaky\")\n@" + "Ignore\n")).hasSize(2);
    assertThat(Tidy.skippedTests("@Test\n@DisabledOnOs(OS.WINDOWS)\n")).isEmpty();
  }

  @Test
  void longLines_longerThanAllowed_areFoundUnlessTheyCannotBeBroken() {
    String hundred = "a".repeat(Tidy.LINE_CHARS_MAX);

    assertThat(Tidy.longLines(hundred + "\n" + hundred + "b\n"))
        .containsExactly("line 2 has 101 chars");
    assertThat(Tidy.longLines("\"\"\"\n" + hundred + "b\n\"\"\"\n" + hundred + "c\n"))
        .containsExactly("line 4 has 101 chars");
    assertThat(Tidy.longLines("// https://example.org/" + hundred + "\n")).isEmpty();
    assertThat(Tidy.longLines("import a." + hundred + ";\n")).isEmpty();
  }

  @Test
  void longFile_oneLineMore_isFound() {
    assertThat(Tidy.longFile("a\n".repeat(Tidy.FILE_LINES_MAX))).isEmpty();
    assertThat(Tidy.longFile("a\n".repeat(Tidy.FILE_LINES_MAX + 1))).containsExactly("601 lines");
  }

  @Test
  void longMethods_oneLineMore_isFoundAtAnyDepth() {
    String shortEnough = "void a() {\n" + ";\n".repeat(Tidy.METHOD_LINES_MAX - 2) + "}\n";
    String tooLong = "void b() {\n" + ";\n".repeat(Tidy.METHOD_LINES_MAX - 1) + "}\n";

    assertThat(Tidy.longMethods("class A {\n" + shortEnough + "}\n")).isEmpty();
    assertThat(Tidy.longMethods("class A {\nclass B {\n" + shortEnough + tooLong + "}}\n"))
        .containsExactly("b has 71 lines");
  }

  @Test
  void undocumented_bareAnnotation_isFound() {
    assertThat(Tidy.undocumented("@NullMarked\npackage a;\n")).hasSize(1);
    assertThat(Tidy.undocumented("/// What belongs here.\npackage a;\n")).isEmpty();
  }

  @Test
  void titles_noneOrTwo_areFound() {
    assertThat(Tidy.titles("# One\n\n## Two\n\n```\n# a comment\n```\n")).isEmpty();
    assertThat(Tidy.titles("## Two\n")).hasSize(1);
    assertThat(Tidy.titles("# One\n# Two\n")).hasSize(1);
  }

  private static void nothingWrong(Stream<Path> files, Function<String, List<String>> rule) {
    List<String> wrong =
        files
            .flatMap(file ->
                rule.apply(Tree.text(file)).stream().map(each -> TREE.name(file) + ": " + each))
            .toList();
    assertThat(wrong).isEmpty();
  }
}
