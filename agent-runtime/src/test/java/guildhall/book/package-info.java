/// The book's evidence: journals under torn writes and kills, the writer, the clock, the content.
@NullMarked
package guildhall.book;

import org.jspecify.annotations.NullMarked;
