package guildhall.ledger;

/// Tables of the operations around accounts, supply, partial captures, refunds and groups; see
/// [LedgerTableTest] for how their order is read.
enum LedgerMoreTables {
  IDS(
      """
      open bank TREASURY           -> created
      open ada PRINCIPAL           -> created
      transfer t1 bank ada:10      -> created
      time 3000000000000
      transfer t2 ada bank:11      -> insufficient_funds
      in order
      transfer t1 bank ada:10      -> exists
      transfer zeros ghost ghost:-1 -> id_reserved
      transfer ones ghost ghost:-1 -> id_reserved
      again transfer t2 ada bank:12 -> exists_with_different_body
      again transfer t2 ada bank:11 -> id_already_failed
      transfer plain ghost ghost:-1 -> id_not_time_ordered
      transfer old ghost ghost:-1  -> id_too_old
      transfer ahead ghost ghost:-1 -> id_ahead
      transfer t3 ghost ghost:-1   -> amount_negative
      end
      account ada 10 held 0
      """),
  IDS_OF_EVERY_OPERATION(
      """
      time 3000000000000
      in order
      sweep zeros ghost ghost -1 -> id_reserved
      issue zeros ghost ghost -1 -> id_reserved
      burn zeros ghost ghost -1 -> id_reserved
      hold zeros ghost -1+0 @0 -> id_reserved
      increase zeros nil -1+0 -> id_reserved
      refund zeros of nil -1 -> id_reserved
      group zeros -> id_reserved
      part nil ghost:-1 as zeros -> id_reserved
      sweep ones ghost ghost -1 -> id_reserved
      issue ones ghost ghost -1 -> id_reserved
      burn ones ghost ghost -1 -> id_reserved
      hold ones ghost -1+0 @0 -> id_reserved
      increase ones nil -1+0 -> id_reserved
      refund ones of nil -1 -> id_reserved
      group ones -> id_reserved
      part nil ghost:-1 as ones -> id_reserved
      sweep plain ghost ghost -1 -> id_not_time_ordered
      issue plain ghost ghost -1 -> id_not_time_ordered
      burn plain ghost ghost -1 -> id_not_time_ordered
      hold plain ghost -1+0 @0 -> id_not_time_ordered
      increase plain nil -1+0 -> id_not_time_ordered
      refund plain of nil -1 -> id_not_time_ordered
      group plain -> id_not_time_ordered
      part nil ghost:-1 as plain -> id_not_time_ordered
      sweep old ghost ghost -1 -> id_too_old
      issue old ghost ghost -1 -> id_too_old
      burn old ghost ghost -1 -> id_too_old
      hold old ghost -1+0 @0 -> id_too_old
      increase old nil -1+0 -> id_too_old
      refund old of nil -1 -> id_too_old
      group old -> id_too_old
      part nil ghost:-1 as old -> id_too_old
      sweep ahead ghost ghost -1 -> id_ahead
      issue ahead ghost ghost -1 -> id_ahead
      burn ahead ghost ghost -1 -> id_ahead
      hold ahead ghost -1+0 @0 -> id_ahead
      increase ahead nil -1+0 -> id_ahead
      refund ahead of nil -1 -> id_ahead
      group ahead -> id_ahead
      part nil ghost:-1 as ahead -> id_ahead
      end
      """),
  WHO_MAY_NOT(
      """
      open bank TREASURY           -> created
      open ada PRINCIPAL           -> created
      open bob PRINCIPAL           -> created
      open ice PRINCIPAL           -> created
      open org PRINCIPAL           -> created
      open gold PRINCIPAL x gold   -> created
      transfer t1 bank ada:50,ice:50 -> created
      hold root bob 0+0 @1000      -> created
      close bob                    -> created
      freeze ice                   -> created
      transfer t2  bob:1     -> bad_name
      transfer t2 ada gold:1       -> unit_mismatch
      transfer t2 ada bob:1        -> account_closed
      hold h1  1+0 @1000     -> bad_name
      hold h1 bob 0+0 @1000        -> account_closed
      child h1 of root 0+0 @900    -> account_closed
      child h1 of t1 0+0 @900      -> not_a_hold
      increase i1 root 1+0         -> account_closed
      part root :1           -> bad_name
      part root ghost:1            -> credit_not_found
      part root bob:1              -> accounts_same
      sweep s1 ice ada 1           -> account_frozen
      burn s1 ice bank 1           -> account_frozen
      limit org spend=5            -> created
      limit ada spend=9 under=org  -> created
      sweep s1 ada bank 10         -> velocity_exceeded
      burn s1 ada bank 10          -> velocity_exceeded
      sweep s1 ada bank 6          -> budget_exceeded
      burn s1 ada bank 6           -> budget_exceeded
      transfer t2 ada bank:6       -> budget_exceeded
      limit bank spend=5 max=-1    -> bad_limits
      limit bank spend=5 max=0     -> created
      issue s1 bank ada 6          -> velocity_exceeded
      limit bank spend=9 under=org -> created
      issue s1 bank ada 6          -> budget_exceeded
      limit bank max=0             -> created
      limit org                    -> created
      burn s1 ada bank 5           -> created
      limit ada line=5             -> created
      burn s2 ada bank 51          -> exceeds_credit_line
      transfer t2 ada org:50       -> created
      transfer t3 org ada:5        -> created
      refund r1 of t3 5            -> created
      transfer t4 bank ada:5       -> created
      transfer t6 bank ada:12      -> created
      transfer t7 ada org:17       -> created
      refund r2 of t6 12           -> exceeds_credit_line
      account ada -5 held 0
      account ice 50 held 0
      """),
  CLOSE(
      """
      open bank TREASURY           -> created
      open ada PRINCIPAL           -> created
      in order
      reopen ada                   -> exists
      close \u0001                 -> bad_name
      reopen \u0001                -> bad_name
      freeze \u0001                -> bad_name
      close ghost                  -> account_not_found
      reopen ghost                 -> account_not_found
      end
      transfer t1 bank ada:1       -> created
      close ada                    -> account_not_empty
      transfer t2 ada bank:1       -> created
      close ada                    -> created
      close ada                    -> exists
      transfer t3 bank ada:1       -> account_closed
      transfer t3 ada bank:1       -> account_closed
      hold h1 ada 0+0 @100         -> account_closed
      reopen ada                   -> created
      transfer t3 bank ada:1       -> created
      open \u0001 PRINCIPAL        -> bad_name
      """),
  LIMITS(
      """
      open bank TREASURY           -> created
      open coins TREASURY x gold   -> created
      open ada PRINCIPAL           -> created
      open org PRINCIPAL           -> created
      open gold PRINCIPAL x gold   -> created
      limit ada line=5 under=org   -> created
      in order
      limit ada line=5 under=org   -> exists
      limit ada line=-1 under=\u0001 -> bad_limits
      limit ada max=-1             -> bad_limits
      limit ada line=max under=\u0001 -> bad_name
      limit \u0001                 -> bad_name
      end
      transfer t1 bank org:3       -> created
      limit ada line=max under=ghost -> overflow
      limit ada line=9223372036854775805 -> overflow
      limit ada line=9223372036854775804 -> created
      transfer t2 bank org:1       -> insufficient_funds
      issue t2 coins gold max      -> created
      limit ada under=ghost        -> account_not_found
      limit ghost under=gold       -> account_not_found
      limit ada under=gold         -> unit_mismatch
      limit ada under=ada          -> limits_cycle
      limit ada under=org          -> created
      limit org under=ada          -> limits_cycle
      limit ada                    -> created
      """),
  SPENDING(
      """
      open bank TREASURY           -> created
      open org PRINCIPAL           -> created
      open ada PRINCIPAL           -> created
      open bob PRINCIPAL           -> created
      transfer t1 bank ada:1000    -> created
      limit org spend=50 window=1000 -> created
      limit ada spend=40 window=1000 hold=30 line=0 under=org -> created
      limit bob max=60             -> created
      in order
      hold h1 ada 31+0 @5000       -> exceeds_hold_limit
      transfer t2 ada bob:61       -> velocity_exceeded
      end
      hold h1 ada 10+20 @5000      -> created
      increase i1 h1 1+0           -> exceeds_hold_limit
      transfer t2 ada bob:11       -> velocity_exceeded
      hold h2 ada 11+0 @5000       -> velocity_exceeded
      void h1                      -> created
      hold h4 ada 10+10 @5000      -> created
      increase i1 h4 5+5           -> created
      limit ada spend=100 window=1000 hold=50 under=org -> created
      increase i2 h4 20+0          -> created
      transfer t3 ada bob:1        -> budget_exceeded
      hold h3 ada 1+0 @5000        -> budget_exceeded
      increase i3 h4 0+0           -> amount_zero
      increase i4 h4 -1+0          -> amount_negative
      increase i5 h4 max+max       -> overflow
      limit ada spend=50 window=1000 hold=90 under=org -> created
      increase i3 h4 1+0           -> velocity_exceeded
      time 1000
      transfer t3 ada bob:50       -> created
      account bob 50 held 0
      void h4                      -> created
      transfer t4 ada bob:1        -> velocity_exceeded
      limit ada                    -> created
      transfer t4 ada bob:11       -> exceeds_max_balance
      transfer t4 ada bob:10       -> created
      sweep s1 ada bob 5           -> exceeds_max_balance
      issue s2 bank bob 5          -> exceeds_max_balance
      """),
  CREDIT_LINE(
      """
      open bank TREASURY           -> created
      open ada PRINCIPAL           -> created
      open bob PRINCIPAL           -> created
      limit ada line=100           -> created
      transfer t1 ada bob:101      -> exceeds_credit_line
      transfer t1 ada bob:60       -> created
      account ada -60 held 0
      hold h1 ada 41+0 @100        -> exceeds_credit_line
      hold h1 ada 40+0 @100        -> created
      increase i1 h1 1+0           -> exceeds_credit_line
      sweep s1 ada bob 5           -> insufficient_funds
      capture h1 bob:40            -> created
      account ada -100 held 0
      limit ada line=10            -> created
      transfer t2 ada bob:1        -> exceeds_credit_line
      limit ada                    -> created
      transfer t2 ada bob:1        -> insufficient_funds
      transfer t3 bob ada:100      -> created
      account ada 0 held 0
      """),
  SUPPLY(
      """
      open bank TREASURY           -> created
      open rail RAIL               -> created
      open gold TREASURY x gold    -> created
      open ada PRINCIPAL           -> created
      open bob PRINCIPAL           -> created
      in order
      issue i1 ghost ghost -1      -> amount_negative
      issue i1 ghost ghost 0       -> amount_zero
      issue i1 \u0001 ghost 1      -> bad_name
      issue i1 ghost ghost 1       -> debit_not_found
      issue i1 ada ghost 1         -> credit_not_found
      issue i1 ada ada 1           -> accounts_same
      issue i1 gold ada 1          -> unit_mismatch
      issue i1 ada bob 1           -> not_a_treasury
      end
      issue i1 bank ada 10         -> created
      issue i1 bank ada 10         -> exists
      issue i1 bank ada 11         -> exists_with_different_body
      burn i1 bank ada 10          -> exists_with_different_body
      issue i2 rail ada max        -> insufficient_funds
      freeze rail                  -> created
      issue i2 rail ada 1          -> account_frozen
      close rail                   -> created
      issue i2 rail ada 1          -> account_closed
      in order
      burn b1 ghost ghost -1       -> amount_negative
      burn b1 ghost ghost 0        -> amount_zero
      burn b1 ghost \u0001 1       -> bad_name
      burn b1 ghost ghost 1        -> debit_not_found
      burn b1 ada ghost 1          -> credit_not_found
      burn b1 ada ada 1            -> accounts_same
      burn b1 ada gold 1           -> unit_mismatch
      burn b1 ada bob 1            -> not_a_treasury
      burn b1 ada rail 1           -> account_closed
      burn b1 ada bank 11          -> insufficient_funds
      end
      burn b1 ada bank 4           -> created
      account ada 6 held 0
      account bank -6 held 0
      in order
      sweep s1 ghost ghost -1      -> amount_negative
      sweep s1 ghost ghost 0       -> amount_zero
      sweep s1 ghost \u0001 1      -> bad_name
      sweep s1 ghost ghost 1       -> debit_not_found
      sweep s1 ada ghost 1         -> credit_not_found
      sweep s1 ada ada 1           -> accounts_same
      sweep s1 ada gold 1          -> unit_mismatch
      sweep s1 ada rail 1          -> account_closed
      sweep s1 bob ada 1           -> insufficient_funds
      end
      sweep s1 ada bob 4           -> created
      sweep s2 ada bob max         -> created
      sweep s2 ada bob max         -> exists
      account ada 0 held 0
      account bob 6 held 0
      """),
  PARTIAL_CAPTURES(
      """
      open bank TREASURY           -> created
      open nobody UNCLAIMED        -> created
      open ada PRINCIPAL           -> created
      open bob PRINCIPAL           -> created
      open eve PRINCIPAL           -> created
      open gold PRINCIPAL x gold   -> created
      transfer t1 bank ada:100     -> created
      hold h1 ada 30+20 @1000      -> created
      child c1 of h1 5+5 @900      -> created
      part h1 -                    -> no_legs
      part h1 gold:1               -> unit_mismatch
      part t1 bob:1                -> not_a_hold
      part h1 bob:10 as p1         -> created
      part h1 bob:10 as p1         -> exists
      part h1 bob:11 as p1         -> exists_with_different_body
      account ada 90 held 40
      part h1 bob:21               -> exceeds_hold
      capture h1 bob:20            -> children_open
      part h1 bob:5,eve:5          -> created
      increase i1 h1 10+0          -> created
      increase i2 c1 10+1          -> exceeds_expenses
      increase i2 c1 5+5           -> created
      below h1 open 20 spent 0 free 0
      increase i3 nil 1+0          -> hold_not_found
      increase i3 t1 1+0           -> not_a_hold
      freeze ada                   -> created
      increase i3 h1 1+0           -> account_frozen
      thaw ada                     -> created
      close eve                    -> account_not_empty
      transfer t2 eve bank:5       -> created
      close eve                    -> created
      part c1 eve:4,bob:1          -> created
      account nobody 4 held 0
      account eve 0 held 0
      void c1                      -> created
      capture h1 bob:20            -> created
      account ada 55 held 0
      account bob 36 held 0
      increase i3 h1 1+0           -> hold_settled
      increase i3 c1 1+0           -> hold_voided
      close nobody                 -> account_not_empty
      hold h2 ada 5+0 @100         -> created
      transfer t3 nobody bank:4    -> created
      close nobody                 -> created
      capture h2 eve:1             -> account_closed
      time 100
      capture h2 bob:1             -> hold_expired
      increase i3 h2 1+0           -> hold_expired
      account ada 55 held 0
      """),
  EXTEND(
      """
      open bank TREASURY           -> created
      open ada PRINCIPAL           -> created
      transfer t1 bank ada:100     -> created
      hold h1 ada 10+20 @1000      -> created
      child c1 of h1 5+0 @500      -> created
      hold paid ada 0+0 @1000      -> created
      capture paid -               -> created
      hold gone ada 0+0 @1000      -> created
      void gone                    -> created
      hold late ada 0+0 @50        -> created
      time 100
      in order
      extend c1 @500               -> exists
      extend nil @0                -> hold_not_found
      extend t1 @0                 -> not_a_hold
      extend paid @0               -> hold_settled
      extend gone @0               -> hold_voided
      extend late @0               -> hold_expired
      extend c1 @100               -> expiry_in_past
      extend c1 @499               -> expiry_not_later
      extend c1 @991               -> expiry_after_parent
      end
      extend c1 @990               -> created
      extend h1 @2000              -> created
      time 990
      released c1
      time 1999
      released
      time 2000
      released h1
      """),
  REFUND(
      """
      open bank TREASURY           -> created
      open gold PRINCIPAL x gold   -> created
      open ada PRINCIPAL           -> created
      open bob PRINCIPAL           -> created
      open eve PRINCIPAL           -> created
      open rich PRINCIPAL          -> created
      transfer t1 bank ada:100,rich:50 -> created
      hold h1 ada 100+0 @1000      -> created
      part h1 bob:10,eve:20 as c1  -> created
      capture h1 -                 -> created
      group g1 transfer x1 ada bob:1 -> created
      transfer f1 eve bob:999      -> insufficient_funds
      in order
      refund r1 of zeros -1        -> amount_negative
      refund r1 of zeros 0         -> amount_zero
      refund r1 of nil 1 by \u0001 -> bad_name
      refund r1 of nil 99          -> original_not_found
      refund r1 of h1 99           -> not_refundable
      refund r1 of g1 99           -> not_refundable
      refund r1 of c1 99 by ghost  -> debit_not_found
      refund r1 of c1 99 by ada    -> accounts_same
      refund r1 of c1 99 by gold   -> unit_mismatch
      end
      freeze bob                   -> created
      refund r1 of c1 31           -> account_frozen
      thaw bob                     -> created
      refund r1 of c1 31           -> refund_exceeds_captured
      transfer t2 eve rich:20      -> created
      refund r1 of c1 3            -> insufficient_funds
      transfer t3 rich eve:20      -> created
      refund r1 of c1 10           -> created
      account bob 8 held 0
      account eve 13 held 0
      account ada 79 held 0
      refund r2 of c1 10           -> created
      account bob 4 held 0
      account eve 7 held 0
      refund r3 of c1 9 by rich    -> created
      account rich 41 held 0
      account ada 98 held 0
      refund r4 of c1 2            -> refund_exceeds_captured
      refund r4 of r1 1            -> not_refundable
      refund r4 of c1 1            -> created
      account ada 99 held 0
      account bob 4 held 0
      account eve 6 held 0
      refund r5 of c1 1            -> already_reversed
      refund r4 of c1 1            -> exists
      refund r4 of c1 2            -> exists_with_different_body
      refund r6 of t1 150          -> insufficient_funds
      transfer t5 eve bank:6       -> created
      transfer t6 bob eve:4        -> created
      refund r7 of t6 4            -> created
      transfer t7 bob eve:4        -> created
      transfer t8 eve bob:4        -> created
      close eve                    -> created
      refund r8 of t7 4            -> account_closed
      account bob 4 held 0
      """),
  GROUP(
      """
      open bank TREASURY           -> created
      open ada PRINCIPAL           -> created
      transfer t1 bank ada:10      -> created
      in order
      group g1                     -> no_legs
      group g1 group g2 void nil   -> too_many_legs
      group g1 open bob PRINCIPAL; transfer x1 ada bob:10; transfer x2 ada bob:1 -> linked_failed
      end
      account ada 10 held 0
      again group g1 open bob PRINCIPAL; transfer x1 ada bob:10; transfer x2 ada bob:1 -> id_already_failed
      group g2 transfer x1 ada bob:-1 -> linked_failed
      group g2 open bob PRINCIPAL; limit bob line=5; transfer x1 ada bob:10; hold h1 bob 3+12 @900; child c1 of h1 5+0 @800; part h1 ada:1; transfer x1 ada bob:10; void h1; freeze ada -> created
      account ada 1 held 0
      account bob 9 held 0
      group g2 transfer x1 ada bob:1 -> exists_with_different_body
      transfer x1 ada bob:10       -> exists
      transfer x3 ada bob:1        -> account_frozen
      hold h1 bob 3+12 @900        -> hold_voided
      child c1 of h1 5+0 @800      -> hold_voided
      group g3 limit bob line=max  -> linked_failed
      again group g3 limit bob line=max -> id_already_failed
      group g4 freeze bob; limit bob line=max -> linked_failed
      again group g4 freeze bob; limit bob line=max -> id_already_failed
      group g5 limit bob line=max under=\u0001 -> linked_failed
      group g5 transfer x4 bob ada:max,bank:1 -> linked_failed
      group g5 transfer x4 bob ada:1 -> created
      """);

  final String rows;

  LedgerMoreTables(String rows) {
    this.rows = rows;
  }
}
