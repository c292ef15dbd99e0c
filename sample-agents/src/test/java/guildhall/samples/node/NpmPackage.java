package guildhall.samples.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;

/// A package of the npm registry, fetched once and kept beside Maven's own. Its SHA-512 is checked
/// before it is unpacked. Offline from the second time on.
///
/// @param url of its tarball
/// @param integrity as a package-lock says it: `sha512-` and base64
record NpmPackage(URI url, String integrity) {

  private static final Path KEPT = Path.of(System.getProperty("user.home"), ".m2", "guildhall-npm");
  private static final Duration WITHIN = Duration.ofMinutes(5);

  /// The folder with its files.
  Path unpacked() {
    Path folder = KEPT.resolve(HexFormat.of().formatHex(sha512(), 0, 16));
    try {
      if (!Files.exists(folder)) {
        fetch(folder);
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot get " + url + "; the first time needs a network", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private byte[] sha512() {
    if (!integrity.startsWith("sha512-")) {
      throw new AssertionError("no SHA-512 for " + url);
    }
    return Base64.getDecoder().decode(integrity.substring(7));
  }

  /// Into a folder of its own first: whoever comes at the same time finds all of it or nothing.
  private void fetch(Path folder) throws IOException, InterruptedException {
    Files.createDirectories(KEPT);
    Path making = Files.createTempDirectory(KEPT, "making-");
    Path tarball = making.resolve("package.tgz");
    Files.write(tarball, checked(download()));
    Path files = Files.createDirectory(making.resolve("files"));
    untar(tarball, files);
    try {
      Files.move(files, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException | DirectoryNotEmptyException _) {
      NodeJs.delete(files); // another was faster
    }
    NodeJs.delete(making);
  }

  private byte[] download() throws IOException, InterruptedException {
    try (HttpClient client =
        HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build()) {
      var answer =
          client.send(
              HttpRequest.newBuilder(url).timeout(WITHIN).build(), BodyHandlers.ofByteArray());
      if (answer.statusCode() != 200) {
        throw new IOException("status " + answer.statusCode());
      }
      return answer.body();
    }
  }

  private byte[] checked(byte[] tarball) throws IOException {
    try {
      if (MessageDigest.isEqual(MessageDigest.getInstance("SHA-512").digest(tarball), sha512())) {
        return tarball;
      }
      throw new IOException("its SHA-512 is not " + integrity);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void untar(Path tarball, Path into) throws IOException, InterruptedException {
    Process tar =
        new ProcessBuilder(
                "tar",
                "-xzf",
                tarball.toString(),
                "-C",
                into.toString(),
                "--strip-components=1",
                "--no-same-owner")
            .redirectErrorStream(true)
            .start();
    String said = new String(tar.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!tar.waitFor(1, TimeUnit.MINUTES) || tar.exitValue() != 0) {
      throw new IOException("tar says: " + said);
    }
  }
}
