/// A journal that fails on purpose.
///
/// What belongs here: faults of storage as a [guildhall.book.Journal] shows them. What does not:
/// faults below a journal, such as torn frames; those are made with real files.
@NullMarked
package guildhall.book.faultjournal;

import org.jspecify.annotations.NullMarked;
