package guildhall.samples.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ScreenTest {

  @Test
  void line_questionOpen_beginsOnALineOfItsOwn() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Screen screen = new Screen(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    screen.question("Now? ");
    screen.line("approved elsewhere");
    screen.line("next");
    screen.question("And now? ");
    screen.answered();
    screen.line("done");
    assertThat(bytes.toString(StandardCharsets.UTF_8).replace("\r", ""))
        .isEqualTo("Now? \napproved elsewhere\nnext\nAnd now? done\n");
  }
}
