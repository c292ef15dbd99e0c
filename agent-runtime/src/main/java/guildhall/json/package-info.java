/// Records to JSON and back, the same way everywhere: contents, task inputs, wires.
///
/// What belongs here: one strict mapper. What does not: schemas and anything domain-specific.
@NullMarked
package guildhall.json;

import org.jspecify.annotations.NullMarked;
