package guildhall.market;

import guildhall.book.Fact;
import java.util.List;

/// An agent announced itself for the first time, or with other capabilities than before.
///
/// @param agent its name, unique
/// @param owner the principal who is paid for it
/// @param capabilities names of what it sells, sorted
public record AgentListed(String agent, String owner, List<String> capabilities) implements Fact {}
