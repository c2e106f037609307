-- Scorecards as they stood, for whoever holds an address.
CREATE TABLE "shared_scorecard" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "token_hash" VARCHAR(64) NOT NULL,
    "document" JSONB NOT NULL,
    "mailed_month" DATE,
    "shared_by_id" UUID,
    "shared_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "opened_at" TIMESTAMPTZ(3),
    "openings" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "shared_scorecard_pkey" PRIMARY KEY ("workspace_id","id")
);
CREATE UNIQUE INDEX "shared_scorecard_token_hash_key" ON "shared_scorecard"("token_hash");
CREATE UNIQUE INDEX "shared_scorecard_workspace_id_mailed_month_key" ON "shared_scorecard"("workspace_id", "mailed_month");
