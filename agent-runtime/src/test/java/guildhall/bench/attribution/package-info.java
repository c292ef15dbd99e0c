/// Attribution held against what it promises and against other ways to find a source: `mvn -q
/// -Pbench -Dbench=attribution`.
///
/// What belongs here: the corpus, answers made of it, copies, and what is compared.
@NullMarked
package guildhall.bench.attribution;

import org.jspecify.annotations.NullMarked;
