-- AlterTable
ALTER TABLE "decision" ADD COLUMN     "judged_verdicts" JSONB,
ADD COLUMN     "record" BYTEA,
ADD COLUMN     "specimen_id" UUID;

-- CreateTable
CREATE TABLE "decision_specimen" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "decision_specimen_pkey" PRIMARY KEY ("workspace_id","id")
);

-- What follows is not in the schema. A record is packed already: PostgreSQL need not try. It is of use with its specimen
-- alone, and a specimen that changed would take every record packed against it with it.
ALTER TABLE decision ALTER COLUMN record SET STORAGE EXTERNAL;
ALTER TABLE decision ADD CONSTRAINT decision_record_with_specimen
  CHECK ((record IS NULL) = (specimen_id IS NULL)) NOT VALID;
ALTER TABLE decision VALIDATE CONSTRAINT decision_record_with_specimen;
CREATE TRIGGER decision_specimen_append_only BEFORE UPDATE OR DELETE ON decision_specimen
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER decision_specimen_no_truncate BEFORE TRUNCATE ON decision_specimen
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
