-- AlterTable
ALTER TABLE "offer_policy" ADD COLUMN     "proposed_at" TIMESTAMPTZ(3),
ADD COLUMN     "proposed_by_id" UUID,
ADD COLUMN     "revoke_reason" TEXT,
ADD COLUMN     "revoked_by_id" UUID;

-- CreateTable
CREATE TABLE "discount_ledger_entry" (
    "workspace_id" UUID NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" VARCHAR(16) NOT NULL,
    "offer_policy_id" UUID,
    "offer_id" UUID,
    "decision_id" UUID,
    "reserved_delta_cents" INTEGER NOT NULL,
    "settled_delta_cents" INTEGER NOT NULL,
    "overrun_cents" INTEGER NOT NULL DEFAULT 0,
    "reserved_cents" INTEGER,
    "settled_cents" INTEGER,
    "budget_cents" INTEGER,

    CONSTRAINT "discount_ledger_entry_pkey" PRIMARY KEY ("workspace_id","seq")
);

-- CreateIndex
CREATE INDEX "discount_ledger_entry_workspace_id_offer_policy_id_seq_idx" ON "discount_ledger_entry"("workspace_id", "offer_policy_id", "seq" DESC);

-- What stands already was proposed when it was approved.
UPDATE offer_policy SET proposed_at = approved_at;

-- Budgets that were used before there was a ledger begin it with what they had given.
INSERT INTO discount_ledger_entry
  (workspace_id, at, kind, offer_policy_id, reserved_delta_cents, settled_delta_cents, reserved_cents, settled_cents, budget_cents)
SELECT workspace_id, coalesce(approved_at, starts_at), 'opening', id, reserved_cents, settled_cents, reserved_cents, settled_cents, budget_cents
FROM offer_policy WHERE reserved_cents + settled_cents > 0;

-- The rules of domain/offers/discount-ledger.ts, for every road into the table (checks and triggers: not in the schema).
ALTER TABLE discount_ledger_entry ADD CONSTRAINT discount_ledger_entry_never_overdrawn
  CHECK (reserved_cents >= 0 AND settled_cents >= 0 AND reserved_cents + settled_cents <= budget_cents);
CREATE TRIGGER discount_ledger_entry_append_only BEFORE UPDATE OR DELETE ON discount_ledger_entry
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER discount_ledger_entry_no_truncate BEFORE TRUNCATE ON discount_ledger_entry
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Totals of a budget are those of its last movement: nobody changes them without a row that says why.
CREATE FUNCTION offer_policy_moves_with_its_ledger() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE last discount_ledger_entry;
BEGIN
  SELECT * INTO last FROM discount_ledger_entry
    WHERE workspace_id = NEW.workspace_id AND offer_policy_id = NEW.id ORDER BY seq DESC LIMIT 1;
  IF (coalesce(last.reserved_cents, 0), coalesce(last.settled_cents, 0))
    IS DISTINCT FROM (NEW.reserved_cents, NEW.settled_cents) THEN
    RAISE EXCEPTION 'The totals of offer policy % are not those of its ledger', NEW.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER offer_policy_moves_with_its_ledger AFTER INSERT OR UPDATE OF reserved_cents, settled_cents ON offer_policy
  FOR EACH ROW EXECUTE FUNCTION offer_policy_moves_with_its_ledger();
