package guildhall.host.child;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import guildhall.child.ChildMain;
import guildhall.sdk.Agent;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a child's class path is made of: the SDK, Jackson, and of the runtime the child's own
/// packages, which are taken out of it into a jar of their own.
final class ChildClasses {

  private static final List<String> PACKAGES = List.of("guildhall/child", "guildhall/json");

  private static final List<Class<?>> LIBRARIES =
      List.of(
          Agent.class,
          ObjectMapper.class,
          JsonParser.class,
          JsonValue.class,
          Jdk8Module.class,
          JavaTimeModule.class);

  private ChildClasses() {}

  /// Writes the jar and says the whole class path.
  static String write(Path jar) throws IOException {
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out)) {
      Path own = where(ChildMain.class);
      if (Files.isDirectory(own)) {
        copy(own, entries);
      } else {
        try (FileSystem opened = FileSystems.newFileSystem(own)) {
          copy(opened.getPath("/"), entries);
        }
      }
    }
    Set<Path> all = new LinkedHashSet<>(List.of(jar));
    for (Class<?> each : LIBRARIES) {
      all.add(where(each));
    }
    return all.stream()
        .map(Path::toString)
        .collect(Collectors.joining(System.getProperty("path.separator", ":")));
  }

  private static void copy(Path root, JarOutputStream entries) throws IOException {
    for (String each : PACKAGES) {
      List<Path> classes;
      try (Stream<Path> files = Files.list(root.resolve(each))) {
        classes = files.filter(file -> file.toString().endsWith(".class")).sorted().toList();
      }
      for (Path file : classes) {
        entries.putNextEntry(new JarEntry(each + "/" + file.getFileName()));
        try (InputStream in = Files.newInputStream(file)) {
          long _ = in.transferTo(entries);
        }
        entries.closeEntry();
      }
    }
  }

  private static Path where(Class<?> type) throws IOException {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    if (source == null) {
      throw new IOException("it is not known where " + type.getName() + " comes from");
    }
    try {
      return Path.of(source.getLocation().toURI()).toAbsolutePath();
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw new IOException(type.getName() + " comes from no file: " + source.getLocation(), e);
    }
  }
}
