package guildhall.host;

import guildhall.settlement.SettlementFact.Awarded;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/// What agents write to the operator's log, all of it under the name `guildhall.agent`. The agent
/// and the call stand in the line and in the MDC, as `agent` and `call`.
final class AgentLog {

  private static final Logger LOG = LoggerFactory.getLogger("guildhall.agent");
  private static final int MOST_CHARS = 1000;

  private AgentLog() {}

  static void write(Awarded award, String line) {
    try (var _ = MDC.putCloseable("agent", award.agent());
        var _ = MDC.putCloseable("call", award.call())) {
      LOG.info("{} at {}: {}", award.agent(), award.call(), fit(line));
    }
  }

  /// One line, whatever an agent writes: nobody can make up a line of somebody else's.
  private static String fit(String line) {
    String cut = line.length() <= MOST_CHARS ? line : line.substring(0, MOST_CHARS - 1) + "…";
    return cut.replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029]", " ");
  }
}
