/// Prose: making a text read better without changing what it says, by a language model.
///
/// The one package that talks to a model, through LangChain4j, metered and paid like any other
/// call. What does not belong here: facts. Whoever buys checks that none was touched.
@NullMarked
package guildhall.samples.prose;

import org.jspecify.annotations.NullMarked;
