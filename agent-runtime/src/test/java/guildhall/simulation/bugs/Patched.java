package guildhall.simulation.bugs;

import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.patch.PatchFailedException;
import java.io.IOException;
import java.io.StringWriter;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/// The project's classes with some of them built from changed sources.
final class Patched {

  private static final Path SOURCES = Path.of("src/main/java").toAbsolutePath();
  private static final Path CLASSES = Path.of("target/classes").toAbsolutePath();
  private static final Path TEST_CLASSES = Path.of("target/test-classes").toAbsolutePath();

  /// Looks for the project's classes here first, in any other loader for those of others.
  private static final class OwnFirst extends URLClassLoader {

    OwnFirst(List<Path> folders) throws MalformedURLException {
      super(urls(folders), Patched.class.getClassLoader());
    }

    private static URL[] urls(List<Path> folders) throws MalformedURLException {
      URL[] urls = new URL[folders.size()];
      for (int i = 0; i < urls.length; i++) {
        urls[i] = folders.get(i).toUri().toURL();
      }
      return urls;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith("guildhall.") || name.startsWith("guildhall.sdk.")) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? findClass(name) : loaded;
      }
    }
  }

  private Patched() {}

  /// Classes built from sources that a unified diff has changed; those it does not change are as
  /// they are.
  ///
  /// @param diff of one or more files below the sources
  /// @param folder for the changed sources and their classes
  static ClassLoader load(List<String> diff, Path folder) throws IOException {
    List<Path> changed = new ArrayList<>();
    for (List<String> part : parts(diff)) {
      changed.add(change(part, folder));
    }
    if (!changed.isEmpty()) {
      compile(changed, folder);
    }
    return new OwnFirst(List.of(folder.resolve("classes"), CLASSES, TEST_CLASSES));
  }

  private static List<List<String>> parts(List<String> diff) {
    List<List<String>> parts = new ArrayList<>();
    for (String line : diff) {
      if (line.startsWith("--- ")) {
        parts.add(new ArrayList<>());
      }
      if (!parts.isEmpty()) {
        parts.getLast().add(line);
      }
    }
    return parts;
  }

  private static Path change(List<String> part, Path folder) throws IOException {
    String name = part.getFirst().replaceFirst("^--- a/(?:agent-runtime/src/main/java/)?", "");
    List<String> before = Files.readAllLines(SOURCES.resolve(name));
    try {
      List<String> after = UnifiedDiffUtils.parseUnifiedDiff(part).applyFuzzy(before, 2);
      Path to = folder.resolve("sources").resolve(name);
      Files.createDirectories(to.getParent());
      return Files.write(to, after);
    } catch (PatchFailedException e) {
      throw new AssertionError("the patch does not fit " + name + " any more", e);
    }
  }

  private static void compile(List<Path> sources, Path folder) throws IOException {
    Path classes = Files.createDirectories(folder.resolve("classes"));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    List<String> options =
        List.of(
            "-proc:none",
            "-d",
            classes.toString(),
            "-classpath",
            System.getProperty("java.class.path"));
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      var units = files.getJavaFileObjectsFromPaths(sources);
      if (!compiler.getTask(said, files, null, options, null, units).call()) {
        throw new AssertionError("a patched source does not compile: " + said);
      }
    }
  }
}
