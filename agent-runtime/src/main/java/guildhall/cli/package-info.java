/// The operator's command `guildhall`: what a person or a script asks of a running node, or of the
/// folder of one that is stopped.
///
/// What belongs here: options, tables, exit codes, asking a node over HTTP, and looking at a folder
/// without touching it. What does not: what an account or an export looks like (`export`), and
/// anything that changes a book: that is done by a node that runs.
@NullMarked
package guildhall.cli;

import org.jspecify.annotations.NullMarked;
