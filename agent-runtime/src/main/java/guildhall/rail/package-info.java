/// Money that comes in from and goes out to systems outside: what a rail has to do
/// ([guildhall.rail.Rail]), what the book records of it, the desk that keeps both in step, and a
/// rail of three files. How an outside system is spoken to belongs to the rail that speaks to it,
/// and what accounts may do belongs to the ledger.
@NullMarked
package guildhall.rail;

import org.jspecify.annotations.NullMarked;
