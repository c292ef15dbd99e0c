package guildhall.gateway;

import guildhall.settlement.Royalties;
import guildhall.settlement.bond.BondDesk;
import guildhall.settlement.bond.Bonds;

/// What the gateway asks about money that can be lost or taken back.
///
/// @param royalties how they are taken back, inherited and claimed
/// @param bonds who is bonded for what
/// @param desk how that changes
public record DisputeServices(Royalties royalties, Bonds bonds, BondDesk desk) {}
