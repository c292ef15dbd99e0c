/// The book: one totally ordered, append-only sequence of facts, durable before anyone is told.
///
/// What belongs here: entries and their codecs, journals, the writer with its group commit, replay,
/// the feed of durable entries, and the store of contents that entries name. What does not: what a
/// fact means. Every other package folds the facts it knows into a [guildhall.book.Projection].
@NullMarked
package guildhall.book;

import org.jspecify.annotations.NullMarked;
