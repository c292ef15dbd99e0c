/// Benchmarks with their baselines in the same run: `mvn -q -Pbench -Dbench=NAME`. They measure,
/// print and write what they measured; they assert nothing.
@NullMarked
package guildhall.bench;

import org.jspecify.annotations.NullMarked;
