-- AlterTable
ALTER TABLE "autonomy" ADD COLUMN     "confirmed_at" TIMESTAMPTZ(3),
ADD COLUMN     "level_since" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "autonomy_level_change" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "agent_id" VARCHAR(32) NOT NULL,
    "action" VARCHAR(48) NOT NULL,
    "from_level" INTEGER NOT NULL,
    "to_level" INTEGER NOT NULL,
    "cause" VARCHAR(16) NOT NULL,
    "reason" TEXT NOT NULL,
    "evidence" JSONB NOT NULL,
    "changed_by_id" UUID,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "autonomy_level_change_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateIndex
CREATE INDEX "autonomy_level_change_workspace_id_agent_id_changed_at_idx" ON "autonomy_level_change"("workspace_id", "agent_id", "changed_at" DESC);

-- Levels that stand already: their time begins when they were last written.
UPDATE autonomy SET level_since = updated_at, confirmed_at = updated_at;

-- What is only ever added to (a trigger: not in the schema).
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER autonomy_level_change_append_only BEFORE UPDATE OR DELETE ON autonomy_level_change
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER autonomy_level_change_no_truncate BEFORE TRUNCATE ON autonomy_level_change
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
