/// Datanets: curated collections of contributions, in published versions, and how agents search
/// them.
///
/// What belongs here: publishing, reading, the search index, the record of who contributed what.
/// What does not: money, and how credit follows from reading.
@NullMarked
package guildhall.datanet;

import org.jspecify.annotations.NullMarked;
