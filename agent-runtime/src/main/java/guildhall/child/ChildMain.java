package guildhall.child;

import guildhall.sdk.Agent;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The process of one untrusted jar: says who it is, loads the jar, and does what the runtime asks
/// until the socket closes.
public final class ChildMain {

  private static final int LONGEST_TOKEN = 200;

  private ChildMain() {}

  /// Starts it. The token comes by the standard input, where no other process can read it.
  ///
  /// @param args the runtime's socket, the jar, and how many platform threads there may be
  public static void main(String[] args) {
    if (args.length != 3) {
      LastWord.MISUSED.halt();
      return;
    }
    try {
      String token =
          new String(System.in.readNBytes(LONGEST_TOKEN), StandardCharsets.US_ASCII).strip();
      SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
      var _ = channel.connect(UnixDomainSocketAddress.of(Path.of(args[0])));
      serve(
          new Wire<>(channel, FromChild.class, FromRuntime.class),
          token,
          Path.of(args[1]),
          Integer.parseInt(args[2]));
    } catch (BadFrameException _) {
      LastWord.MISHEARD.halt();
    } catch (IOException _) {
      LastWord.ALONE.halt();
    } catch (NumberFormatException _) {
      LastWord.MISUSED.halt();
    }
  }

  private static void serve(
      Wire<FromChild, FromRuntime> wire, String token, Path jar, int mostThreads)
      throws IOException {
    Outbox out = new Outbox(wire);
    Thread.ofPlatform().daemon().name("guildhall-write").start(wire::write);
    out.say(new FromChild.Hi(token));
    Pulse.start(out, mostThreads);
    Desk desk = new Desk(out);
    Thread.ofVirtual().name("agents").start(() -> offer(out, desk, jar));
    while (true) { // ends by the end of the socket
      desk.on(wire.read().message());
    }
  }

  private static void offer(Outbox out, Desk desk, Path jar) {
    try {
      List<Agent> agents = JarOfAgents.load(jar);
      Optional<String> problem = JarOfAgents.problem(agents);
      if (problem.isPresent()) {
        out.say(new FromChild.NoAgents(problem.get()));
      } else {
        desk.open(agents);
        out.say(new FromChild.Offers(agents.stream().map(JarOfAgents::offered).toList()));
      }
    } catch (Throwable thrown) { // whatever an agent's code throws, errors included
      out.say(new FromChild.NoAgents("its code threw " + Text.of(thrown)));
    }
  }
}
