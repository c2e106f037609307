-- AlterTable
ALTER TABLE "offer" ADD COLUMN     "overrun_cents" INTEGER NOT NULL DEFAULT 0;

-- What orders took off beyond what their codes allowed was counted against the budgets: it is the shop's own.
UPDATE offer SET overrun_cents = settled_cents - reserved_cents, settled_cents = reserved_cents
  WHERE settled_cents > reserved_cents;
UPDATE offer_policy p SET settled_cents = least(p.budget_cents - least(p.reserved_cents, p.budget_cents), (
  SELECT coalesce(sum(o.settled_cents), 0) FROM offer o
  WHERE o.workspace_id = p.workspace_id AND o.offer_policy_id = p.id AND o.status = 'redeemed'));

-- The rule of domain/offers/discount-ledger.ts, for every road into the table (a check: not in the schema).
ALTER TABLE offer_policy ADD CONSTRAINT offer_policy_never_overdrawn
  CHECK (reserved_cents >= 0 AND settled_cents >= 0 AND reserved_cents + settled_cents <= budget_cents);
