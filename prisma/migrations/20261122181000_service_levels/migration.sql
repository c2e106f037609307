-- How long things took, by the hour; when the product answered; how many requests failed.
CREATE TABLE "service_hour" (
    "workspace_id" UUID NOT NULL,
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "kind" VARCHAR(16) NOT NULL,
    "counts" INTEGER[],

    CONSTRAINT "service_hour_pkey" PRIMARY KEY ("workspace_id","hour","kind")
);

CREATE TABLE "uptime_span" (
    "id" UUID NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "last_beat_at" TIMESTAMPTZ(3) NOT NULL,
    "stopped_at" TIMESTAMPTZ(3),

    CONSTRAINT "uptime_span_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "uptime_span_last_beat_at_idx" ON "uptime_span"("last_beat_at");

CREATE TABLE "request_hour" (
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "door" VARCHAR(16) NOT NULL,
    "answered" INTEGER NOT NULL,
    "failed" INTEGER NOT NULL,

    CONSTRAINT "request_hour_pkey" PRIMARY KEY ("hour","door")
);
