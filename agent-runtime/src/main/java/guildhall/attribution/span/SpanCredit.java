package guildhall.attribution.span;

import guildhall.attribution.Attribution;

/// What follows from the matches of an answer.
///
/// The three say different things and are never added up: the payout is what is paid, the
/// explanation is what a reader wants to see.
///
/// @param payout to the earliest holders; robust against copies
/// @param explanation each token shared equally by all documents that hold the longest span over
///   it; nearest to what leaving a document out would change, and not to be paid by: copies raise
///   it
/// @param commonsMicros worth of the tokens that are common phrases, in the unit of
///   [Attribution#wholeMicros] and part of it; due to nobody in particular
public record SpanCredit(Attribution payout, Attribution explanation, long commonsMicros) {}
