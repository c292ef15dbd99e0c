/// From a record to its JSON Schema, and checks of record values against it.
///
/// What belongs here: reading record components once and holding what they allow. What does not:
/// JSON itself (the runtime's wires parse and print it) and anything of money.
@NullMarked
package guildhall.sdk.schema;

import org.jspecify.annotations.NullMarked;
