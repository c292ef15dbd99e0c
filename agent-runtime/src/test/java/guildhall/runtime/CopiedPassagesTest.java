package guildhall.runtime;

import static guildhall.toyworld.ToyWorld.json;
import static guildhall.toyworld.ToyWorld.step;
import static guildhall.toyworld.Toys.SHOUT;
import static guildhall.toyworld.Toys.seller;
import static org.assertj.core.api.Assertions.assertThat;

import guildhall.book.Command;
import guildhall.book.Entry;
import guildhall.book.FileContentStore;
import guildhall.book.FileJournal;
import guildhall.book.PackReader;
import guildhall.datanet.Charter;
import guildhall.datanet.Charter.Review;
import guildhall.datanet.Charter.Rules;
import guildhall.datanet.ContributionDesk.Result;
import guildhall.datanet.Curation;
import guildhall.datanet.Curation.Judgement;
import guildhall.datanet.CurationStatus;
import guildhall.datanet.admission.Admission;
import guildhall.datanet.admission.Declaration;
import guildhall.datanet.admission.ItemType;
import guildhall.datanet.admission.Offering;
import guildhall.sdk.Call;
import guildhall.sdk.Completion;
import guildhall.sdk.Model;
import guildhall.sdk.Prompt;
import guildhall.sdk.Refusal;
import guildhall.settlement.SettlementFact.Distributed;
import guildhall.toyworld.ToyWorld;
import guildhall.toyworld.Toys.Word;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whoever puts somebody's passage into a text of its own does not earn by it: neither when that
/// text is read, nor when a model repeats it. What was decided is decided again from the files.
class CopiedPassagesTest {

  private static final String NET = "facts";
  private static final String BEGIN = "begin";
  private static final String END = "end";

  @TempDir Path data;

  /// Says what it was told, and nothing else.
  private record Echo(String name) implements Model {
    @Override
    public Completion complete(Prompt prompt) {
      return new Completion.Text(prompt.messages().getLast().text(), 9, 9);
    }
  }

  /// Reads what is found by a word, and answers with what stands between two words of it.
  private static Word answer(Word in, Call call) throws Refusal, InterruptedException {
    String text = call.datanet(NET).search(in.word(), Map.of(), 1).getFirst().text();
    String said =
        text.contains(BEGIN)
            ? text.substring(text.indexOf(BEGIN) + BEGIN.length(), text.indexOf(END))
            : text;
    return new Word(call.model("echo").complete(Prompt.of(said)).orThrow());
  }

  /// Words that nobody else has.
  private static String words(String name, int count) {
    return String.join(
        " ",
        IntStream.range(0, count)
            .mapToObj(i -> name + (char) ('a' + i / 26) + (char) ('a' + i % 26))
            .toList());
  }

  /// Every seventh word is another.
  private static String changed(String text, String other) {
    String[] words = text.split(" ");
    for (int i = 3; i < words.length; i += 7) {
      words[i] = other + i;
    }
    return String.join(" ", words);
  }

  private static String around(String name, String passage) {
    return words(name, 60) + " " + BEGIN + " " + passage + " " + END + " " + words(name + "z", 60);
  }

  private ToyWorld world() throws IOException {
    return ToyWorld.withModels(
            Echo::new,
            FileJournal.open(data.resolve("book"), 1 << 20),
            FileContentStore.open(data.resolve("content")),
            seller("ann", SHOUT, CopiedPassagesTest::answer))
        .ready();
  }

  private static <R> R ask(ToyWorld world, Command<R> command) {
    return world.node().book().await(command);
  }

  private static void charter(ToyWorld world, Review review) {
    Charter charter =
        new Charter(
            "What is known.",
            Rules.of(ItemType.TEXT, "CC0-1.0"),
            0,
            true,
            review,
            Optional.empty());
    assertThat(ask(world, world.node().curating().curation().charter(NET, "oda", charter)))
        .isEqualTo(CurationStatus.DONE);
  }

  private static Admission offer(ToyWorld world, String contributor, String text)
      throws IOException {
    Result result =
        world
            .node()
            .curating()
            .desk()
            .contribute(
                NET,
                contributor,
                contributor,
                new Offering.Text(
                    contributor + ".txt",
                    new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))),
                new Declaration(Optional.of("CC0-1.0"), true));
    return ((Result.Done) result).items().getFirst().admission();
  }

  private static List<String> copiedOf(Admission admission) {
    return ((Admission.Accepted) admission)
        .passages().stream().map(each -> each.key().orElse("@commons")).distinct().toList();
  }

  private static void publish(ToyWorld world) {
    var curating = world.node().curating();
    assertThat(ask(world, curating.curation().publish(NET, "oda")).status())
        .isEqualTo(CurationStatus.DONE);
    curating.published().refresh(NET);
  }

  /// What each account has of the royalties of an answer.
  private static Map<String, Long> royalties(ToyWorld world, String word) throws Exception {
    String task = world.submit("5", step("a", "toy.shout", json(new Word(word))));
    var _ = world.await(task, event -> event.type().equals("royalties.distributed"));
    var _ = world.end(task);
    assertThat(world.isSettled()).isTrue();
    Distributed made =
        world.node().book().feed().read(0, 10_000).stream()
            .map(entry -> entry.fact())
            .filter(Distributed.class::isInstance)
            .map(Distributed.class::cast)
            .toList()
            .getLast();
    Map<String, Long> paid = new HashMap<>();
    made.lines().forEach(line -> paid.merge(line.account(), line.amount().micros(), Long::sum));
    return paid;
  }

  private void assertDecidedAgain(int answers) throws IOException {
    List<Entry> entries = StoppedBook.entries(data);
    Reweighing.Outcome outcome =
        Reweighing.run(entries::forEach, PackReader.open(data.resolve("content")), 2);
    assertThat(outcome.same()).isEqualTo(answers);
    assertThat(outcome.distributions()).isEqualTo(answers);
  }

  @Test
  void passageWithWordsChanged_readAndRepeated_paysWhoWroteIt() throws Exception {
    String original = words("orig", 70);
    String taken = changed(original, "thief");
    try (var world = world()) {
      charter(world, Review.NONE);
      assertThat(copiedOf(offer(world, "vic", original))).isEmpty();
      assertThat(copiedOf(offer(world, "tom", around("tom", taken)))).containsExactly("facts#vic");
      assertThat(copiedOf(offer(world, "ida", words("ida", 90)))).isEmpty();
      publish(world);

      Map<String, Long> paid = royalties(world, "tomaa");
      assertThat(paid).containsKey("vic").doesNotContainKey("tom");
      Map<String, Long> own = royalties(world, "idaaa");
      assertThat(own).containsOnlyKeys("ida");
      assertThat(paid.get("vic"))
          .as("as much as whoever is repeated word for word")
          .isEqualTo(own.get("ida"));
    }
    assertDecidedAgain(2);
  }

  /// It is the first author's, through whomever it comes.
  @Test
  void passageTakenFromWhoHasTakenIt_paysWhoWroteIt() throws Exception {
    String original = words("orig", 70);
    try (var world = world()) {
      charter(world, Review.NONE);
      var _ = offer(world, "vic", original);
      var _ = offer(world, "tom", around("tom", changed(original, "tom")));
      Admission second = offer(world, "tim", around("tim", changed(original, "tom")));
      assertThat(copiedOf(second)).containsExactly("facts#vic");
      publish(world);
      assertThat(royalties(world, "timaa")).containsKey("vic").doesNotContainKeys("tom", "tim");
    }
    assertDecidedAgain(1);
  }

  /// Nobody earns by what was not accepted, and nobody loses by it.
  @Test
  void passageOfSomethingThatIsRejected_isOfWhoeverHasIt() throws Exception {
    String common = words("orig", 70);
    try (var world = world()) {
      charter(world, new Review(List.of("rea"), 1, 0, 0, 20, 0));
      var _ = offer(world, "tom", common);
      assertThat(copiedOf(offer(world, "ida", around("ida", common)))).containsExactly("facts#tom");
      judge(world, "ida", true);
      publish(world);
      assertThat(royalties(world, "idaaa")).doesNotContainKeys("ida");
      judge(world, "tom", false);
      assertThat(royalties(world, "idaab")).containsOnlyKeys("ida");
    }
    assertDecidedAgain(2);
  }

  private static void judge(ToyWorld world, String id, boolean approved) {
    assertThat(
            ask(
                world,
                world
                    .node()
                    .curating()
                    .curation()
                    .review(new Judgement(NET, id, "rea", approved, "as it is"))))
        .isEqualTo(CurationStatus.DONE);
  }

  /// What more than sixteen contributors have is everybody's, so that neither whoever registers it
  /// first earns by the texts of all others, nor whoever changes words of it.
  @Test
  void passageThatManyHave_isEverybodys() throws Exception {
    String licence = words("licence", 40);
    try (var world = world()) {
      charter(world, Review.NONE);
      List<List<String>> copied = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        String name = "c" + (char) ('a' + i);
        copied.add(copiedOf(offer(world, name, around(name, licence))));
      }
      assertThat(copied.getFirst()).isEmpty();
      assertThat(copied.subList(1, 17)).containsOnly(List.of("facts#ca"));
      assertThat(copied.subList(17, 20)).containsOnly(List.of("@commons"));
      publish(world);

      assertThat(royalties(world, "ctaa")).containsOnlyKeys("@commons", "@residual");
      assertThat(royalties(world, "caaa")).containsKey("@commons");
    }
    assertDecidedAgain(2);
  }

  @Test
  void sameOfferedAgain_withPassagesKept_isThereJustSo() throws Exception {
    String original = words("orig", 70);
    try (var world = world()) {
      charter(world, Review.NONE);
      var _ = offer(world, "vic", original);
      String text = around("tom", original);
      assertThat(copiedOf(offer(world, "tom", text))).containsExactly("facts#vic");
      long before = ask(world, draft -> draft.position());
      assertThat(offer(world, "tom", text)).isInstanceOf(Admission.Again.class);
      long after = ask(world, draft -> draft.position());
      assertThat(after).isEqualTo(before);
    }
  }
}
