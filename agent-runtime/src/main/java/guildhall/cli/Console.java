package guildhall.cli;

import java.io.PrintWriter;

/// Where a command says what it has to say.
///
/// @param bytes what was asked for, as it is
/// @param out the same for texts, in UTF-8
/// @param err everything else, in UTF-8
/// @param terminal whether somebody watches
record Console(Output bytes, PrintWriter out, PrintWriter err, boolean terminal) {}
