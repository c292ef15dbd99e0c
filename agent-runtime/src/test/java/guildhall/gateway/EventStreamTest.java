package guildhall.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import guildhall.book.MemoryJournal;
import guildhall.gateway.fixture.Door;
import guildhall.gateway.fixture.Event;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Event streams: everything once, in order, from where the reader was, to the end of the task.
class EventStreamTest {

  private static List<Event> all(Door door, String task, String... headers) throws Exception {
    HttpResponse<Stream<String>> response = door.stream("/v1/tasks/" + task + "/events", headers);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream");
    try (Stream<String> lines = response.body()) {
      return Event.all(lines);
    }
  }

  private static List<Event> durable(List<Event> events) {
    return events.stream().filter(event -> !event.id().isEmpty()).toList();
  }

  @Test
  void events_ofATaskWithRoyalties_runFromSubmissionToDistribution() throws Exception {
    try (Door door = Door.open()) {
      String task = door.submit("toy.lookup", "bees");
      List<Event> events = all(door, task);
      assertThat(events.getFirst().type()).isEqualTo("task.submitted");
      assertThat(events)
          .extracting(Event::type)
          .containsSubsequence("call.awarded", "call.settled", "step.ended", "task.ended")
          .contains("royalties.distributed");
      assertThat(durable(events))
          .extracting(event -> Long.parseLong(event.id()))
          .isSorted()
          .doesNotHaveDuplicates()
          .isEqualTo(door.world().task(task).events());
      assertThat(events.get(1).data().at("/bids/0/score/price").isInt()).isTrue();
      assertThat(events.get(1).data().path("task").asText()).isEqualTo(task);
      assertThat(door.get("/v1/tasks/" + task + "/receipt").json().path("state").asText())
          .isNotEqualTo("SETTLED");
      assertThat(door.world().balance("beekeeper")).isPositive();
    }
  }

  @Test
  void events_resumedAfterAnyOfThem_areExactlyTheMissingOnes() throws Exception {
    try (Door door = Door.open()) {
      String task = door.submit("toy.lookup", "bees");
      List<Event> events = durable(all(door, task));
      for (int i = 0; i < events.size() - 1; i++) {
        List<Event> rest = events.subList(i + 1, events.size());
        assertThat(all(door, task, "Last-Event-ID", events.get(i).id())).isEqualTo(rest);
      }
      HttpResponse<Stream<String>> after =
          door.stream("/v1/tasks/" + task + "/events?after=" + events.get(1).id());
      assertThat(Event.all(after.body())).isEqualTo(events.subList(2, events.size()));
      HttpResponse<Stream<String>> nothing =
          door.stream("/v1/tasks/" + task + "/events", "Last-Event-ID", events.getLast().id());
      assertThat(nothing.statusCode()).isEqualTo(204);
      assertThat(door.get("/v1/tasks/" + task + "/events", "Last-Event-ID", "x").code())
          .isEqualTo("invalid_parameter");
    }
  }

  @Test
  void events_whileTheTaskRuns_comeLiveWithTransientProgressBetween() throws Exception {
    try (Door door = Door.open()) {
      String task = door.submit("toy.chatty", "x");
      HttpResponse<Stream<String>> response = door.stream("/v1/tasks/" + task + "/events");
      List<Event> events = new ArrayList<>();
      try (Stream<String> lines = response.body()) {
        Iterator<String> rest = lines.iterator();
        while (events.stream().noneMatch(event -> event.type().equals("call.awarded"))) {
          events.add(Event.next(rest));
        }
        door.letGo();
        while (rest.hasNext()) {
          events.add(Event.next(rest));
        }
      }
      List<Event> progress =
          events.stream().filter(event -> event.type().equals("call.progressed")).toList();
      assertThat(progress)
          .extracting(event -> event.data().path("permille").asInt())
          .contains(1000);
      assertThat(progress).filteredOn(event -> event.id().isEmpty()).hasSizeGreaterThan(10);
      assertThat(durable(events))
          .extracting(event -> Long.parseLong(event.id()))
          .isEqualTo(door.world().task(task).events());
      assertThat(events).extracting(Event::type).contains("task.ended");
    }
  }

  @Test
  void events_ofManyReadersAtOnce_areTheSameForEach() throws Exception {
    try (Door door = Door.open()) {
      String task = door.submit("toy.slow", "x");
      List<HttpResponse<Stream<String>>> readers = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        readers.add(door.stream("/v1/tasks/" + task + "/events"));
      }
      door.letGo();
      List<Long> expected = new ArrayList<>();
      for (HttpResponse<Stream<String>> reader : readers) {
        List<Long> ids =
            durable(Event.all(reader.body())).stream()
                .map(event -> Long.parseLong(event.id()))
                .toList();
        expected = door.world().task(task).events();
        assertThat(ids).isEqualTo(expected);
      }
      assertThat(expected).isNotEmpty();
    }
  }

  @Test
  void events_whenNothingHappens_areKeptAliveByPings() throws Exception {
    try (Door door =
        Door.open(
            new MemoryJournal(),
            config ->
                config.withPatience(
                    Duration.ofMillis(20), Duration.ofSeconds(10), Duration.ofSeconds(5)))) {
      String task = door.submit("toy.slow", "x");
      try (Stream<String> lines = door.stream("/v1/tasks/" + task + "/events").body()) {
        assertThat(lines.filter(line -> line.equals(": ping")).limit(3).count()).isEqualTo(3);
      }
    }
  }

  @Test
  void events_whenTheReaderHasGone_areNotKeptForIt() throws Exception {
    try (Door door =
        Door.open(
            new MemoryJournal(),
            config ->
                config.withPatience(
                    Duration.ofMillis(20), Duration.ofSeconds(10), Duration.ofSeconds(5)))) {
      String task = door.submit("toy.slow", "x");
      HttpResponse<Stream<String>> response = door.stream("/v1/tasks/" + task + "/events");
      assertThat(door.gateway().streamCount()).isEqualTo(1);
      response.body().close();
      awaitNoStreams(door);
    }
  }

  @Test
  void events_readTooSlowly_closeTheConnection() throws Exception {
    try (Door door =
        Door.open(
            new MemoryJournal(),
            config ->
                config.withPatience(
                    Duration.ofNanos(1), Duration.ofMillis(300), Duration.ofSeconds(5)))) {
      String task = door.submit("toy.slow", "x");
      try (Socket socket = new Socket()) {
        socket.setReceiveBufferSize(1024);
        socket.setSoTimeout(20_000);
        socket.connect(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), door.gateway().actualPort()));
        socket
            .getOutputStream()
            .write(
                ("GET /v1/tasks/" + task + "/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
        assertThat(socket.getInputStream().read()).isEqualTo('H');
        // Pings without pause fill every buffer on the way; nobody reads them.
        awaitNoStreams(door);
        assertThat(cutOff(socket.getInputStream())).isTrue();
      }
    }
  }

  /// Whether what is left to read ends without the last chunk of a whole answer.
  private static boolean cutOff(InputStream in) {
    try {
      String rest = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return !rest.endsWith("0\r\n\r\n");
    } catch (SocketTimeoutException _) {
      return false; // nothing more came, but it is still open
    } catch (IOException _) {
      return true;
    }
  }

  private static void awaitNoStreams(Door door) {
    long giveUp = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (door.gateway().streamCount() > 0 && System.nanoTime() < giveUp) {
      Thread.onSpinWait();
    }
    assertThat(door.gateway().streamCount()).isZero();
  }

  @Test
  void close_withOpenStreams_cutsThemOff() throws Exception {
    try (Door door = Door.open();
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), door.gateway().actualPort())) {
      String task = door.submit("toy.slow", "x");
      socket
          .getOutputStream()
          .write(
              ("GET /v1/tasks/" + task + "/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      assertThat(socket.getInputStream().read()).isEqualTo('H');
      assertThat(door.gateway().streamCount()).isEqualTo(1);
      door.gateway().close().toCompletionStage().toCompletableFuture().join();
      awaitNoStreams(door);
      assertThat(cutOff(socket.getInputStream())).isTrue();
    }
  }

  @Test
  void body_thatNeverComesWhole_endsItsConnection() throws Exception {
    try (Door door =
            Door.open(
                new MemoryJournal(),
                config ->
                    config.withPatience(
                        Duration.ofSeconds(15), Duration.ofMillis(300), Duration.ofSeconds(5)));
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), door.gateway().actualPort())) {
      socket.setSoTimeout(20_000);
      socket
          .getOutputStream()
          .write(
              ("POST /v1/tasks HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                      + "Content-Length: 1000\r\n\r\n{")
                  .getBytes(StandardCharsets.US_ASCII));
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
      assertThat(door.get("/v1/tasks").json().path("tasks")).isEmpty();
    }
  }
}
