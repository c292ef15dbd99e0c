package guildhall.datanet.admission;

import java.util.Optional;

/// What a contributor declares about all of an offering.
///
/// @param licence its SPDX identifier, as it was given
/// @param consent whether the contributor says that it may be given, and used as the datanet says
public record Declaration(Optional<String> licence, boolean consent) {}
