package guildhall.samples.memo;

import guildhall.samples.legal.Assessment;
import guildhall.samples.marketentry.MarketEntryCase;
import guildhall.samples.research.Findings;
import guildhall.samples.risk.Calibration;
import guildhall.samples.risk.Simulation;
import guildhall.sdk.schema.Describe;

/// What a memo is written from.
///
/// @param marketCase the case with its own assumptions
/// @param findings what research found about the country
/// @param assessment what the law asks for
/// @param calibration what the simulation took from the findings
/// @param simulation what it is worth
public record MemoRequest(
    @Describe("The case.") MarketEntryCase marketCase,
    @Describe("What research found.") Findings findings,
    @Describe("What the law asks for.") Assessment assessment,
    @Describe("What the simulation took from the findings.") Calibration calibration,
    @Describe("What it is worth.") Simulation simulation) {}
