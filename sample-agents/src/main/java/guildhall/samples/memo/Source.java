package guildhall.samples.memo;

import guildhall.sdk.schema.Describe;

/// What a citation stands for.
///
/// @param citation as sentences carry it
/// @param name the public source, law or calculation behind it
public record Source(
    @Describe("As sentences carry it.") String citation,
    @Describe("What is behind it.") String name) {}
