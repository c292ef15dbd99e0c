package guildhall.samples.run;

import com.fasterxml.jackson.databind.JsonNode;
import guildhall.datanet.Contribution;
import guildhall.json.RecordJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// The datanets that come with the samples: JSON Lines on the class path, a file per contributor.
public final class SampleDatanets {

  /// Datanets and who contributed to each.
  static final Map<String, List<String>> CONTRIBUTORS =
      Map.of(
          "market-facts",
          List.of("demography-desk", "macro-desk", "tax-desk", "digital-desk", "energy-desk"),
          "regulations",
          List.of(
              "eu-law-desk",
              "europe-national-law-desk",
              "americas-law-desk",
              "asia-pacific-law-desk"));

  private SampleDatanets() {}

  /// Every contribution to a datanet, contributor by contributor.
  ///
  /// @throws IllegalArgumentException if there is no such datanet here
  public static List<Contribution> of(String datanet) {
    List<String> contributors = CONTRIBUTORS.get(datanet);
    if (contributors == null) {
      throw new IllegalArgumentException("no sample datanet of that name: " + datanet);
    }
    List<Contribution> all = new ArrayList<>();
    for (String contributor : contributors) {
      for (String line : lines("/datanets/" + datanet + "/" + contributor + ".jsonl")) {
        all.add(
            contribution(contributor, RecordJson.readTree(line.getBytes(StandardCharsets.UTF_8))));
      }
    }
    return all;
  }

  /// A market fact says its text; a regulation says what it requires.
  private static Contribution contribution(String contributor, JsonNode line) {
    Map<String, String> fields = new LinkedHashMap<>();
    line.properties().forEach(field -> fields.put(field.getKey(), flat(field.getValue())));
    String text = line.has("text") ? line.path("text").asText() : line.path("requires").asText();
    return new Contribution(line.path("id").asText(), contributor, text, fields);
  }

  private static String flat(JsonNode value) {
    return value.isArray()
        ? StreamSupport.stream(value.spliterator(), false)
            .map(JsonNode::asText)
            .collect(Collectors.joining(" "))
        : value.asText();
  }

  private static List<String> lines(String resource) {
    try (InputStream in = SampleDatanets.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalArgumentException("not on the class path: " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + resource, e);
    }
  }
}
