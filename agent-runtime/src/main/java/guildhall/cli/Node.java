package guildhall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import guildhall.export.ExportFormat;
import guildhall.ledger.History;
import guildhall.ledger.Id;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/// What is asked: a node that runs, or the folder of one that does not. Both answer in the shapes
/// of the REST interface.
interface Node extends AutoCloseable {

  /// `entries`, `accounts` and so on.
  ObjectNode stats() throws Failure;

  /// `ok`, and `damage` if it is not.
  ObjectNode verify() throws Failure;

  /// What came of weighing every answer again: `ok`, and how many were decided as before.
  ///
  /// @param threads 1 or more
  ObjectNode reweigh(int threads) throws Failure;

  /// Writes the entries from a position up to another as a format.
  ///
  /// @throws IOException if `out` takes no more
  void export(ExportFormat format, long from, long to, OutputStream out)
      throws Failure, IOException;

  /// At most 1000 accounts that follow on one; all have been seen if there are fewer.
  List<JsonNode> accounts(String after, int limit) throws Failure;

  /// An account with its open holds.
  ObjectNode account(String name) throws Failure;

  /// A page of a statement: `lines`, and `next` unless it is the last.
  Page statement(String account, History.Query query) throws Failure;

  /// A page of what a contributor's contributions were used for.
  ///
  /// @param datanet only what is in this one; empty for all
  /// @param limit the page ends with the receipt in which it has so many uses
  Page uses(String contributor, String datanet, int limit, long before) throws Failure;

  /// What a datanet's contributions earn and might earn.
  ObjectNode forecast(String datanet) throws Failure;

  /// `zero`, and sums by unit.
  ObjectNode trialBalance() throws Failure;

  /// Opens an account; the account with `status`.
  ///
  /// @param details `owner`, `kind` and `unit`, as far as they are given
  ObjectNode open(String account, Map<String, String> details) throws Failure;

  /// Freezes an account or lets it pay again; the account with `status`.
  ObjectNode freeze(String account, boolean frozen) throws Failure;

  /// Issues credits to an account; the account with `status`.
  ///
  /// @param details `reason` and `treasury`, as far as they are given
  ObjectNode issue(String account, Id id, String amount, Map<String, String> details)
      throws Failure;

  /// A page of a statement.
  ///
  /// @param lines newest first
  /// @param before where the next page begins; -1 if there is none
  record Page(List<JsonNode> lines, long before) {}

  @Override
  void close();
}
