package guildhall.attribution.influence;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The same bits from the interpreter, each compiler, any number of threads and any collector.
class BitsTest {

  /// Of `influence@1`: whoever changes it has made another version.
  private static final String HASH =
      "21c69f961880dcfc45fed906a067495d86017a79b31b3c9b54ec52683117ece9";

  @Test
  void run_inEachKindOfProcess_givesTheSameBits() throws Exception {
    assertThat(BitsRun.hash()).isEqualTo(HASH);
    assertThat(child(1, 1, "-Xint")).isEqualTo(HASH);
    assertThat(child(150, 1, "-XX:TieredStopAtLevel=1")).isEqualTo(HASH);
    assertThat(child(300, 4)).isEqualTo(HASH);
    assertThat(child(150, 2, "-XX:-TieredCompilation", "-XX:+UseSerialGC")).isEqualTo(HASH);
    assertThat(child(20, 8, "-XX:+UseParallelGC", "-Xmx32m")).isEqualTo(HASH);
    assertThat(child(20, 3, "-XX:+UseG1GC", "-XX:ActiveProcessorCount=1")).isEqualTo(HASH);
  }

  private static String child(int times, int threads, String... options)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.addAll(List.of(options));
    command.addAll(
        List.of(
            "-classpath",
            System.getProperty("java.class.path"),
            BitsRun.class.getName(),
            Integer.toString(times),
            Integer.toString(threads)));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
    return said.strip();
  }

  @Test
  void code_arithmetic_isDefinedToTheLastBit() {
    JavaClasses code =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("guildhall.attribution.influence");
    assertThat(code.size()).isGreaterThan(15);
    arithmetic("guildhall.attribution.influence").check(code);
    JavaClasses tests =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
            .importPackages("guildhall.attribution.influence");
    assertThatThrownBy(() -> arithmetic("guildhall.attribution.influence").check(tests))
        .hasMessageContaining("java.lang.Math.sqrt");
  }

  private static ArchRule arithmetic(String root) {
    return noClasses()
        .that()
        .resideInAPackage(root)
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.lang.Math")
        .orShould()
        .callMethod(StrictMath.class, "fma", double.class, double.class, double.class)
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.util.stream.DoubleStream")
        .orShould()
        .dependOnClassesThat()
        .resideInAPackage("java.util.concurrent..")
        .as("sums have one order and functions are those of StrictMath");
  }
}
