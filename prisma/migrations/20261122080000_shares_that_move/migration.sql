-- AlterTable
ALTER TABLE "experiment" ADD COLUMN     "allocation" VARCHAR(16) NOT NULL DEFAULT 'fixed',
ADD COLUMN     "control_share" DOUBLE PRECISION NOT NULL DEFAULT 0,
ADD COLUMN     "least_share" DOUBLE PRECISION NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "experiment_exposure" ADD COLUMN     "period" INTEGER NOT NULL DEFAULT 1,
ADD COLUMN     "propensity" DOUBLE PRECISION;

-- CreateTable
CREATE TABLE "test_allocation" (
    "workspace_id" UUID NOT NULL,
    "experiment_id" UUID NOT NULL,
    "period" INTEGER NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "arms" JSONB NOT NULL,

    CONSTRAINT "test_allocation_pkey" PRIMARY KEY ("workspace_id","experiment_id","period")
);

-- AddForeignKey
ALTER TABLE "test_allocation" ADD CONSTRAINT "test_allocation_workspace_id_experiment_id_fkey" FOREIGN KEY ("workspace_id", "experiment_id") REFERENCES "experiment"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Tests that have begun already: their shares never moved.
INSERT INTO test_allocation (workspace_id, experiment_id, period, starts_at, arms)
SELECT e.workspace_id, e.id, 1, e.started_at,
  jsonb_agg(jsonb_build_object('variantId', v.id, 'share', v.share, 'delivered', 0, 'clicked', 0, 'chance', NULL)
    ORDER BY v.position)
FROM experiment e
JOIN experiment_variant v ON v.workspace_id = e.workspace_id AND v.experiment_id = e.id AND v.share > 0
WHERE e.started_at IS NOT NULL
GROUP BY e.workspace_id, e.id;
UPDATE experiment_exposure x SET propensity = v.share FROM experiment_variant v
WHERE v.workspace_id = x.workspace_id AND v.id = x.variant_id AND v.share > 0;

-- AlterTable
ALTER TABLE "experiment_variant" DROP COLUMN "share";

-- A period's shares are never rewritten (triggers: not in the schema).
CREATE TRIGGER test_allocation_append_only BEFORE UPDATE OR DELETE ON test_allocation
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER test_allocation_no_truncate BEFORE TRUNCATE ON test_allocation
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
