package guildhall.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.FormatterException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// One format, nobody's taste.
final class FormatTest {

  @Test
  void sources_formattedAgain_areTheSame() throws FormatterException {
    Tree tree = Tree.here();
    List<String> different = new ArrayList<>();
    for (Path file : tree.javaShown()) {
      String text = Tree.text(file);
      if (!Format.formatted(text).equals(text)) {
        different.add(tree.name(file));
      }
    }
    assertThat(different).as("not formatted; to fix it run: mvn -q -Pformat").isEmpty();
  }

  @Test
  void formatted_untidySource_becomesTidyAndKeepsItsImports() throws FormatterException {
    String untidy =
        """
        import java.util.Set;
        import java.util.List;
        /// Says [List] and [Set] in its doc comment only, which the formatter does not count.
        class   A { int a ; }
        """;

    assertThat(Format.formatted(untidy))
        .isEqualTo(
            """
            import java.util.List;
            import java.util.Set;

            /// Says [List] and [Set] in its doc comment only, which the formatter does not count.
            class A {
              int a;
            }
            """);
  }

  @Test
  void formatted_longDocComment_isWrappedAndStaysADocComment() throws FormatterException {
    String sentence = "/// " + "word ".repeat(40).strip() + "\n";

    String formatted = Format.formatted(sentence + "class A {}\n");

    assertThat(Tree.lines(formatted)).hasSizeGreaterThan(2).allMatch(line -> line.length() <= 100);
    assertThat(formatted.split("word", -1)).hasSize(41);
    assertThat(Tree.lines(formatted).stream().filter(line -> !line.startsWith("/// ")))
        .containsExactly("class A {}");
  }
}
