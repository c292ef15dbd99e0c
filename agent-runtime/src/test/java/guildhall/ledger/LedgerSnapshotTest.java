package guildhall.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import guildhall.book.Entry;
import guildhall.ledger.Operation.Credit;
import guildhall.ledger.Operation.Issue;
import guildhall.ledger.Operation.Linked;
import guildhall.ledger.Operation.OpenAccount;
import guildhall.ledger.Operation.Transfer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The state put aside and taken up again is the same state, however it was reached.
class LedgerSnapshotTest {

  private static byte[] save(Ledger ledger) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ledger.save(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static Ledger load(byte[] bytes) throws IOException {
    Ledger ledger = new Ledger(LedgerScript.MARGIN);
    ledger.load(ledger.stateVersion(), new DataInputStream(new ByteArrayInputStream(bytes)));
    return ledger;
  }

  @ParameterizedTest
  @EnumSource
  void stateHash_liveReplayedAndLoadedInTheMiddle_isTheSame(LedgerMoreTables table)
      throws IOException {
    LedgerScript script = LedgerScript.of(table.rows);
    List<Entry> book = script.book;
    for (int cut = 0; cut <= book.size(); cut++) {
      Ledger first = new Ledger(LedgerScript.MARGIN);
      book.subList(0, cut).forEach(first::apply);
      Ledger second = load(save(first));
      assertThat(second.stateHash()).isEqualTo(first.stateHash());
      book.subList(cut, book.size()).forEach(second::apply);
      assertThat(second.stateHash()).as("cut at %d", cut).isEqualTo(script.ledger.stateHash());
      assertThat(second.accounts()).isEqualTo(script.ledger.accounts());
    }
  }

  /// Accounts are looked for when none is there yet, when some are, and right before.
  @ParameterizedTest
  @EnumSource
  void ahead_atAnyMomentBefore_isTheSameAsApply(LedgerMoreTables table) {
    LedgerScript script = LedgerScript.of(table.rows);
    List<Entry> book = script.book;
    for (int early = 0; early <= book.size(); early += 3) {
      Ledger ledger = new Ledger(LedgerScript.MARGIN);
      book.subList(0, early / 2).forEach(ledger::apply);
      Consumer<Entry> rest = ledger.ahead(book.subList(early, book.size()));
      book.subList(early / 2, early).forEach(ledger::apply);
      book.subList(early, book.size()).forEach(rest);
      assertThat(ledger.stateHash()).as("from %d", early).isEqualTo(script.ledger.stateHash());
    }
  }

  @Test
  void load_anotherVersion_isRefused() {
    Ledger ledger = new Ledger(0);
    DataInputStream nothing = new DataInputStream(new ByteArrayInputStream(new byte[0]));
    for (int version : new int[] {0, 3}) {
      assertThatThrownBy(() -> ledger.load(version, nothing)).hasMessageContaining("version");
    }
    assertThatThrownBy(() -> ledger.load(2, nothing)).isInstanceOf(EOFException.class);
  }

  @Test
  void load_theFirstVersion_isTheSameState() throws IOException {
    LedgerScript script = LedgerScript.of(LedgerMoreTables.PARTIAL_CAPTURES.rows);
    Ledger loaded = new Ledger(LedgerScript.MARGIN);

    // without sealed ids the two versions do not differ
    loaded.load(1, new DataInputStream(new ByteArrayInputStream(save(script.ledger))));

    assertThat(loaded.stateHash()).isEqualTo(script.ledger.stateHash());
  }

  @Test
  void decide_aGroup_leavesTheStateByteIdentical() throws IOException {
    LedgerScript script = LedgerScript.of(LedgerMoreTables.PARTIAL_CAPTURES.rows);
    byte[] before = save(script.ledger);
    Linked group =
        new Linked(
            Id.at(0, "group"),
            List.of(
                new OpenAccount("new", "owner", AccountKind.PRINCIPAL, "silver"),
                new OpenAccount("lost", "owner", AccountKind.UNCLAIMED, "silver"),
                new Operation.SetLimits("ada", new Limits(5, 9, 9, 9, 9, Optional.empty())),
                new Operation.Freeze("eve", true),
                new Issue(Id.at(0, "i"), "bank", "bob", 5, "fund"),
                new Transfer(Id.at(0, "t"), "bob", List.of(new Credit("bank", 6)), "gift")));
    Decision first = script.ledger.decide(group, 100, script.book.size());
    assertThat(first.status()).isEqualTo(LedgerStatus.CREATED);
    assertThat(first.facts()).hasSize(7);
    assertThat(save(script.ledger)).isEqualTo(before);
    assertThat(script.ledger.decide(group, 100, script.book.size())).isEqualTo(first);
    long position = script.book.size();
    for (LedgerFact fact : first.facts()) {
      script.ledger.apply(new Entry(position++, 100, fact));
    }
    assertThat(script.ledger.decide(group, 100, position).status()).isEqualTo(LedgerStatus.EXISTS);
    assertThat(script.ledger.trialBalances()).containsValues(0L).containsKey("silver");
  }
}
