package guildhall.host.jars;

import guildhall.host.Gate;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/// Makes jars of agents from a source of one class, `jarred.Shop`.
public final class JarMaker {

  private static final String SOURCE =
      """
      package jarred;

      import guildhall.sdk.Agent;
      import guildhall.sdk.Amount;
      import guildhall.sdk.Capability;
      import java.util.List;

      public final class Shop implements guildhall.sdk.spi.Agents {
        public record Word(String word) {}

        public static final Capability<Word, Word> SAY =
            Capability.of("jar.say", Word.class, Word.class).repeatable();

        private static Word say(Word in, String more) { return new Word(in.word() + more); }

        private static Agent named(String name, String more) {
          return Agent.named(name).sells(SAY, Amount.credits("1"), (in, call) -> say(in, more));
        }

        private static Agent waiting(String name) {
          return Agent.named(name).sells(SAY, Amount.credits("1"), (in, call) -> {
            guildhall.host.Gate.pass();
            return say(in, " at last");
          });
        }

        @Override
        public List<Agent> agents() {
          BODY
        }
      }
      """;

  private static final List<String> OPTIONS =
      List.of("-proc:none", "-cp", System.getProperty("java.class.path"));

  private final Path folder;
  private int made;

  /// @param folder for what is made on the way
  public JarMaker(Path folder) {
    this.folder = folder;
  }

  /// A jar that offers what the body of `agents()` returns.
  byte[] jar(String body) throws IOException {
    return jar(body, true);
  }

  byte[] jar(String body, boolean offered) throws IOException {
    return compiled(Map.of("Shop.java", SOURCE.replace("BODY", body)), offered, List.of());
  }

  /// A jar of whole sources by file name, which also brings classes of the class path.
  public byte[] compiled(Map<String, String> sources, boolean offered, List<Class<?>> brought)
      throws IOException {
    Path root = Files.createDirectories(folder.resolve("made-" + made++));
    List<String> options = new ArrayList<>(OPTIONS);
    for (Map.Entry<String, String> each : sources.entrySet()) {
      options.add(Files.writeString(root.resolve(each.getKey()), each.getValue()).toString());
    }
    Path classes = Files.createDirectories(root.resolve("classes"));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    options.addAll(List.of("-d", classes.toString()));
    int failed = compiler.run(null, null, null, options.toArray(String[]::new));
    if (failed != 0) {
      throw new IllegalStateException("the source does not compile");
    }
    Path jar = root.resolve("shop.jar");
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out)) {
      for (Path each : files(classes)) {
        put(entries, classes.relativize(each).toString(), Files.readAllBytes(each));
      }
      for (Class<?> each : brought) {
        String name = each.getName().replace('.', '/') + ".class";
        try (InputStream in = each.getClassLoader().getResourceAsStream(name)) {
          put(entries, name, Objects.requireNonNull(in).readAllBytes());
        }
      }
      if (offered) {
        put(
            entries,
            "META-INF/services/guildhall.sdk.spi.Agents",
            "jarred.Shop".getBytes(StandardCharsets.UTF_8));
      }
    }
    return Files.readAllBytes(jar);
  }

  private static List<Path> files(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  private static void put(JarOutputStream out, String name, byte[] bytes) throws IOException {
    out.putNextEntry(new JarEntry(name));
    out.write(bytes);
    out.closeEntry();
  }
}
