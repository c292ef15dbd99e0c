/// Bonds: money that stands behind a duty and is lost, in part or wholly, when the duty is broken.
///
/// What belongs here: posting, increasing, withdrawing and slashing bonds, and who is bonded for
/// what. What does not: which duties there are and what breaks them (whoever has the duty decides,
/// and shows evidence), how holds work (`ledger`).
@NullMarked
package guildhall.settlement.bond;

import org.jspecify.annotations.NullMarked;
