package guildhall.host;

/// What would you ask for this?
///
/// @param request identity of the negotiation
/// @param agent who is asked
/// @param capability what is wanted
/// @param input the input record
public record CallForProposals(String request, String agent, String capability, Record input) {}
