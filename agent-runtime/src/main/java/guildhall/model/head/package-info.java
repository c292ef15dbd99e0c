/// Heads: small classifiers of texts that the runtime trains on labelled examples of a datanet, so
/// that it knows which example made them say what they say.
///
/// What belongs here: how a text becomes features, training and what is kept of it, finding a head
/// by its name, and weighing its examples for the predictions of an answer. What does not: the
/// fitting and the influence themselves (`attribution.influence`), what else an artefact was made
/// from (`model`), and how much of an answer is due to a head at all (`settlement`).
@NullMarked
package guildhall.model.head;

import org.jspecify.annotations.NullMarked;
