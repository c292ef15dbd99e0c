package guildhall.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import guildhall.export.ExportFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `guildhall book`.
@Command(
    name = "book",
    description = "Checks, measures and exports the book.",
    synopsisSubcommandLabel = "COMMAND")
final class BookCommands extends Asking {

  private static final int MOST_THREADS = 64;

  BookCommands(Options options, Console console) {
    super(options, console);
  }

  @Command(
      name = "verify",
      description = {
        "Reads every durable entry again: checksums, the chain of hashes, positions, and every law"
            + " of the ledger on a replay from the first entry. Exit status 1 if anything is wrong."
      })
  int verify() throws Failure {
    try (Node node = options.node()) {
      ObjectNode result = node.verify();
      return say(result, this::print, result.path("ok").asBoolean());
    }
  }

  private void print(ObjectNode result) {
    List<String> fields = new ArrayList<>();
    if (result.path("ok").asBoolean()) {
      fields.addAll(List.of("book", "whole"));
    } else {
      fields.addAll(List.of("book", "DAMAGED"));
      fields.addAll(List.of("position", result.at("/damage/position").asText()));
      fields.addAll(List.of("damage", result.at("/damage/what").asText()));
    }
    for (String name : List.of("entries", "movements", "accounts", "segments", "headHash")) {
      if (!result.path(name).asText().isEmpty()) {
        fields.addAll(List.of(name.equals("headHash") ? "head" : name, result.path(name).asText()));
      }
    }
    fields.addAll(List.of("open holds", result.path("openHolds").asText()));
    if (result.has("tornTail")) {
      fields.addAll(List.of("torn tail", result.path("tornTail").asText()));
    }
    fields.addAll(List.of("took", result.path("millis").asText() + " ms"));
    Answers.fields(console.out(), fields.toArray(String[]::new));
  }

  @Command(
      name = "reweigh",
      description = {
        "Weighs every answer again, from the book and the contents of a stopped node, and compares"
            + " to the bit what each contribution was given. Exit status 1 if anything differs."
      })
  int reweigh(
      @Option(
              names = "--threads",
              paramLabel = "N",
              defaultValue = "1",
              description = "That weigh at the same time, 1 to 64 (1).")
          int threads)
      throws Failure {
    if (threads < 1 || threads > MOST_THREADS) {
      throw Failure.usage("--threads is 1 to 64: " + threads);
    }
    try (Node node = options.node()) {
      ObjectNode result = node.reweigh(threads);
      return say(result, this::printWeighed, result.path("ok").asBoolean());
    }
  }

  private void printWeighed(ObjectNode result) {
    List<String> fields = new ArrayList<>();
    for (String name :
        List.of("distributions", "same", "ungrounded", "retired", "erased", "different")) {
      fields.addAll(List.of(name, result.path(name).asText()));
    }
    result.path("calls").forEach(call -> fields.addAll(List.of("call", call.asText())));
    Answers.fields(console.out(), fields.toArray(String[]::new));
  }

  @Command(name = "stats", description = "Says how large the book is.")
  int stats() throws Failure {
    return any(Node::stats, this::printSizes);
  }

  private void printSizes(ObjectNode stats) {
    List<String> fields = new ArrayList<>();
    stats
        .properties()
        .forEach(field -> fields.addAll(List.of(field.getKey(), field.getValue().asText())));
    Answers.fields(console.out(), fields.toArray(String[]::new));
  }

  @Command(
      name = "export",
      description = {
        "Writes the book in another format: a journal that hledger checks, every entry as a line of"
            + " JSON, or postings as CSV."
      })
  int export(
      @Option(
              names = "--format",
              required = true,
              paramLabel = "FORMAT",
              completionCandidates = Formats.class,
              description = "hledger, jsonl or csv.")
          String format,
      @Option(
              names = "--output",
              paramLabel = "FILE",
              description = "Where to, instead of what is there; only when it is whole.")
          @Nullable Path output,
      @Option(
              names = "--from",
              paramLabel = "POS",
              defaultValue = "0",
              description = "Position of the first entry (0).")
          long from,
      @Option(
              names = "--to",
              paramLabel = "POS",
              description = "Position after the last entry (the end of the book).")
          @Nullable Long to)
      throws Failure {
    ExportFormat chosen =
        ExportFormat.of(format)
            .orElseThrow(() -> Failure.usage("--format is one of " + ExportFormat.codes()));
    long end = to == null ? Long.MAX_VALUE : to;
    if (from < 0 || end < from) {
      throw Failure.usage("--from has to be 0 or more, and --to no less");
    }
    try (Node node = options.node()) {
      if (output == null) {
        node.export(chosen, from, end, console.bytes());
        console.bytes().flush();
      } else {
        OutputFile.write(output, out -> node.export(chosen, from, end, out));
      }
      return Failure.OK;
    } catch (IOException e) {
      console.bytes().told(e);
      throw Failure.unknown("the export cannot be written: " + Failure.why(e));
    }
  }

  /// What may follow `--format`, for completion.
  static final class Formats implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(ExportFormat.values()).map(ExportFormat::code).iterator();
    }
  }
}
