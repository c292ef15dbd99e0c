package guildhall.roundtrip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import guildhall.book.CborRecords;
import guildhall.book.Entry;
import guildhall.book.Fact;
import guildhall.book.Snapshotted;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/// Saves and loads a projection every way that matters.
///
/// @param <P> the projection
/// @param empty makes one before the first entry
/// @param reads everything it can be asked, as something with a useful `equals`
public record RoundTrip<P extends Snapshotted>(Supplier<P> empty, Function<P, Object> reads) {

  private static final int MOST_CUTS = 1500;

  private record Any() {}

  /// Facts as entries, from position 0 on, a second apart.
  public static List<Entry> entries(List<? extends Fact> facts) {
    List<Entry> entries = new ArrayList<>();
    for (Fact fact : facts) {
      entries.add(new Entry(entries.size(), 1_000_000L * (1 + entries.size()), fact));
    }
    return entries;
  }

  /// What `save` writes.
  public static byte[] bytes(Snapshotted projection) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      projection.save(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /// An empty one with entries folded.
  public P fold(List<Entry> entries) {
    P projection = empty.get();
    entries.forEach(projection::apply);
    return projection;
  }

  /// An empty one that has taken up bytes, all of them.
  public P loaded(byte[] bytes) {
    try {
      return load(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private P load(byte[] bytes) throws IOException {
    P projection = empty.get();
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    projection.load(projection.stateVersion(), in);
    assertThat(in.available()).as("bytes that nobody read").isZero();
    return projection;
  }

  /// Saved and loaded after every single entry, it gives the same bytes and answers, then and when
  /// all later entries are folded; and what is folded into the copy leaves the original alone.
  public void holdsAfterEach(List<Entry> entries) {
    P whole = fold(entries);
    byte[] end = bytes(whole);
    Object endAnswers = reads.apply(whole);
    P live = empty.get();
    for (int cut = 0; cut <= entries.size(); cut++) {
      byte[] saved = bytes(live);
      Object answers = reads.apply(live);
      P copy = loaded(saved);
      assertThat(bytes(copy)).as("saved again after %d", cut).isEqualTo(saved);
      assertThat(reads.apply(copy)).as("answers after %d", cut).isEqualTo(answers);
      entries.subList(cut, entries.size()).forEach(copy::apply);
      assertThat(bytes(copy)).as("loaded after %d, then the rest", cut).isEqualTo(end);
      assertThat(reads.apply(copy)).as("answers at the end, %d", cut).isEqualTo(endAnswers);
      assertThat(bytes(live)).as("the original after %d", cut).isEqualTo(saved);
      assertThat(reads.apply(live)).as("answers of the original, %d", cut).isEqualTo(answers);
      if (cut < entries.size()) {
        live.apply(entries.get(cut));
      }
    }
  }

  /// Bytes that end too early are not taken up, wherever they end.
  public void refusesWhatIsCut(List<Entry> entries) {
    byte[] whole = bytes(fold(entries));
    int step = 1 + whole.length / MOST_CUTS;
    for (int length = whole.length - 1; length >= 0; length -= step) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> load(cut))
          .as("%d of %d bytes", length, whole.length)
          .isInstanceOf(IOException.class);
    }
  }

  /// For a projection that saves what there is first and then what belongs to it: bytes that lack
  /// the former are not taken up.
  public void refusesWhatBelongsToNothing(List<Entry> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CborRecords.end(new DataOutputStream(bytes));
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes(fold(entries))));
    CborRecords.read(in, Any.class, _ -> {});
    bytes.write(in.readAllBytes());
    assertThatThrownBy(() -> load(bytes.toByteArray()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not");
  }

  /// A version it does not know is refused in a sentence that names it.
  public void refusesOtherVersions() {
    byte[] bytes = bytes(empty.get());
    int known = empty.get().stateVersion();
    for (int version : List.of(0, known + 1)) {
      P projection = empty.get();
      assertThatThrownBy(
              () -> projection.load(version, new DataInputStream(new ByteArrayInputStream(bytes))))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("of " + projection.name() + " has version " + version);
    }
  }
}
