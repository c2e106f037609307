-- CreateTable
CREATE TABLE "holdout_draw" (
    "workspace_id" UUID NOT NULL,
    "quarter" DATE NOT NULL,
    "customer_id" UUID NOT NULL,
    "held_out" BOOLEAN NOT NULL,
    "policy_version" INTEGER NOT NULL,
    "drawn_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "holdout_draw_pkey" PRIMARY KEY ("workspace_id","quarter","customer_id")
);

-- CreateIndex
CREATE INDEX "holdout_draw_workspace_id_customer_id_idx" ON "holdout_draw"("workspace_id", "customer_id");

-- CreateIndex
CREATE INDEX "holdout_draw_workspace_id_quarter_held_out_policy_version_d_idx" ON "holdout_draw"("workspace_id", "quarter", "held_out", "policy_version", "drawn_at");

-- From here on what the schema does not describe: whoever records a decision records the draw with it.
CREATE FUNCTION holdout_quarter(at timestamptz) RETURNS date LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT date_trunc('quarter', at AT TIME ZONE 'UTC')::date $$;

-- Decisions that draw: the customer could have been written to, but for the holdout.
CREATE FUNCTION holdout_draws_by(outside_cohort boolean, action varchar, verdicts jsonb) RETURNS boolean
  LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT NOT outside_cohort AND action IS NOT NULL AND NOT verdicts @> '[{"verdict": "block"}]'::jsonb $$;

CREATE FUNCTION holdout_decisions_come() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO holdout_draw AS known (workspace_id, quarter, customer_id, held_out, policy_version, drawn_at)
  SELECT DISTINCT ON (c.workspace_id, holdout_quarter(c.decided_at), c.customer_id)
    c.workspace_id, holdout_quarter(c.decided_at), c.customer_id, c.held_out, c.policy_version, c.decided_at
  FROM changed c
  WHERE holdout_draws_by(c.outside_cohort, c.action, c.verdicts) AND NOT EXISTS (
    SELECT FROM holdout_draw k WHERE k.workspace_id = c.workspace_id AND k.quarter = holdout_quarter(c.decided_at)
      AND k.customer_id = c.customer_id AND k.drawn_at <= c.decided_at)
  ORDER BY c.workspace_id, holdout_quarter(c.decided_at), c.customer_id, c.decided_at, c.id
  ON CONFLICT (workspace_id, quarter, customer_id) DO UPDATE
    SET held_out = excluded.held_out, policy_version = excluded.policy_version, drawn_at = excluded.drawn_at
    WHERE excluded.drawn_at < known.drawn_at;
  RETURN NULL;
END $$;
CREATE TRIGGER holdout_decisions_come AFTER INSERT ON decision
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION holdout_decisions_come();

-- What one customer's decisions say now: records became one or were parted, or decisions are gone.
CREATE FUNCTION holdout_draw_again(workspace uuid, customers uuid[]) RETURNS void LANGUAGE sql AS $$
  DELETE FROM holdout_draw WHERE workspace_id = workspace AND customer_id = ANY(customers);
  INSERT INTO holdout_draw (workspace_id, quarter, customer_id, held_out, policy_version, drawn_at)
  SELECT DISTINCT ON (holdout_quarter(d.decided_at), d.customer_id)
    workspace, holdout_quarter(d.decided_at), d.customer_id, d.held_out, d.policy_version, d.decided_at
  FROM decision d
  WHERE d.workspace_id = workspace AND d.customer_id = ANY(customers)
    AND holdout_draws_by(d.outside_cohort, d.action, d.verdicts)
  ORDER BY holdout_quarter(d.decided_at), d.customer_id, d.decided_at, d.id
$$;

CREATE FUNCTION holdout_decisions_go() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM holdout_draw_again(workspace_id, array_agg(DISTINCT customer_id)) FROM changed GROUP BY workspace_id;
  RETURN NULL;
END $$;
CREATE TRIGGER holdout_decisions_go AFTER DELETE ON decision
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION holdout_decisions_go();

CREATE FUNCTION holdout_decision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM holdout_draw_again(NEW.workspace_id, ARRAY[OLD.customer_id, NEW.customer_id]);
  RETURN NULL;
END $$;
-- Not of verdicts: whom a guardrail stopped after the draw stays drawn.
CREATE TRIGGER holdout_decision_changes AFTER UPDATE ON decision FOR EACH ROW
  WHEN ((OLD.customer_id, OLD.decided_at, OLD.held_out, OLD.outside_cohort, OLD.action IS NULL, OLD.policy_version)
    IS DISTINCT FROM (NEW.customer_id, NEW.decided_at, NEW.held_out, NEW.outside_cohort, NEW.action IS NULL,
      NEW.policy_version))
  EXECUTE FUNCTION holdout_decision();

INSERT INTO holdout_draw (workspace_id, quarter, customer_id, held_out, policy_version, drawn_at)
SELECT DISTINCT ON (workspace_id, holdout_quarter(decided_at), customer_id)
  workspace_id, holdout_quarter(decided_at), customer_id, held_out, policy_version, decided_at
FROM decision WHERE holdout_draws_by(outside_cohort, action, verdicts)
ORDER BY workspace_id, holdout_quarter(decided_at), customer_id, decided_at, id;
