package guildhall.samples.run;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import guildhall.json.RecordJson;
import guildhall.samples.SampleAgents;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// The case to decide: a file somebody named, or the first that is shipped. Whatever is wrong with
/// the file is told in one sentence that names it.
///
/// @param path the file that was named; the shipped one if absent
record InputFile(Optional<Path> path) {

  /// One line that says what is decided.
  String announcement() {
    return path.map(file -> "Deciding " + file)
        .orElse(
            "Deciding sample input "
                + SampleAgents.INPUTS.getFirst().replaceFirst(".*/", "")
                + "; -Dinput=FILE takes another");
  }

  /// Reads it.
  ///
  /// @throws IOException if there is no such JSON; the message says why
  JsonNode read() throws IOException {
    return path.isPresent() ? parse(path.get(), bytes(path.get())) : shipped();
  }

  private static JsonNode shipped() throws IOException {
    try (InputStream in = SampleAgents.class.getResourceAsStream(SampleAgents.INPUTS.getFirst())) {
      if (in == null) {
        throw new IOException("the sample input is not on the class path");
      }
      return RecordJson.readTree(in.readAllBytes());
    }
  }

  private static byte[] bytes(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException(file + " is a folder; -Dinput=FILE takes a file");
    }
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new IOException("there is no file " + file, e);
    } catch (IOException e) {
      throw new IOException("the file " + file + " cannot be read", e);
    }
  }

  private static JsonNode parse(Path file, byte[] bytes) throws IOException {
    try {
      JsonNode tree = RecordJson.mapper().readTree(bytes);
      if (tree.isMissingNode()) {
        throw new IOException("the file " + file + " is empty");
      }
      return tree;
    } catch (JsonProcessingException e) {
      throw new IOException(problem(e) + " in " + file + place(e), e);
    } catch (CharConversionException e) {
      throw new IOException("the file " + file + " is not text in UTF-8", e);
    }
  }

  private static String problem(JsonProcessingException e) {
    if (e instanceof JsonEOFException) {
      return "the JSON ends too early";
    }
    return e.getOriginalMessage().startsWith("Duplicate")
        ? "a field is given twice"
        : "what stands there is not JSON";
  }

  private static String place(JsonProcessingException e) {
    JsonLocation at = e.getLocation();
    return at == null ? "" : ", line " + at.getLineNr() + ", column " + at.getColumnNr();
  }
}
