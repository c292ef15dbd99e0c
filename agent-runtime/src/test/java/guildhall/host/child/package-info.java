/// Untrusted jars, with real processes: what they do wrong costs them and nobody else.
@NullMarked
package guildhall.host.child;

import org.jspecify.annotations.NullMarked;
