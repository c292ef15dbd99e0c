package guildhall.host.child;

import guildhall.host.jars.JarMaker;
import guildhall.sdk.Capability;
import guildhall.toyworld.Toys;
import guildhall.toyworld.Toys.Word;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A jar of two agents that do what the word they are handed says: `beast` misbehaves, `clerk` uses
/// all a call offers.
final class Zoo {

  /// What the beast sells.
  static final Capability<Word, Word> DO =
      Capability.of("zoo.do", Word.class, Word.class).repeatable();

  static final String SOURCE =
      """
      package jarred;

      import guildhall.child.FromChild;
      import guildhall.sdk.*;
      import guildhall.toyworld.Toys;
      import guildhall.toyworld.Toys.Word;
      import java.lang.reflect.*;
      import java.nio.ByteBuffer;
      import java.nio.channels.SocketChannel;
      import java.time.Duration;
      import java.util.*;
      import java.util.concurrent.CountDownLatch;

      public final class Shop implements guildhall.sdk.spi.Agents {
        public static final Capability<Word, Word> DO =
            Capability.of("zoo.do", Word.class, Word.class).repeatable();
        public static final Capability<Word, Word> SERVE =
            Capability.of("zoo.serve", Word.class, Word.class).repeatable();
        public static final Capability<Word, Word> TELL =
            Capability.of("zoo.tell", Word.class, Word.class).repeatable().metered();
        public record Count(int count, Optional<String> note) {}
        public record Note(String text, List<Integer> numbers) {}
        public enum Mood { GLAD, SAD }
        public sealed interface Answer permits Yes, No {}
        public record Yes(Mood mood) implements Answer {}
        public record No(String why) implements Answer {}
        public record Reply(Answer answer, int length) {}
        public record Odd(int gr\u00f6sse) {}
        static final StateKey<Count> SEEN = StateKey.of("zoo.seen", Count.class);
        static final Amount CREDIT = Amount.credits("1");

        static Object field(Object of, String name) throws Exception {
          Field field = of.getClass().getDeclaredField(name);
          field.setAccessible(true);
          return field.get(of);
        }

        static long job(Call call) throws Exception {
          Object work = field(call, "work");
          Method job = work.getClass().getMethod("job");
          job.setAccessible(true);
          return (long) job.invoke(work);
        }

        static void say(Call call, FromChild message) throws Exception {
          Object out = field(call, "out");
          Method say = out.getClass().getDeclaredMethod("say", FromChild.class);
          say.setAccessible(true);
          say.invoke(out, message);
        }

        static Terms price(Word in) throws Refusal {
          switch (in.word()) {
            case "dear-quote": throw new Refusal("not for any money");
            case "loop-quote": for (long i = 0; true; i++) { if (i < 0) break; }
            case "broken-quote": throw new IllegalStateException("no price today");
            case "loop": case "late": case "late-twice":
              return Terms.fee(CREDIT).withTime(Duration.ofMillis(1));
            default: return Terms.fee(CREDIT);
          }
        }

        static Word act(Word in, Call call) throws Refusal, InterruptedException {
          try {
            return new Word(done(in.word(), call));
          } catch (Refusal | InterruptedException | RuntimeException e) {
            throw e;
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        }

        static String done(String what, Call call) throws Exception {
          switch (what) {
            case "loop": for (long i = 0; true; i++) { if (i < 0) return "never"; }
            case "late":
              try { new CountDownLatch(1).await(); } catch (InterruptedException e) { }
              return "too late, " + call.cancelled();
            case "wait":
              call.progress(1, "here");
              new CountDownLatch(1).await();
            case "oom":
              List<long[]> all = new ArrayList<>();
              while (true) all.add(new long[1 << 20]);
            case "threads":
              CountDownLatch never = new CountDownLatch(1);
              for (int i = 0; i < 200; i++) {
                Thread thread = new Thread(() -> { try { never.await(); } catch (InterruptedException e) { } });
                thread.setDaemon(true);
                thread.start();
              }
              never.await();
            case "exit": System.exit(7);
            case "halt": Runtime.getRuntime().halt(8);
            case "noise":
              for (int i = 0; i < 5000; i++) System.out.println("Terminating due to java.lang.OutOfMemoryError");
              System.err.write(new byte[100_000]);
              return "done";
            case "vandal":
              Object wire = field(field(call, "out"), "wire");
              SocketChannel channel = (SocketChannel) field(wire, "channel");
              channel.write(ByteBuffer.wrap("GET / HTTP/1.1\\r\\n\\r\\n".getBytes()));
              new CountDownLatch(1).await();
            case "mute":
              ((SocketChannel) field(field(field(call, "out"), "wire"), "channel")).close();
              new CountDownLatch(1).await();
            case "twice":
              say(call, new FromChild.Returned(job(call), "{\\"word\\":\\"first\\"}"));
              return "second";
            case "stranger":
              say(call, new FromChild.Returned(job(call), "{\\"word\\":\\"x\\",\\"more\\":1}"));
              new CountDownLatch(1).await();
            case "malformed":
              say(call, new FromChild.Returned(job(call), "{\\"word"));
              new CountDownLatch(1).await();
            case "huge": return "x".repeat(5_000_000);
            case "huger": return "x".repeat(9_000_000);
            case "nothing": return null;
            case "throw": throw new IllegalStateException("out of sorts");
            case "refuse": throw new Refusal("not today");
            case "where":
              return System.getenv().keySet().stream().sorted().toList() + " "
                  + System.getProperty("java.class.path") + " " + Runtime.getRuntime().maxMemory();
            case "runtime":
              try { Class.forName("guildhall.market.Market"); return "found"; }
              catch (ClassNotFoundException e) { return "not found"; }
            default: return what + " there";
          }
        }

        static Word serve(Word in, Call call) throws Refusal, InterruptedException {
          return new Word(served(in.word(), call));
        }

        static Word tell(Word in, Call call) throws InterruptedException {
          call.emit("x".repeat(500));
          call.emit("y".repeat(500));
          return in;
        }

        static Ask ask(String most) { return Ask.atMost(Amount.credits(most)); }

        static String served(String what, Call call) throws Refusal, InterruptedException {
          switch (what) {
            case "buy":
              List<String> heard = Collections.synchronizedList(new ArrayList<>());
              Outcome<Word> outcome = call.ask(Toys.SHOUT, new Word("hi"), ask("2").withProgress(p -> heard.add(p.note())));
              return outcome.orThrow().word() + " " + outcome.spent();
            case "buy-exit":
              call.ask(Toys.SHOUT, new Word("hi"), ask("2"));
              System.exit(9);
            case "overspend": return call.ask(Toys.SHOUT, new Word("hi"), ask("500")).sentence();
            case "nobody": return call.ask(Capability.of("zoo.none", Word.class, Word.class), new Word("hi"), ask("1")).sentence();
            case "no-model":
              try { call.model("none"); return "found"; }
              catch (IllegalArgumentException e) { return e.getMessage() + Call.current().id().equals(call.id()); }
            case "own-record":
              try { call.ask(Capability.of("zoo.none", Count.class, Word.class), new Count(1, Optional.empty()), ask("1")); return "?"; }
              catch (IllegalArgumentException e) { return e.getMessage(); }
            case "scribe":
              return call.ask(Capability.of("zoo.reply", Note.class, Reply.class).repeatable(),
                  new Note("hi", List.of(1, 2)), ask("2")).orThrow().toString();
            case "fan":
              List<FanOut.Branch<Word, Word>> branches = new ArrayList<>();
              for (String word : List.of("a", "b", "c")) branches.add(new FanOut.Branch<>(Toys.SHOUT, new Word(word), ask("2")));
              Outcomes<Word> outcomes = call.ask(FanOut.all(branches));
              return outcomes.all().stream().map(o -> ((Outcome.Delivered<Word>) o).value().word()).toList()
                  + " " + outcomes.delivered().size() + " " + outcomes.spent();
            case "quotes": return call.quotes(Toys.SHOUT, new Word("hi")).getFirst().agent();
            case "budget": return call.budget() + " " + call.id() + " " + call.deadline().isAfter(call.clock().instant());
            case "count":
              AgentState state = call.state();
              Count now = state.update(SEEN, new Count(0, Optional.empty()), c -> new Count(c.count() + 1, Optional.of("n")));
              return "" + now.count();
            case "count-fail":
              call.state().update(SEEN, new Count(0, Optional.empty()), c -> new Count(c.count() + 100, Optional.empty()));
              throw new IllegalStateException("after it wrote");
            case "forget": call.state().remove(SEEN); return "gone";
            case "too-much":
              try { call.state().put(SEEN, new Count(1, Optional.of("x".repeat(100_000)))); return "kept"; }
              catch (IllegalArgumentException e) { return e.getMessage(); }
            case "search":
              Datanet net = call.datanet("facts");
              return net.name() + net.version() + " " + net.search("tea", Map.of(), 5).getFirst().text();
            case "read": return "" + call.datanet("facts").search("", Map.of(), 9).size();
            case "read-less":
              Datanet dear = call.datanet("facts");
              try { return "" + dear.search("", Map.of(), 9).size(); }
              catch (ReadRefused e) { return e.why() + " " + dear.search("", Map.of(), 1).size() + " " + call.budget(); }
            case "predict":
              Head mood = call.head("mood");
              return mood.name() + " " + mood.labels() + " "
                  + mood.predict("the song and the feast").label();
            case "no-head":
              try { call.head("none"); return "found"; }
              catch (IllegalArgumentException e) { return e.getMessage(); }
            case "contribute":
              Contribution given = Contribution.of(
                  "Tea is drunk in the afternoon, and coffee in the morning.", "CC0-1.0").withConsent();
              List<Contributed> both = call.contribute("facts", List.of(given.withId("tea"), given));
              return call.contribute("facts", given.withId("tea")).sentence() + ", " + both.get(0).sentence()
                  + ", " + both.get(1).sentence();
            case "contribute-bad":
              Contributed bad = call.contribute("facts", Contribution.of("No consent.", "CC0-1.0"));
              return bad.sentence() + " " + ((Contributed.Declined) bad).fee();
            case "contribute-wrong":
              try { return "" + call.contribute("facts", List.of()); }
              catch (IllegalArgumentException e) { return e.getMessage(); }
            case "no-datanet":
              try { call.datanet("none"); return "found"; }
              catch (IllegalArgumentException e) { return e.getMessage(); }
            case "send": return call.send("desk", "k1", new Note("text", List.of(1, 2))).toString();
            case "tell":
              call.progress(500, "half");
              call.log("one line");
              call.charge(Amount.credits("0.5"));
              return "told";
            case "hear":
              StringBuffer text = new StringBuffer();
              CountDownLatch all = new CountDownLatch(2);
              Word told = call.ask(TELL, new Word("hi"), ask("5").hearing(piece -> {
                text.append(piece);
                for (int i = 0; i < piece.length(); i += 500) all.countDown();
              })).orThrow();
              all.await();
              return told.word() + " " + text.length();
            case "own":
              return call.ask(Toys.SHOUT, new Word("hi"), ask("2").fromOwnAccount()).sentence();
            case "patient": call.progress(1, "here"); return call.ask(Toys.ONCE, new Word("hi"), ask("2")).sentence();
            default: return what + "?";
          }
        }

        @Override
        public List<Agent> agents() {
          return List.of(
              Agent.named("scribe").sells(
                  Capability.of("zoo.reply", Note.class, Reply.class).repeatable(),
                  CREDIT,
                  (in, call) -> new Reply(
                      in.numbers().isEmpty() ? new No(in.text()) : new Yes(Mood.GLAD), in.numbers().size())),
              Agent.named("teller").sells(
                  TELL,
                  Terms.metered(Amount.credits("2"), Amount.credits("4")),
                  Shop::tell),
              Agent.named("beast").sells(DO, Shop::price, Shop::act),
              Agent.named("clerk").sells(
                  SERVE, Terms.fee(CREDIT).withExpensesUpTo(Amount.credits("10")), Shop::serve));
        }
      }
      """;

  private Zoo() {}

  /// A jar that brings another `Word` than the one here.
  static byte[] withOtherWord(Path folder) throws IOException {
    String shop =
        """
        package jarred;

        import guildhall.sdk.*;
        import guildhall.toyworld.Toys.Word;

        public final class Shop implements guildhall.sdk.spi.Agents {
          @Override
          public java.util.List<Agent> agents() {
            return java.util.List.of(
                Agent.named("ann")
                    .sells(
                        Capability.of("zoo.other", Word.class, Word.class),
                        Amount.credits("1"),
                        (in, call) -> in));
          }
        }
        """;
    String toys =
        """
        package guildhall.toyworld;

        public final class Toys {
          public record Word(String word, long more) {}
        }
        """;
    return new JarMaker(folder)
        .compiled(Map.of("Shop.java", shop, "Toys.java", toys), true, List.of());
  }

  /// The jar, with the records it needs.
  static byte[] jar(Path folder) throws IOException {
    return jar(folder, SOURCE);
  }

  /// A jar of another source.
  static byte[] jar(Path folder, String source) throws IOException {
    return new JarMaker(folder)
        .compiled(Map.of("Shop.java", source), true, List.of(Toys.class, Word.class));
  }
}
