package guildhall.gateway;

import guildhall.datanet.Curation;
import guildhall.ledger.AccountKind;
import guildhall.ledger.AccountView;
import guildhall.task.ErrorCode;
import java.util.Optional;

/// For whom a request acts. Every request is [Gateway#PRINCIPAL] until principals have keys of
/// their own; who has the key for administration may say `as=NAME` and act for any principal with
/// an account, or as the operator itself.
final class Callers {

  private static final String AS = "as";

  private final GatewayServices services;
  private final Administrators administrators;

  Callers(GatewayServices services, Administrators administrators) {
    this.services = services;
    this.administrators = administrators;
  }

  /// Who acts.
  ///
  /// @throws Problem if that needs the key, or there is no such principal
  String acting(Incoming request) throws Problem {
    String name = request.once(AS).orElse(Gateway.PRINCIPAL);
    if (name.equals(Gateway.PRINCIPAL)) {
      return name;
    }
    administrators.admit(request);
    if (!name.equals(Curation.OPERATOR) && !isPrincipal(name)) {
      throw Problem.of(
          ErrorCode.ACCOUNT_NOT_FOUND, "there is no principal " + Incoming.shown(name));
    }
    return name;
  }

  /// Whether the operator asks: it may see everything.
  boolean isOperator(Incoming request) {
    try {
      administrators.admit(request);
      return true;
    } catch (Problem _) {
      return false;
    }
  }

  private boolean isPrincipal(String name) {
    return services
        .book()
        .await(_ -> services.ledger().find(name).map(AccountView::kind))
        .equals(Optional.of(AccountKind.PRINCIPAL));
  }
}
