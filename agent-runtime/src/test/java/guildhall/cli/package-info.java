/// The operator's command against a node that runs and against folders, whole and damaged.
@NullMarked
package guildhall.cli;

import org.jspecify.annotations.NullMarked;
