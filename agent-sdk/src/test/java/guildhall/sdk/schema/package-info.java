/// What records allow, checked against what their schema says.
@NullMarked
package guildhall.sdk.schema;

import org.jspecify.annotations.NullMarked;
