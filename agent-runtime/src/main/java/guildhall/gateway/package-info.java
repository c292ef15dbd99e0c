/// The door: REST and server-sent events over everything below.
///
/// What belongs here: reading requests, checking their form, calling the runtime on virtual
/// threads, writing answers, and the one translation of errors to HTTP. What does not: rules of the
/// domain, and money. Vert.x Web stops here.
@NullMarked
package guildhall.gateway;

import org.jspecify.annotations.NullMarked;
