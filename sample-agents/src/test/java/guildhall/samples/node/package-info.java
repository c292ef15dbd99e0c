/// Node.js for tests: programs and packages of the npm registry, each checked and kept, so that
/// agents in JavaScript are tested where nothing but Java is installed.
@NullMarked
package guildhall.samples.node;

import org.jspecify.annotations.NullMarked;
