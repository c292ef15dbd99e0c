package guildhall.samples.fakecall;

import com.fasterxml.jackson.databind.JsonNode;
import guildhall.json.RecordJson;
import guildhall.sdk.Datanet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// Passages in memory. A search counts how many of its words a passage has; that is enough to order
/// them, and a passage with none of them is not found.
public record FakeDatanet(String name, int version, List<Passage> passages) implements Datanet {

  /// One with these passages.
  public static FakeDatanet of(String name, Passage... passages) {
    return new FakeDatanet(name, 1, List.of(passages));
  }

  /// The real one: every JSONL file below `/datanets/` and its name.
  public static FakeDatanet real(String name) {
    URL folder = FakeDatanet.class.getResource("/datanets/" + name);
    Objects.requireNonNull(folder, "no datanet " + name + " on the class path");
    List<Passage> passages = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".jsonl")).sorted().toList()) {
        for (String line : Files.readAllLines(file)) {
          passages.add(passage(RecordJson.readTree(line.getBytes(StandardCharsets.UTF_8))));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
    return new FakeDatanet(name, 1, List.copyOf(passages));
  }

  private static Passage passage(JsonNode row) {
    Map<String, String> fields = new LinkedHashMap<>();
    row.properties()
        .forEach(property -> {
          if (!property.getValue().isNull()) {
            fields.put(property.getKey(), text(property.getValue()));
          }
        });
    String text = row.has("text") ? row.get("text").asText() : row.get("requires").asText();
    return new Passage(row.get("id").asText(), text, fields);
  }

  private static String text(JsonNode value) {
    return value.isArray()
        ? String.join(" ", value.valueStream().map(JsonNode::asText).toList())
        : value.asText();
  }

  /// The passage of an id.
  public Optional<Passage> passage(String id) {
    return passages.stream().filter(each -> each.id().equals(id)).findFirst();
  }

  @Override
  public List<Passage> search(String text, Map<String, String> filters, int limit) {
    String words = text.toLowerCase(Locale.ROOT).strip();
    return passages.stream()
        .filter(each -> each.fields().entrySet().containsAll(filters.entrySet()))
        .filter(each -> words.isEmpty() || matches(each, words) > 0)
        .sorted(Comparator.comparingLong((Passage each) -> -matches(each, words)))
        .limit(limit)
        .toList();
  }

  private static long matches(Passage passage, String words) {
    String text = passage.text().toLowerCase(Locale.ROOT);
    return Stream.of(words.split(" ", -1)).filter(text::contains).count();
  }
}
