package guildhall.tidy;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/// What tidy means, one method a rule: a text in, what is wrong with it out, empty if nothing is.
final class Tidy {

  static final int LINE_CHARS_MAX = 100;
  static final int FILE_LINES_MAX = 600;
  static final int METHOD_LINES_MAX = 70;

  private static final Pattern LEFTOVER =
      Pattern.compile(
          "\\bThread\\.sleep\\b|\\bSystem\\.currentTimeMillis\\b|\\bprintStackTrace\\b"
              + "|\\bTODO\\b|\\bFIXME\\b|\\bXXX\\b");

  /// A library does not talk to the console.
  private static final Pattern CONSOLE = Pattern.compile("\\bSystem\\.(out|err)\\b|\\bIO\\.print");

  private static final Pattern SKIPPED = Pattern.compile("@(?:Disabled|Ignore)\\b");

  private static final String TEXT_BLOCK = "\"\"\"";

  private Tidy() {}

  /// Words that have no place in code that is shipped.
  static List<String> leftovers(String text) {
    return found(LEFTOVER, text);
  }

  /// Output to the console.
  static List<String> consoleOutput(String text) {
    return found(CONSOLE, text);
  }

  /// Tests that are switched off.
  static List<String> skippedTests(String text) {
    return found(SKIPPED, text);
  }

  /// Lines that are too long, except addresses, imports and text blocks, which cannot be broken.
  static List<String> longLines(String text) {
    List<String> wrong = new ArrayList<>();
    boolean inBlock = false;
    int number = 0;
    for (String line : Tree.lines(text)) {
      number++;
      boolean excused =
          inBlock
              || line.startsWith("import ")
              || line.contains("http://")
              || line.contains("https://");
      if (line.codePointCount(0, line.length()) > LINE_CHARS_MAX && !excused) {
        wrong.add("line " + number + " has " + line.codePointCount(0, line.length()) + " chars");
      }
      if (line.split(TEXT_BLOCK, -1).length % 2 == 0) {
        inBlock = !inBlock;
      }
    }
    return wrong;
  }

  /// A file that is too long.
  static List<String> longFile(String text) {
    int lines = Tree.lines(text).size();
    return lines > FILE_LINES_MAX ? List.of(lines + " lines") : List.of();
  }

  /// Methods that are too long, from the first annotation to the closing brace.
  static List<String> longMethods(String text) {
    if (Tree.lines(text).size() <= METHOD_LINES_MAX) {
      return List.of();
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    JavacTask task =
        (JavacTask) compiler.getTask(null, null, null, null, null, List.of(new Source(text)));
    try {
      List<String> wrong = new ArrayList<>();
      for (CompilationUnitTree unit : task.parse()) {
        new Lengths(unit, Trees.instance(task).getSourcePositions(), wrong).scan(unit, null);
      }
      return wrong;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A package-info without a doc comment.
  static List<String> undocumented(String text) {
    return text.startsWith("///") || text.startsWith("/**") ? List.of() : List.of("no doc comment");
  }

  /// A page that has not exactly one title.
  static List<String> titles(String text) {
    boolean inCode = false;
    int titles = 0;
    for (String line : Tree.lines(text)) {
      if (line.strip().startsWith("```")) {
        inCode = !inCode;
      } else if (!inCode && line.startsWith("# ")) {
        titles++;
      }
    }
    return titles == 1 ? List.of() : List.of(titles + " titles (lines with one #)");
  }

  private static List<String> found(Pattern pattern, String text) {
    List<String> wrong = new ArrayList<>();
    int number = 0;
    for (String line : Tree.lines(text)) {
      number++;
      Matcher matcher = pattern.matcher(line);
      while (matcher.find()) {
        wrong.add("line " + number + " says " + matcher.group());
      }
    }
    return wrong;
  }

  private static final class Lengths extends TreeScanner<@Nullable Void, @Nullable Void> {

    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final List<String> wrong;

    Lengths(CompilationUnitTree unit, SourcePositions positions, List<String> wrong) {
      this.unit = unit;
      this.positions = positions;
      this.wrong = wrong;
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, @Nullable Void none) {
      LineMap lines = unit.getLineMap();
      long first = lines.getLineNumber(positions.getStartPosition(unit, method));
      long last = lines.getLineNumber(positions.getEndPosition(unit, method));
      if (last - first + 1 > METHOD_LINES_MAX) {
        wrong.add(method.getName() + " has " + (last - first + 1) + " lines");
      }
      return super.visitMethod(method, null);
    }
  }

  private static final class Source extends SimpleJavaFileObject {

    private final String text;

    Source(String text) {
      super(URI.create("string:///Source.java"), JavaFileObject.Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
