-- CreateTable
CREATE TABLE "learnt_version" (
    "workspace_id" UUID NOT NULL,
    "model_id" VARCHAR(48) NOT NULL,
    "version" INTEGER NOT NULL,
    "document" JSONB NOT NULL,
    "content_hash" VARCHAR(64) NOT NULL,
    "rows" INTEGER NOT NULL,
    "to_at" TIMESTAMPTZ(3) NOT NULL,
    "error" DOUBLE PRECISION,
    "tested" INTEGER NOT NULL,
    "verdict" VARCHAR(16) NOT NULL,
    "reason" TEXT NOT NULL,
    "built_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "learnt_version_pkey" PRIMARY KEY ("workspace_id","model_id","version")
);

-- CreateTable
CREATE TABLE "learnt_change" (
    "workspace_id" UUID NOT NULL,
    "model_id" VARCHAR(48) NOT NULL,
    "seq" INTEGER NOT NULL,
    "version" INTEGER,
    "cause" VARCHAR(16) NOT NULL,
    "reason" TEXT NOT NULL,
    "changed_by_id" UUID,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "learnt_change_pkey" PRIMARY KEY ("workspace_id","model_id","seq")
);

-- What is only ever added to (triggers: not in the schema).
CREATE TRIGGER learnt_version_append_only BEFORE UPDATE OR DELETE ON learnt_version
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER learnt_version_no_truncate BEFORE TRUNCATE ON learnt_version
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER learnt_change_append_only BEFORE UPDATE OR DELETE ON learnt_change
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER learnt_change_no_truncate BEFORE TRUNCATE ON learnt_change
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
