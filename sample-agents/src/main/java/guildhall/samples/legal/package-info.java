/// Legal: which obligations, licences and blockers a product meets in a country, and why.
///
/// What belongs here: applying the written rules of the datanet `regulations` to traits. What does
/// not: whether the case is worth the trouble. Nothing here is legal advice.
@NullMarked
package guildhall.samples.legal;

import org.jspecify.annotations.NullMarked;
