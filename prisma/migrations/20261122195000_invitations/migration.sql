-- Who has left a workspace stays by name in what they did there.
ALTER TABLE "membership" ADD COLUMN "ended_at" TIMESTAMPTZ(3);

-- Addresses by which somebody comes into a workspace, or gets a new password for it.
CREATE TABLE "access_link" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "token_hash" VARCHAR(64) NOT NULL,
    "email" TEXT NOT NULL,
    "role" "Role",
    "user_id" UUID,
    "made_by_id" UUID NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "access_link_pkey" PRIMARY KEY ("workspace_id","id"),
    CONSTRAINT "access_link_of_one_kind" CHECK (("role" IS NULL) <> ("user_id" IS NULL))
);
CREATE UNIQUE INDEX "access_link_token_hash_key" ON "access_link"("token_hash");
