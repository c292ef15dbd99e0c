package guildhall.samples.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InputFileTest {

  @TempDir Path folder;

  private InputFile file(byte[] bytes) throws IOException {
    return new InputFile(Optional.of(Files.write(folder.resolve("case.json"), bytes)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          `` | the file FILE is empty
          `  ` | the file FILE is empty
          hello | what stands there is not JSON in FILE, line 1, column 1
          `{"a": 1,
           "b": ?}` | what stands there is not JSON in FILE, line 2, column 7
          `{"a": 1` | the JSON ends too early in FILE, line 1, column 8
          `{"a": 1, "a": 2}` | a field is given twice in FILE, line 1, column 13
          {} {} | what stands there is not JSON in FILE, line 1, column 4
          """)
  void read_noUsableJson_isOneSentence(String text, String sentence) throws Exception {
    InputFile file = file(text.getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(file::read)
        .isInstanceOf(IOException.class)
        .hasMessage(sentence.replace("FILE", folder.resolve("case.json").toString()));
  }

  @Test
  void read_noText_isOneSentence() throws Exception {
    InputFile file = file(new byte[] {'{', '"', (byte) 0xc3, (byte) 0x28, '"'});
    assertThatThrownBy(file::read)
        .isInstanceOf(IOException.class)
        .hasMessageContaining(folder.resolve("case.json").toString());
  }

  @Test
  void read_folderOrNothing_isOneSentence() {
    assertThatThrownBy(new InputFile(Optional.of(folder))::read)
        .isInstanceOf(IOException.class)
        .hasMessage(folder + " is a folder; -Dinput=FILE takes a file");
    Path absent = folder.resolve("absent.json");
    assertThatThrownBy(new InputFile(Optional.of(absent))::read)
        .isInstanceOf(IOException.class)
        .hasMessage("there is no file " + absent);
  }

  @Test
  void announcement_shippedOrNamed_saysWhichAndReads() throws Exception {
    InputFile shipped = new InputFile(Optional.empty());
    assertThat(shipped.announcement())
        .isEqualTo("Deciding sample input home-battery-germany.json; -Dinput=FILE takes another");
    assertThat(shipped.read().path("country").asText()).isEqualTo("DE");
    InputFile named = file("{}".getBytes(StandardCharsets.UTF_8));
    assertThat(named.announcement()).isEqualTo("Deciding " + folder.resolve("case.json"));
    assertThat(named.read().isObject()).isTrue();
  }
}
