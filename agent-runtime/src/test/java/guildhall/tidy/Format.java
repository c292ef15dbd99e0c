package guildhall.tidy;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions.Style;
import com.google.googlejavaformat.java.StringWrapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Formats every Java file of the project in place; `mvn -q -Pformat` starts it.
///
/// It is started from source (`java Format.java`), so that code which does not compile for want of
/// a fix can be formatted all the same. The same [#formatted] is what the test compares with: the
/// two cannot disagree. Imports are sorted and never removed, because the formatter does not see
/// those that only a doc comment uses.
public final class Format {

  private static final Formatter FORMATTER = new Formatter();

  private Format() {}

  /// Formats; says which files it changed.
  ///
  /// @throws FormatterException if a file is not Java
  public static void main(String... none) throws IOException, FormatterException {
    Tree tree = Tree.here();
    int changed = 0;
    for (Path file : tree.javaShown()) {
      String before = Tree.text(file);
      String after = formatted(before);
      if (!after.equals(before)) {
        Files.writeString(file, after);
        IO.println("formatted " + tree.name(file));
        changed++;
      }
    }
    IO.println(changed + " of " + tree.javaShown().size() + " files formatted");
  }

  /// A file as it should be.
  static String formatted(String text) throws FormatterException {
    String formatted = FORMATTER.formatSource(text);
    return StringWrapper.wrap(ImportOrderer.reorderImports(formatted, Style.GOOGLE), FORMATTER);
  }
}
