package guildhall.host.child;

import guildhall.child.LastWord;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The process of a child, its folder, the socket it connects to, and why it ended.
///
/// The folder may be entered by this user alone: the socket lies there, and the empty folder in
/// which the process starts. It is deleted at the end.
final class ChildProcess {

  private static final Logger LOG = LoggerFactory.getLogger(ChildProcess.class);
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int TOKEN_BYTES = 32;
  private static final int LAST_OUTPUT_MILLIS = 2000;
  private static final int EXIT_MILLIS = 2000;
  private static final int OUT_OF_MEMORY = 3;
  private static final int SIGNALLED = 128;

  private final Process process;
  private final Path folder;
  private final ServerSocketChannel server;
  private final byte[] token;
  private volatile boolean outOfMemory;
  private final Thread output;
  private final CompletableFuture<String> verdict = new CompletableFuture<>();
  private final CompletableFuture<String> ended = new CompletableFuture<>();

  private ChildProcess(
      Process process, Path folder, ServerSocketChannel server, byte[] token, Spoken spoken) {
    this.process = process;
    this.folder = folder;
    this.server = server;
    this.token = token;
    this.output =
        Thread.ofPlatform()
            .daemon()
            .name("child-output-" + process.pid())
            .start(() -> spoken.follow(process.getInputStream(), () -> outOfMemory = true));
    var _ =
        process
            .onExit()
            .thenAccept(
                _ -> Thread.ofVirtual().name("child-end-" + process.pid()).start(this::finish));
  }

  static ChildProcess start(Path jar, Launch launch, Spoken spoken) throws IOException {
    Path folder = Files.createTempDirectory("guildhall-child-");
    try {
      Path socket = folder.resolve("s");
      ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      try {
        var _ = server.bind(UnixDomainSocketAddress.of(socket), 1);
        Path work = Files.createDirectory(folder.resolve("work"));
        Process process = launch.start(work, socket, jar);
        byte[] token = tell(process);
        return new ChildProcess(process, folder, server, token, spoken);
      } catch (IOException | RuntimeException e) {
        server.close();
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      delete(folder);
      throw e;
    }
  }

  /// By the standard input, which nobody else can read, and which ends with it.
  private static byte[] tell(Process process) throws IOException {
    byte[] random = new byte[TOKEN_BYTES];
    RANDOM.nextBytes(random);
    byte[] token = HexFormat.of().formatHex(random).getBytes(StandardCharsets.US_ASCII);
    try (OutputStream in = process.getOutputStream()) {
      in.write(token);
    } catch (IOException e) {
      var _ = process.destroyForcibly();
      throw e;
    }
    return token;
  }

  long pid() {
    return process.pid();
  }

  CompletableFuture<String> ended() {
    return ended;
  }

  SocketChannel accept() throws IOException {
    return server.accept();
  }

  boolean isToken(String said) {
    return MessageDigest.isEqual(token, said.getBytes(StandardCharsets.US_ASCII));
  }

  void acceptNoMore() {
    try {
      server.close();
      boolean _ = Files.deleteIfExists(folder.resolve("s"));
    } catch (IOException e) {
      LOG.debug("the socket's name stays in {}", folder, e);
    }
  }

  void kill(String why) {
    boolean _ = verdict.complete(why);
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    var _ = process.destroyForcibly();
  }

  /// The socket has ended: the process is ending, or has no business any more.
  void left() {
    try {
      if (process.waitFor(EXIT_MILLIS, TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    kill("it closed its socket");
  }

  private void finish() {
    try {
      boolean _ = output.join(Duration.ofMillis(LAST_OUTPUT_MILLIS));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    acceptNoMore();
    delete(folder);
    boolean _ = verdict.complete(reason(process.exitValue()));
    ended.complete(verdict.join());
  }

  private String reason(int exit) {
    if (exit == OUT_OF_MEMORY && outOfMemory) {
      return "it ran out of memory";
    }
    if (exit > SIGNALLED) {
      return "it was killed by signal " + (exit - SIGNALLED);
    }
    return LastWord.of(exit)
        .map(LastWord::sentence)
        .orElse("its code ended it with exit status " + exit);
  }

  private static void delete(Path folder) {
    List<Path> all;
    try (Stream<Path> found = Files.walk(folder)) {
      all = found.sorted(Comparator.reverseOrder()).toList();
      for (Path each : all) {
        Files.delete(each);
      }
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("cannot delete all of {}", folder, e);
    }
  }
}
