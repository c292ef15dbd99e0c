/// Printing: results as plain text for a terminal.
///
/// What belongs here: wrapping, numbering and layout. What does not: any figure or word that is not
/// in the record being printed.
@NullMarked
package guildhall.samples.print;

import org.jspecify.annotations.NullMarked;
