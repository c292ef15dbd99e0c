package guildhall.task;

/// Every way in which asking the runtime for something can go wrong, once for all wires.
public enum ErrorCode {
  /// Not JSON at all.
  MALFORMED_JSON("malformed_json", 400),
  /// A field nobody knows.
  UNKNOWN_FIELD("unknown_field", 400),
  /// A field that must be there is not.
  MISSING_FIELD("missing_field", 400),
  /// A field of another type than it must be.
  WRONG_TYPE("wrong_type", 400),
  /// A value outside what is allowed, for example a country there is no data for.
  VALUE_NOT_ALLOWED("value_not_allowed", 400),
  /// A budget that is no positive decimal number of credits.
  INVALID_BUDGET("invalid_budget", 400),
  /// A deadline that is no time, has passed, or is too far away.
  INVALID_DEADLINE("invalid_deadline", 400),
  /// A plan that cannot be run.
  INVALID_PLAN("invalid_plan", 400),
  /// There is no goal of that name.
  UNKNOWN_GOAL("unknown_goal", 400),
  /// A part of the address that cannot be read.
  INVALID_PARAMETER("invalid_parameter", 400),
  /// The key for administration is missing or wrong.
  UNAUTHORIZED("unauthorized", 401),
  /// The principal may not do this: it is not the owner, not a reviewer, or judges its own.
  FORBIDDEN("forbidden", 403),
  /// The account has less available than the budget.
  INSUFFICIENT_FUNDS("insufficient_funds", 402),
  /// No artefact of that id is registered.
  ARTEFACT_NOT_FOUND("artefact_not_found", 404),
  /// No head of that name was trained.
  HEAD_NOT_FOUND("head_not_found", 404),
  /// No task of that id.
  TASK_NOT_FOUND("task_not_found", 404),
  /// No account of that name.
  ACCOUNT_NOT_FOUND("account_not_found", 404),
  /// No datanet of that name, or no such version of it.
  DATANET_NOT_FOUND("datanet_not_found", 404),
  /// The datanet has nothing of that id that this could be done to.
  CONTRIBUTION_NOT_FOUND("contribution_not_found", 404),
  /// The principal has no bond for that duty.
  BOND_NOT_FOUND("bond_not_found", 404),
  /// No call of that id was ever awarded.
  CALL_NOT_FOUND("call_not_found", 404),
  /// No such address.
  NOT_FOUND("not_found", 404),
  /// The address does not know the method.
  METHOD_NOT_ALLOWED("method_not_allowed", 405),
  /// The task has ended already.
  TASK_ENDED("task_ended", 409),
  /// Nothing waits for that approval: it never did, was decided, or has expired.
  APPROVAL_NOT_PENDING("approval_not_pending", 409),
  /// The artefact cannot be registered so; the sentence names the status.
  ARTEFACT_REFUSED("artefact_refused", 409),
  /// No such head can be trained; the sentence names the status.
  HEAD_REFUSED("head_refused", 409),
  /// The idempotency key was used for another body.
  IDEMPOTENCY_CONFLICT("idempotency_conflict", 409),
  /// The ledger does not allow it; the sentence names its status.
  LEDGER_REFUSED("ledger_refused", 409),
  /// The datanet does not allow it; the sentence names the status.
  CURATION_REFUSED("curation_refused", 409),
  /// The bond does not allow it; the sentence names the status.
  BOND_REFUSED("bond_refused", 409),
  /// The royalties do not allow it; the sentence names the status.
  ROYALTIES_REFUSED("royalties_refused", 409),
  /// The body is larger than allowed.
  BODY_TOO_LARGE("body_too_large", 413),
  /// The body is not declared as what it must be, mostly JSON.
  UNSUPPORTED_MEDIA_TYPE("unsupported_media_type", 415),
  /// What is offered does not pass the checks, all of it; the sentence names the check.
  NOT_ADMITTED("not_admitted", 422),
  /// Too much is waiting; nothing was done.
  OVERLOADED("overloaded", 503),
  /// The book does not take commands; nothing was done.
  UNAVAILABLE("unavailable", 503),
  /// It is not known whether it was done; ask by id or idempotency key.
  OUTCOME_UNKNOWN("outcome_unknown", 503),
  /// A bug of ours.
  INTERNAL("internal", 500);

  private final String code;
  private final int httpStatus;

  ErrorCode(String code, int httpStatus) {
    this.code = code;
    this.httpStatus = httpStatus;
  }

  /// The stable code on every wire.
  public String code() {
    return code;
  }

  /// The status of an HTTP answer.
  public int httpStatus() {
    return httpStatus;
  }
}
