package guildhall.host.child;

import static org.assertj.core.api.Assertions.assertThat;

import guildhall.child.FromChild;
import guildhall.child.FromRuntime;
import guildhall.child.LastWord;
import guildhall.child.Wire;
import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A child's process alone, at the other end of whose socket is this test: the system closes a
/// socket when the process behind it dies, however it does.
class LonelyChildTest {

  @TempDir private Path folder;

  private interface Parting {
    void with(SocketChannel channel) throws IOException;
  }

  /// How the process ends when the other end does that, once it has offered its agents.
  private LastWord lastWord(Parting parting) throws Exception {
    Path jar = Files.write(folder.resolve("zoo.jar"), Zoo.jar(folder));
    Path socket = folder.resolve("s");
    String classPath = ChildClasses.write(folder.resolve("child.jar"));
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      var _ = server.bind(UnixDomainSocketAddress.of(socket));
      Path work = Files.createDirectory(folder.resolve("work"));
      Process process = new Launch(classPath, ChildLimits.USUAL).start(work, socket, jar);
      try (OutputStream in = process.getOutputStream()) {
        in.write("secret".getBytes(StandardCharsets.US_ASCII));
      }
      try (SocketChannel channel = server.accept()) {
        awaitOffers(new Wire<>(channel, FromRuntime.class, FromChild.class));
        parting.with(channel);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return LastWord.of(process.exitValue()).orElseThrow();
      } finally {
        var _ = process.destroyForcibly();
      }
    }
  }

  private static void awaitOffers(Wire<FromRuntime, FromChild> wire) throws IOException {
    assertThat(wire.read().message()).isEqualTo(new FromChild.Hi("secret"));
    FromChild next = wire.read().message();
    while (next instanceof FromChild.Beat) {
      next = wire.read().message();
    }
    assertThat(next).isInstanceOf(FromChild.Offers.class);
  }

  @Test
  void socket_closes_childEndsItself() throws Exception {
    assertThat(lastWord(SocketChannel::close)).isEqualTo(LastWord.ALONE);
  }

  @Test
  void socket_saysNonsense_childEndsItself() throws Exception {
    byte[] nonsense = "{\"kind\":\"dance\"}".getBytes(StandardCharsets.US_ASCII);
    ByteBuffer frame =
        ByteBuffer.allocate(Integer.BYTES + nonsense.length)
            .putInt(nonsense.length)
            .put(nonsense)
            .flip();
    assertThat(
            lastWord(channel -> {
              int _ = channel.write(frame);
            }))
        .isEqualTo(LastWord.MISHEARD);
  }
}
