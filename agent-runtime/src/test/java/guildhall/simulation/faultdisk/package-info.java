/// A disk that exists only in memory and fails on purpose: everything a real one may do to a
/// journal, from a seed.
///
/// What belongs here: the disk, its faults and how often they happened. What does not: anything
/// that knows what the files mean.
@NullMarked
package guildhall.simulation.faultdisk;

import org.jspecify.annotations.NullMarked;
