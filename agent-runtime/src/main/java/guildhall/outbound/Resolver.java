package guildhall.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/// Turns a host into addresses. May block.
@FunctionalInterface
public interface Resolver {

  /// As this machine does, through its hosts file and its name servers.
  Resolver SYSTEM = host -> List.of(InetAddress.getAllByName(host));

  /// All addresses of a host, or the one that it is.
  ///
  /// @param host without brackets
  List<InetAddress> addresses(String host) throws UnknownHostException;
}
