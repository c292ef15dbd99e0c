/// What a runtime implements for the calls it hosts. Not for agent authors.
@NullMarked
package guildhall.sdk.spi;

import org.jspecify.annotations.NullMarked;
