package guildhall.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The key for administration: made once, for its owner only, never shown.
class AdminKeyTest {

  @TempDir private Path folder;

  private String text() throws IOException {
    return Files.readString(folder.resolve(AdminKey.FILE)).strip();
  }

  @Test
  void of_freshFolder_makesAKeyOnlyItsOwnerCanRead() throws Exception {
    AdminKey key = AdminKey.of(folder.resolve("."));
    assertThat(text()).matches("[0-9a-f]{64}");
    assertThat(Files.getPosixFilePermissions(folder.resolve(AdminKey.FILE)))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(key.matches(text())).isTrue();
    assertThat(key.matches(text().substring(1))).isFalse();
    assertThat(key.matches("")).isFalse();
    assertThat(key.toString()).doesNotContain(text());
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void of_secondStart_keepsTheKeyAndTakesItFromOthers() throws Exception {
    var _ = AdminKey.of(folder);
    String first = text();
    Path file = folder.resolve(AdminKey.FILE);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(AdminKey.of(folder).matches(first)).isTrue();
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void of_twoFolders_areTwoKeys() throws Exception {
    AdminKey other = AdminKey.of(folder.resolve("other"));
    var _ = AdminKey.of(folder);
    assertThat(other.matches(text())).isFalse();
  }

  @Test
  void of_somethingElseInTheFile_isRefused() throws Exception {
    Files.writeString(folder.resolve(AdminKey.FILE), "secret");
    assertThatThrownBy(() -> AdminKey.of(folder))
        .isInstanceOf(IOException.class)
        .message()
        .doesNotContain("secret");
  }
}
