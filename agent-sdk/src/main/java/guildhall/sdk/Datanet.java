package guildhall.sdk;

import java.util.List;
import java.util.Map;

/// Read access to one published version of a datanet, on the terms on which it was opened. What is
/// returned counts as read by this call.
public interface Datanet {

  /// {@return its name}
  String name();

  /// {@return the published version this call sees, 1 or more; the same for the whole call}
  int version();

  /// {@return the passages that match best (BM25), best first}
  ///
  /// Of a private datanet with a price, each contribution that this call has not read before costs
  /// that price. The money is held out of [Call#budget] now and paid to the datanet's owner with
  /// the fee, if the call is delivered; who owns the datanet pays nothing. If it is more than is
  /// left, nothing is handed out.
  ///
  /// @param text words to look for; empty means every passage that passes the filters
  /// @param filters exact values of fields, all of which must hold, for example `country` = `DE`
  /// @param limit at most this many, 1 to 1000
  /// @throws IllegalArgumentException if the limit is outside
  /// @throws ReadRefused if the price cannot be held; nothing was read
  List<Passage> search(String text, Map<String, String> filters, int limit);

  /// One contribution as it was published.
  ///
  /// @param id unique within the datanet; what an answer cites
  /// @param text the sentences people wrote
  /// @param fields its structured part, all values as text
  record Passage(String id, String text, Map<String, String> fields) {

    /// Keeps a copy of the fields.
    public Passage {
      fields = Map.copyOf(fields);
    }

    /// {@return a field's value}
    ///
    /// @param name which field
    /// @throws IllegalArgumentException if the contribution lacks it
    public String field(String name) {
      String value = fields.get(name);
      if (value == null) {
        throw new IllegalArgumentException(id + " has no field " + name);
      }
      return value;
    }
  }
}
