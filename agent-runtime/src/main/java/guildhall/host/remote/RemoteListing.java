package guildhall.host.remote;

import guildhall.sdk.Amount;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// What an operator says of one remote agent; what is said here goes before what its card says.
///
/// @param name its name in this runtime
/// @param card URL of its card; of a host alone, for the card at its well-known place
/// @param owner the principal who is paid for its work
/// @param fee for each of its skills
/// @param within promised time to deliver
/// @param quality promised, in permille
/// @param keyFile public key in PEM that must have signed the card; if empty, signatures are not
///   looked at
public record RemoteListing(
    String name,
    URI card,
    String owner,
    Optional<Amount> fee,
    Optional<Duration> within,
    Optional<Integer> quality,
    Optional<Path> keyFile) {

  /// One that is described by its card alone.
  public RemoteListing(String name, URI card, String owner) {
    this(name, card, owner, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }
}
