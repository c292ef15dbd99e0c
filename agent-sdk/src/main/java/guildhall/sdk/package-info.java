/// All that an agent author imports: a record in, a record out, a price.
///
/// An author declares a [guildhall.sdk.Capability], writes a [guildhall.sdk.Handler] and puts both
/// on an [guildhall.sdk.Agent]. Everything the handler may touch besides its input is on its
/// [guildhall.sdk.Call]. Nothing here knows Vert.x or the runtime, and nothing here moves money:
/// the runtime does, from what these types say.
@NullMarked
package guildhall.sdk;

import org.jspecify.annotations.NullMarked;
