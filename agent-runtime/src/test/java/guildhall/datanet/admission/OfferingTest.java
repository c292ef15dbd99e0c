package guildhall.datanet.admission;

import static guildhall.datanet.admission.Offered.files;
import static guildhall.datanet.admission.Offered.items;
import static guildhall.datanet.admission.Offered.text;
import static guildhall.datanet.admission.Offered.zip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Formats that are read as they are meant.
class OfferingTest {

  @Test
  void text_withMarkOfByteOrderAndWindowsLines_isOneItemWithout() throws IOException {
    assertThat(items(Offered.one("\uFEFFBees\r\ndance.\uFEFF")))
        .containsExactly(
            new Item(
                0,
                Optional.of("note.txt"),
                ItemType.TEXT,
                "Bees\ndance.\uFEFF",
                Map.of(),
                Optional.empty()));
  }

  @Test
  void folder_filesAndLinks_areTextsInTheOrderOfTheirNames(@TempDir Path folder)
      throws IOException {
    Files.createDirectories(folder.resolve("b"));
    Files.writeString(folder.resolve("b/two.txt"), "two");
    Files.writeString(folder.resolve("a.txt"), "one");
    Files.createSymbolicLink(folder.resolve("link.txt"), folder.resolve("a.txt"));

    assertThat(items(Offering.folder(folder)))
        .extracting(item -> item.id().orElse("") + "=" + item.text())
        .containsExactly("a.txt=one", "b/two.txt=two");
  }

  @Test
  void csv_quotesCommasAndLineBreaks_areRead() throws IOException {
    String csv = "id,text,size\r\n1,\"a \"\"big\"\", old\nhouse\",7\n\n2,,\n";

    assertThat(
            items(
                new Offering.Csv(
                    text(csv),
                    new Columns(Optional.of("id"), Optional.of("text"), Optional.empty()))))
        .containsExactly(
            new Item(
                0,
                Optional.of("1"),
                ItemType.ROW,
                "a \"big\", old\nhouse",
                Map.of("size", "7"),
                Optional.empty()),
            new Item(1, Optional.of("2"), ItemType.ROW, "", Map.of("size", ""), Optional.empty()));
  }

  @Test
  void csv_withoutColumns_searchesAllValuesInOrder() throws IOException {
    Item item = items(Offered.csv("z,a\n1,2")).getFirst();

    assertThat(item.text()).isEqualTo("1\n2");
    assertThat(item.fields().keySet()).containsExactly("z", "a");
    assertThat(item.bytes()).isEqualTo(2);
    assertThat(item.compared()).isEqualTo("1\n2");
  }

  @Test
  void json_valuesOfEachKind_areTexts() throws IOException {
    String lines =
        """
        {"text":"caf\\u00e9","n":1.50,"b":true,"none":null,"in":{"a":[1,{"b":"x"}]}}

        {"text":"second"}\
        """;

    List<Item> items = items(new Offering.JsonLines(text(lines), Columns.text("text")));

    assertThat(items).extracting(Item::text).containsExactly("café", "second");
    assertThat(items.getFirst().fields())
        .isEqualTo(Map.of("n", "1.50", "b", "true", "in", "{\"a\":[1,{\"b\":\"x\"}]}"));
  }

  @Test
  void columns_withLabel_makeExamples() throws IOException {
    var lines = "{\"said\":\"so good\",\"mood\":\"glad\",\"by\":\"ann\"}";

    Item item =
        items(new Offering.JsonLines(text(lines), Columns.labelled("said", "mood"))).getFirst();

    assertThat(item.type()).isEqualTo(ItemType.EXAMPLE);
    assertThat(item.label()).contains("glad");
    assertThat(item.compared()).isEqualTo("so good\nann\nglad");
    assertThat(item.bytes()).isEqualTo("so goodglad".length() + "ann".length());
  }

  @Test
  void zip_filesOfIt_areTextsNamedAsTheyAre() throws IOException {
    byte[] zip =
        zip(files("a/", "", "a/x.txt", "one", "../../etc/passwd", "two", "__MACOSX/a", "\0"));

    assertThat(items(new Offering.Zip(Offered.bytes(zip))))
        .extracting(item -> item.id().orElse("") + "=" + item.text())
        .containsExactly("a/x.txt=one", "../../etc/passwd=two");
  }

  @Test
  void bytes_ofCharactersOfEachLength_areThoseOfUtf8() {
    assertThat(Item.bytes("aé€😀")).isEqualTo(1 + 2 + 3 + 4);
    assertThat(Item.bytes("\uD800")).isEqualTo(3);
  }

  @Test
  void read_streamThatFails_saysSoAndNothingOfTheOffering() {
    IOException broken = new IOException("the line is broken");
    InputStream in =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw broken;
          }

          @Override
          public int read(byte[] bytes, int from, int length) throws IOException {
            throw broken;
          }
        };

    assertThatThrownBy(() -> items(new Offering.Text("a", in))).isSameAs(broken);
    assertThatThrownBy(() -> items(new Offering.Zip(in))).isSameAs(broken);
    assertThatThrownBy(() -> Offered.judge(Offered.TEXTS, new Offering.Text("a", in)))
        .isSameAs(broken);
  }
}
