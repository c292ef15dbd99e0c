/// From evidence to weights, pure: which contributions made an answer better, and by how much.
///
/// What belongs here: methods, each with an id and a version, deterministic in whole numbers. What
/// does not: reading datanets, money, clocks, I/O.
@NullMarked
package guildhall.attribution;

import org.jspecify.annotations.NullMarked;
