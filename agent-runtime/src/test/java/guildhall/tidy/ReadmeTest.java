package guildhall.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What README shows of code is code.
class ReadmeTest {

  private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  @TempDir Path folder;

  @Test
  void snippets_compileAgainstTheSdk() throws Exception {
    String readme =
        Tree.here().markdown().stream()
            .filter(page -> page.endsWith("README.md"))
            .map(Tree::text)
            .findFirst()
            .orElseThrow();
    List<String> snippets =
        JAVA.matcher(readme).results().map((MatchResult found) -> found.group(1)).toList();
    assertThat(snippets).isNotEmpty();
    for (String snippet : snippets) {
      assertThat(compile("import guildhall.sdk.*;\n" + snippet)).as(snippet).isEmpty();
    }
  }

  @Test
  void snippet_thatDoesNotCompile_isTold() {
    assertThat(compile("class Greeter { Missing field; }")).contains("Missing");
  }

  /// What the compiler has to say, empty if nothing.
  private String compile(String source) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    JavaFileObject file =
        new SimpleJavaFileObject(URI.create("string:///Greeter.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
          }
        };
    List<String> options =
        List.of("-d", folder.toString(), "-classpath", System.getProperty("java.class.path"));
    var task = compiler.getTask(said, null, null, options, null, List.of(file));
    return task.call() ? "" : said.toString();
  }
}
