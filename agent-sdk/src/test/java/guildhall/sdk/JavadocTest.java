package guildhall.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.DocumentationTool;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The pages about the SDK can be made, and the tool that makes them has nothing to say against any
/// comment. They are left in `target/javadoc`.
class JavadocTest {

  private final DocumentationTool javadoc = ToolProvider.getSystemDocumentationTool();

  @Test
  void sdk_everyComment_isWholeAndItsLinksLead() throws IOException {
    Path pages = Path.of("target", "javadoc");
    Path sources = Path.of("src", "main", "java");
    try (StandardJavaFileManager files = javadoc.getStandardFileManager(null, null, null);
        Stream<Path> tree = Files.walk(sources)) {
      List<Path> java = tree.filter(file -> file.toString().endsWith(".java")).toList();
      assertThat(java).hasSizeGreaterThan(30);

      assertThat(complaints(pages, files.getJavaFileObjectsFromPaths(java))).isEmpty();
    }
    assertThat(pages.resolve("guildhall/sdk/Agent.html")).exists();
  }

  @Test
  void comment_thatLacksAParameterOrALink_isToldAndFails(@TempDir Path pages) {
    String source =
        """
        /// A class.
        public class Sample {
          private Sample() {}
          /// Like [#nothing].
          public static void method(int number) {}
        }
        """;
    assertThat(complaints(pages, List.of(new Source(source))))
        .contains("no @param for number")
        .contains("reference not found")
        .contains("-Werror");
  }

  /// What the tool has to say, empty if nothing.
  private String complaints(Path pages, Iterable<? extends JavaFileObject> sources) {
    List<String> options =
        List.of(
            "-Xdoclint:all",
            "-Werror",
            "-quiet",
            "-Xmaxwarns",
            "1000",
            "-d",
            pages.toString(),
            "-classpath",
            System.getProperty("java.class.path"));
    StringWriter said = new StringWriter();
    boolean made = javadoc.getTask(said, null, null, null, options, sources).call();
    return made ? said.toString() : said + "the pages were not made";
  }

  private static final class Source extends SimpleJavaFileObject {

    private final String text;

    Source(String text) {
      super(URI.create("string:///Sample.java"), JavaFileObject.Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
