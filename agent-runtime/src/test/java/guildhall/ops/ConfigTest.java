package guildhall.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import guildhall.governance.Limits;
import guildhall.host.Passivation;
import guildhall.host.child.ChildLimits;
import guildhall.host.remote.RemoteListing;
import guildhall.sdk.Amount;
import guildhall.settlement.ScoringTerms;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Settings: every key documented and read, and whatever is wrong told in one line.
class ConfigTest {

  private static final Path SHIPPED = Path.of("../config/local.properties");
  private static final Pattern KEY = Pattern.compile("#?([a-z][a-z0-9.-]*) = .*");

  @TempDir private Path folder;

  private Config.Reading read(String text, String... system) throws Exception {
    Path file = Files.writeString(folder.resolve("test.properties"), text);
    return Config.read(file, properties(system));
  }

  private static Properties properties(String... keysAndValues) {
    Properties properties = new Properties();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      properties.setProperty(keysAndValues[i], keysAndValues[i + 1]);
    }
    return properties;
  }

  /// Keys the shipped file explains, those that are commented out included.
  private static Set<String> documented() throws IOException {
    return Files.readAllLines(SHIPPED).stream()
        .map(KEY::matcher)
        .filter(line -> line.matches())
        .map(line -> line.group(1).replaceAll("^(endpoints|remote\\.agents)\\..*", "$1.*"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void shippedFile_documentsExactlyTheKeysThatAreRead() throws Exception {
    Set<String> asked = new TreeSet<>(Config.read(SHIPPED, new Properties()).keys());
    assertThat(documented()).isEqualTo(asked).hasSizeGreaterThan(15);
  }

  @Test
  void shippedFile_statesTheDefaults() throws Exception {
    assertThat(Config.read(SHIPPED, new Properties()).config()).isEqualTo(read("").config());
  }

  @Test
  void shippedFile_explainsEveryKeyInACommentAbove() throws Exception {
    String before = "";
    for (String line : Files.readAllLines(SHIPPED)) {
      if (KEY.matcher(line).matches()) {
        assertThat(before).as("above " + line).startsWith("# ");
      }
      before = line;
    }
  }

  @Test
  void read_everything_isTyped() throws Exception {
    Config config =
        read("""
        http.port = 0
        http.host = localhost
        fund = 12.5
        policy.challenge-window = PT1H
        score.price = 1000
        score.time = 0
        score.quality = 0
        score.record = 0
        score.load = 0
        limits.depth = 3
        limits.calls = 7
        limits.amount = 2.5
        agents.folder = jars
        agents.untrusted-folder = strangers
        agents.child.heap-mib = 64
        agents.child.processors = 1
        agents.child.threads = 10
        agents.drain = PT5S
        agents.idle = PT7S
        agents.most-idle = 9
        remote.allow = 127.0.0.1:9001
        remote.agents.far.card = https://a.example/card.json
        remote.agents.far.owner = studio
        remote.agents.far.fee = 0.5
        remote.agents.far.within = PT3S
        remote.agents.far.quality = 700
        remote.agents.far.key-file = far.pem
        remote.agents.near.card = http://127.0.0.1:9001
        remote.agents.near.owner = me
        endpoints.launch-desk = http://127.0.0.1:9000/x
        llm.base-url = https://llm.example/v1
        llm.model = m
        """)
            .config();
    assertThat(config.http()).isEqualTo(new Config.Http("localhost", 0, 1 << 20));
    assertThat(config.fund()).isEqualTo(Amount.credits("12.5"));
    assertThat(config.policy().challengeWindowMicros()).isEqualTo(TimeUnit.HOURS.toMicros(1));
    assertThat(config.policy().weights().price()).isEqualTo(1000);
    assertThat(config.limits()).isEqualTo(new Limits(3, 7, Amount.credits("2.5")));
    assertThat(config.agents())
        .isEqualTo(
            new Config.Agents(
                Optional.of(Path.of("jars")),
                Optional.of(Path.of("strangers")),
                ChildLimits.of(64, 1, 10),
                Duration.ofSeconds(5),
                new Passivation(Duration.ofSeconds(7), 9)));
    assertThat(config.remote().allowed().contains("127.0.0.1", 9001)).isTrue();
    assertThat(config.remote().agents())
        .containsExactly(
            new RemoteListing(
                "far",
                URI.create("https://a.example/card.json"),
                "studio",
                Optional.of(Amount.credits("0.5")),
                Optional.of(Duration.ofSeconds(3)),
                Optional.of(700),
                Optional.of(Path.of("far.pem"))),
            new RemoteListing("near", URI.create("http://127.0.0.1:9001"), "me"));
    assertThat(config.endpoints())
        .containsExactlyEntriesOf(Map.of("launch-desk", URI.create("http://127.0.0.1:9000/x")));
    assertThat(config.llm().orElseThrow().model()).isEqualTo("m");
    assertThat(config.llm().orElseThrow().apiKeyFile()).isEmpty();
  }

  @Test
  void read_scoring_isOffUnlessItIsSet() throws Exception {
    assertThat(read("").config().scoring().most()).isZero();
    assertThat(read("scoring.prompts = 64\nscoring.within = PT5S").config().scoring())
        .isEqualTo(new ScoringTerms(64, Duration.ofSeconds(5)));
  }

  @Test
  void read_systemProperty_goesBeforeTheFile() throws Exception {
    Config config =
        read(
                "http.port = 1",
                "guildhall.http.port",
                "2",
                "guildhall.endpoints.other",
                "http://127.0.0.1:1/")
            .config();
    assertThat(config.http().port()).isEqualTo(2);
    assertThat(config.endpoints()).containsKey("other");
    assertThatThrownBy(() -> read("http.port = 1", "guildhall.http.port", "x"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("the system property guildhall.http.port");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          http.prot = 80                       | http.prot
          http.port = eighty                   | http.port
          http.port = 70000                    | http.port
          http.host = 0.0.0.0                  | http.host
          http.max-body-bytes = -1             | http.max-body-bytes
          fund = -5                            | fund
          fund = 9999999999999                 | fund
          policy.platform-basis-points = 10001 | policy.platform-basis-points
          policy.platform-basis-points = 9000  | policy.royalty-basis-points
          policy.challenge-window = 1 day      | policy.challenge-window
          score.price = 351                    | score.price
          endpoints.desk = ftp://x             | endpoints.desk
          endpoints.desk = nowhere             | endpoints.desk
          book.queue-bound = 0                 | book.queue-bound
          limits.depth = 0                     | limits.depth
          limits.calls = none                  | limits.calls
          limits.amount = 0                    | limits.amount
          scoring.prompts = 385                | scoring.prompts
          scoring.within = PT0S                | scoring.within
          agents.drain = PT25H                 | agents.drain
          agents.idle = PT0S                   | agents.idle
          agents.most-idle = -1                | agents.most-idle
          agents.child.heap-mib = 15           | agents.child.heap-mib
          remote.allow = 127.0.0.1             | remote.allow
          remote.agents.far.owner = me         | remote.agents.far.card
          remote.agents.far.card = https://x/  | remote.agents.far.owner
          remote.agents.far.card = file:/x     | remote.agents.far.card
          remote.agents.Far.card = https://x/  | remote.agents.Far.card
          remote.agents.far.hue = red          | remote.agents.far.hue
          llm.base-url = http://x/v1           | llm.model
          """)
  void read_badKeyOrValue_isOneLineThatNamesKeyValueAndFile(String line, String key) {
    assertThatThrownBy(() -> read(line))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(key)
        .hasMessageContaining("test.properties")
        .message()
        .doesNotContain("\n")
        .contains(
            line.startsWith(key + " = ")
                ? "\"" + line.substring(line.indexOf('=') + 2) + "\""
                : key);
  }

  @Test
  void load_noFile_saysSo() {
    assertThatThrownBy(() -> Config.load(folder.resolve("none.properties")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("none.properties");
  }
}
