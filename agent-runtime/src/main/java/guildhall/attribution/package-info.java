/// From evidence to weights, pure: which contributions made an answer better, and by how much.
///
/// What belongs here: what a method gives, how several become one vector, and the arithmetic they
/// share: whole numbers, the same to the bit on every machine. Each method has a package below, an
/// id and a version. What does not: reading datanets, money, clocks, I/O.
@NullMarked
package guildhall.attribution;

import org.jspecify.annotations.NullMarked;
