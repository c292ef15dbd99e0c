package guildhall.datanet;

import guildhall.book.CborRecords;
import guildhall.book.ContentId;
import guildhall.datanet.DatanetFact.FrequenciesFrozen;
import guildhall.datanet.DatanetFact.Withdrawn;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Datanets as a snapshot has them: all datanets, then what belongs to them, kind by kind.
///
/// Version 1 did not say in which order contributions came, version 2 forgot what was withdrawn
/// when its id was used again, version 3 what was rejected and what is to be erased, and version 4
/// by what is told what has failed the checks; so none of them is read: a start then replays the
/// book.
final class SavedDatanets {

  static final int VERSION = 5;

  private record SavedDatanet(
      String name, int version, boolean changed, String owner, Optional<Charter> charter) {}

  private record SavedRow(String datanet, DatanetState.Row row) {}

  private record SavedOpen(DatanetState.Open open) {}

  private record SavedWithdrawn(Withdrawn withdrawn) {}

  private record SavedRejected(DatanetState.Turned turned) {}

  private record SavedErased(String datanet, ContentId content) {}

  private record SavedUsage(String datanet, DatanetState.Usage usage) {}

  private record SavedFailed(String datanet, FailedMarks.Failed failed) {}

  /// What belongs to no datanet.
  record Rest(long nextOrdinal, Optional<FrequenciesFrozen> frequencies) {}

  private SavedDatanets() {}

  static void save(
      DataOutput out, Collection<DatanetState> datanets, Collection<Standing> standings, Rest rest)
      throws IOException {
    for (DatanetState each : datanets) {
      CborRecords.write(
          out, new SavedDatanet(each.name, each.version, each.changed, each.owner, each.charter));
    }
    CborRecords.end(out);
    saveRows(out, datanets);
    for (DatanetState each : datanets) {
      for (DatanetState.Open open : each.open.values()) {
        CborRecords.write(out, new SavedOpen(open));
      }
    }
    CborRecords.end(out);
    for (DatanetState each : datanets) {
      for (Withdrawn withdrawn : each.withdrawn.values()) {
        CborRecords.write(out, new SavedWithdrawn(withdrawn));
      }
    }
    CborRecords.end(out);
    saveGone(out, datanets);
    for (DatanetState each : datanets) {
      for (DatanetState.Usage usage : each.usages()) {
        CborRecords.write(out, new SavedUsage(each.name, usage));
      }
    }
    CborRecords.end(out);
    for (DatanetState each : datanets) {
      for (FailedMarks.Failed failed : each.failed().all()) {
        CborRecords.write(out, new SavedFailed(each.name, failed));
      }
    }
    CborRecords.end(out);
    for (Standing standing : standings) {
      CborRecords.write(out, standing);
    }
    CborRecords.end(out);
    CborRecords.write(out, rest);
    CborRecords.end(out);
  }

  private static void saveGone(DataOutput out, Collection<DatanetState> datanets)
      throws IOException {
    for (DatanetState each : datanets) {
      for (DatanetState.Turned turned : each.rejected.values()) {
        CborRecords.write(out, new SavedRejected(turned));
      }
    }
    CborRecords.end(out);
    for (DatanetState each : datanets) {
      for (ContentId content : each.erased) {
        CborRecords.write(out, new SavedErased(each.name, content));
      }
    }
    CborRecords.end(out);
  }

  private static void saveRows(DataOutput out, Collection<DatanetState> datanets)
      throws IOException {
    for (DatanetState each : datanets) {
      for (DatanetState.Row row : each.rows.values()) {
        CborRecords.write(out, new SavedRow(each.name, row));
      }
    }
    CborRecords.end(out);
    for (DatanetState each : datanets) {
      for (DatanetState.Row row : each.past) {
        CborRecords.write(out, new SavedRow(each.name, row));
      }
    }
    CborRecords.end(out);
    for (DatanetState each : datanets) {
      for (DatanetState.Row row : each.gone) {
        CborRecords.write(out, new SavedRow(each.name, row));
      }
    }
    CborRecords.end(out);
  }

  /// Fills what is given.
  ///
  /// @return the rest
  static Rest load(
      DataInput in, Map<String, DatanetState> datanets, Map<String, Standing> standings)
      throws IOException {
    CborRecords.read(in, SavedDatanet.class, saved -> datanets.put(saved.name(), state(saved)));
    loadRows(in, datanets);
    loadRest(in, datanets);
    CborRecords.read(in, Standing.class, saved -> standings.put(saved.contributor(), saved));
    List<Rest> rest = new ArrayList<>();
    CborRecords.read(in, Rest.class, rest::add);
    return rest.getFirst();
  }

  private static void loadRows(DataInput in, Map<String, DatanetState> datanets)
      throws IOException {
    CborRecords.read(
        in,
        SavedRow.class,
        saved -> of(datanets, saved.datanet(), saved).rows.put(saved.row().id(), saved.row()));
    CborRecords.read(
        in, SavedRow.class, saved -> of(datanets, saved.datanet(), saved).past.add(saved.row()));
    CborRecords.read(
        in, SavedRow.class, saved -> of(datanets, saved.datanet(), saved).gone.add(saved.row()));
  }

  private static void loadRest(DataInput in, Map<String, DatanetState> datanets)
      throws IOException {
    CborRecords.read(
        in,
        SavedOpen.class,
        saved -> {
          DatanetState.Open open = saved.open();
          of(datanets, open.offered().datanet(), open).open.put(open.offered().id(), open);
        });
    CborRecords.read(
        in,
        SavedWithdrawn.class,
        saved -> {
          Withdrawn withdrawn = saved.withdrawn();
          of(datanets, withdrawn.datanet(), withdrawn).withdrawn.put(withdrawn.id(), withdrawn);
        });
    CborRecords.read(
        in,
        SavedRejected.class,
        saved -> {
          DatanetState.Turned turned = saved.turned();
          of(datanets, turned.offered().datanet(), turned)
              .rejected
              .put(turned.offered().id(), turned);
        });
    CborRecords.read(
        in,
        SavedErased.class,
        saved -> of(datanets, saved.datanet(), saved).erased.add(saved.content()));
    CborRecords.read(
        in, SavedUsage.class, saved -> of(datanets, saved.datanet(), saved).use(saved.usage()));
    CborRecords.read(
        in,
        SavedFailed.class,
        saved -> of(datanets, saved.datanet(), saved).failed().add(saved.failed()));
  }

  private static DatanetState state(SavedDatanet saved) {
    DatanetState state = new DatanetState(saved.name());
    state.version = saved.version();
    state.changed = saved.changed();
    state.owner = saved.owner();
    state.charter = saved.charter();
    return state;
  }

  private static DatanetState of(Map<String, DatanetState> datanets, String name, Object what)
      throws IOException {
    @Nullable DatanetState state = datanets.get(name);
    if (state == null) {
      throw new IOException("something of a datanet that was not saved: " + what);
    }
    return state;
  }
}
