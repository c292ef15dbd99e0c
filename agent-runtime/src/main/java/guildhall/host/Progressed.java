package guildhall.host;

import guildhall.book.Fact;

/// How far a call has come; at most one a second and call.
public record Progressed(
    String task, String call, String capability, String agent, int permille, String note)
    implements Fact {}
