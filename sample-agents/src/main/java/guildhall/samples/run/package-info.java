/// The main job from the command line: a node with the sample agents and datanets, one task on it,
/// and what a person sees of it in a terminal.
///
/// What belongs here: starting, asking, showing. What does not: doing any of the work.
@NullMarked
package guildhall.samples.run;

import org.jspecify.annotations.NullMarked;
