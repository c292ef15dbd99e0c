package guildhall.gateway;

import java.time.Duration;

/// Where the gateway listens and what it puts up with.
///
/// @param host address to bind to
/// @param port 0 for any that is free
/// @param maxBodyBytes larger bodies are refused
/// @param ping how often a quiet event stream, and whoever waits for what becomes of an upload, is
///   given a sign of life
/// @param slowPeer how long a peer may take over one write of an event stream, or over sending a
///   body, before its connection is closed
/// @param afterEnd how long an event stream waits for royalties once its task has ended
/// @param readerQueue events that may wait for one reader
/// @param mostReaders event streams at a time
public record GatewayConfig(
    String host,
    int port,
    int maxBodyBytes,
    Duration ping,
    Duration slowPeer,
    Duration afterEnd,
    int readerQueue,
    int mostReaders) {

  /// The usual patience with readers.
  public static GatewayConfig at(String host, int port, int maxBodyBytes) {
    return new GatewayConfig(
        host,
        port,
        maxBodyBytes,
        Duration.ofSeconds(15),
        Duration.ofSeconds(10),
        Duration.ofSeconds(5),
        1024,
        1000);
  }

  /// The same with other patience.
  public GatewayConfig withPatience(Duration ping, Duration slowPeer, Duration afterEnd) {
    return new GatewayConfig(
        host, port, maxBodyBytes, ping, slowPeer, afterEnd, readerQueue, mostReaders);
  }
}
