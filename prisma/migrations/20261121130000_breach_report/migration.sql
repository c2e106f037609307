-- CreateTable
CREATE TABLE "breach_report" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "decision_id" UUID NOT NULL,
    "agent_id" VARCHAR(32) NOT NULL,
    "action" VARCHAR(48) NOT NULL,
    "guardrail" VARCHAR(32) NOT NULL,
    "note" TEXT NOT NULL,
    "reported_by_id" UUID,
    "reported_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "breach_report_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateIndex
CREATE INDEX "breach_report_workspace_id_agent_id_reported_at_idx" ON "breach_report"("workspace_id", "agent_id", "reported_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "breach_report_workspace_id_decision_id_guardrail_key" ON "breach_report"("workspace_id", "decision_id", "guardrail");

-- AddForeignKey
ALTER TABLE "breach_report" ADD CONSTRAINT "breach_report_workspace_id_decision_id_fkey" FOREIGN KEY ("workspace_id", "decision_id") REFERENCES "decision"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What is only ever added to (a trigger: not in the schema).
CREATE TRIGGER breach_report_append_only BEFORE UPDATE OR DELETE ON breach_report
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER breach_report_no_truncate BEFORE TRUNCATE ON breach_report
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
