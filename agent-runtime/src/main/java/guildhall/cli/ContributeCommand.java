package guildhall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `guildhall datanet contribute`.
@Command(
    name = "contribute",
    description = {
      "Contributes a file, or the files of a folder together: all of it is taken in or nothing."
          + " Sending the same again adds nothing.",
      "Exit status 1 if something of it is refused."
    })
final class ContributeCommand extends Asking implements Callable<Integer> {

  private static final String ZIP = "application/zip";
  private static final Map<String, String> TYPES =
      Map.of(
          "txt", "text/plain",
          "md", "text/plain",
          "csv", "text/csv",
          "jsonl", "application/x-ndjson",
          "ndjson", "application/x-ndjson",
          "zip", ZIP);

  @Parameters(index = "0", paramLabel = "DATANET", description = "The datanet.")
  String datanet = "";

  @Parameters(
      index = "1",
      paramLabel = "PATH",
      description = {
        "A file whose name ends with .txt, .md (one text), .csv, .jsonl, .ndjson (a row a line) or"
            + " .zip (a text a file), or a folder of texts."
      })
  Path path = Path.of("");

  @Option(
      names = "--licence",
      paramLabel = "SPDX",
      required = true,
      description = "Under which licence, such as CC0-1.0.")
  String licence = "";

  @Option(
      names = "--consent",
      description = "Says that it may be given, and used as the datanet says.")
  boolean consent;

  @Option(
      names = "--prefix",
      paramLabel = "TEXT",
      description = "Begins the ids of nameless items.")
  @Nullable String prefix;

  @Option(names = "--id-column", paramLabel = "NAME", description = "Names the row.")
  @Nullable String idColumn;

  @Option(names = "--text-column", paramLabel = "NAME", description = "Is searched.")
  @Nullable String textColumn;

  @Option(names = "--label-column", paramLabel = "NAME", description = "Makes it an example.")
  @Nullable String labelColumn;

  @Option(
      names = "--as",
      paramLabel = "NAME",
      description = "For this principal; local if not given.")
  @Nullable String as;

  ContributeCommand(Options options, Console console) {
    super(options, console);
  }

  @Override
  public Integer call() throws Failure {
    try (HttpNode node = options.running()) {
      if (Files.isDirectory(path)) {
        return sendFolder(node);
      }
      if (!Files.isRegularFile(path)) {
        throw Failure.usage("there is no file or folder " + path);
      }
      String name = String.valueOf(path.getFileName());
      String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
      String type = TYPES.get(ending);
      if (type == null) {
        throw Failure.usage(name + " does not end with .txt, .md, .csv, .jsonl, .ndjson or .zip");
      }
      return send(node, path, type);
    } catch (IOException e) {
      throw Failure.usage(Failure.why(e));
    }
  }

  private int sendFolder(HttpNode node) throws Failure, IOException {
    Path zip = Files.createTempFile("guildhall-folder", ".zip");
    try {
      zip(zip);
      return send(node, zip, ZIP);
    } finally {
      Files.deleteIfExists(zip);
    }
  }

  /// The files of the folder and of those in it, by their names; links are not followed.
  private void zip(Path into) throws Failure, IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(path)) {
      files =
          all.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
              .sorted()
              .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    if (files.isEmpty()) {
      throw Failure.usage("there is no file in " + path);
    }
    try (OutputStream out = Files.newOutputStream(into);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Path file : files) {
        zip.putNextEntry(new ZipEntry(path.relativize(file).toString().replace('\\', '/')));
        Files.copy(file, zip);
        zip.closeEntry();
      }
    }
  }

  private int send(HttpNode node, Path file, String type) throws Failure, IOException {
    Addressed to =
        Addressed.of("/v1/datanets/", datanet, "/contributions")
            .with("licence", licence)
            .with("consent", consent)
            .with("name", type.equals("text/plain") ? path.getFileName() : null)
            .with("prefix", prefix)
            .with("idColumn", idColumn)
            .with("textColumn", textColumn)
            .with("labelColumn", labelColumn)
            .with("as", as);
    long length = Files.size(file);
    Progress progress = new Progress(path.toString(), length, console);
    ObjectNode taken;
    try {
      taken = node.send(to.toString(), type, length, opened(file, progress));
    } finally {
      progress.end();
    }
    return say(taken, this::print, taken.path("refused").asInt() == 0);
  }

  private static Supplier<InputStream> opened(Path file, Progress progress) {
    return () -> {
      try {
        return progress.counted(Files.newInputStream(file));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }

  private void print(ObjectNode taken) {
    Answers.fields(
        console.out(),
        "datanet",
        taken.path("datanet").asText(),
        "contributor",
        taken.path("contributor").asText(),
        "accepted",
        taken.path("accepted").asText(),
        "there already",
        taken.path("again").asText(),
        "repeat others",
        taken.path("alias").asText(),
        "refused",
        taken.path("refused").asText(),
        "due",
        Answers.credits(taken.path("due")));
    Table table = new Table("contribution", "", "why");
    boolean any = false;
    for (JsonNode item : taken.path("items")) {
      String why = item.path("message").asText(item.path("aliasOf").asText(""));
      if (!why.isEmpty()) {
        table.row(item.path("id").asText(), item.path("state").asText(), why);
        any = true;
      }
    }
    if (any) {
      console.out().println();
      table.print(console.out());
    }
  }
}
