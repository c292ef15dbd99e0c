/// The prose agent against a local HTTP server.
@NullMarked
package guildhall.samples.prose;

import org.jspecify.annotations.NullMarked;
