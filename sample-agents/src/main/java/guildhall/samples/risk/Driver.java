package guildhall.samples.risk;

import guildhall.sdk.schema.Describe;
import guildhall.sdk.schema.Range;

/// An uncertain input, and how much of the result's spread goes with it.
///
/// @param input which
/// @param share its squared correlation with the net present value, as a share of the sum over all
///   inputs, 0 to 1; 0 if nothing is uncertain
public record Driver(
    @Describe("Which input.") Uncertain input,
    @Describe("Share of the spread that goes with it.") @Range(min = 0, max = 1) double share) {}
