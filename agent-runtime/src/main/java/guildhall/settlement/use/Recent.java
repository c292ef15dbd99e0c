package guildhall.settlement.use;

import java.util.List;

/// A distribution not long ago.
///
/// @param call which receipt
/// @param poolMicros its royalty part
/// @param residualMicros what of it could not be attributed to anybody
/// @param datanets whose contributions had a part in the answer
record Recent(String call, long poolMicros, long residualMicros, List<String> datanets) {

  Recent {
    datanets = List.copyOf(datanets);
  }
}
