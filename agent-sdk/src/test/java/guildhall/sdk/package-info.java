/// What an agent author may rely on, checked value by value.
@NullMarked
package guildhall.sdk;

import org.jspecify.annotations.NullMarked;
