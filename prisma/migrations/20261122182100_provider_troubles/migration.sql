-- What is wrong with providers, while it lasts: who can act is told once.
CREATE TABLE "provider_trouble" (
    "workspace_id" UUID NOT NULL,
    "key" VARCHAR(128) NOT NULL,
    "channel" VARCHAR(16) NOT NULL,
    "words" VARCHAR(1000) NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "told_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "provider_trouble_pkey" PRIMARY KEY ("workspace_id","key")
);
