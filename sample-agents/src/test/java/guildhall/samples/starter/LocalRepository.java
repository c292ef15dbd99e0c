package guildhall.samples.starter;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/// A local repository of Maven that has what the one of this build has, and besides this project's
/// modules as they were just compiled. The other one is left as it is.
///
/// @param folder where it lies
record LocalRepository(Path folder) {

  private static final String GROUP = "guildhall";
  private static final String VERSION = "0.1.0";

  static LocalRepository in(Path folder) throws IOException {
    Files.createDirectory(folder);
    String ofBuild = System.getProperty("starter.repository");
    Path there =
        ofBuild == null
            ? Path.of(System.getProperty("user.home"), ".m2/repository")
            : Path.of(ofBuild);
    try (Stream<Path> entries = Files.list(there)) {
      for (Path entry : entries.toList()) {
        String name = entry.getFileName().toString();
        if (!name.equals(GROUP)) {
          Files.createSymbolicLink(folder.resolve(name), entry.toAbsolutePath());
        }
      }
    }
    return new LocalRepository(folder);
  }

  void installPom(String artifact, Path pom) throws IOException {
    Files.copy(pom, place(artifact, ".pom"));
  }

  /// Installs the module that a class is of, from where the class was loaded: a folder or a jar.
  void install(String artifact, Class<?> of) throws IOException, URISyntaxException {
    installPom(artifact, Path.of("..", artifact, "pom.xml"));
    Path classes = Path.of(of.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path jar = place(artifact, ".jar");
    if (Files.isDirectory(classes)) {
      pack(classes, jar);
    } else {
      Files.copy(classes, jar);
    }
  }

  private Path place(String artifact, String suffix) throws IOException {
    Path place = Files.createDirectories(folder.resolve(GROUP).resolve(artifact).resolve(VERSION));
    return place.resolve(artifact + "-" + VERSION + suffix);
  }

  private static void pack(Path classes, Path jar) throws IOException {
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream packed = new JarOutputStream(out);
        Stream<Path> files = Files.walk(classes)) {
      List<Path> all = files.filter(Files::isRegularFile).toList();
      for (Path file : all) {
        packed.putNextEntry(new JarEntry(classes.relativize(file).toString().replace('\\', '/')));
        Files.copy(file, packed);
        packed.closeEntry();
      }
    }
  }
}
