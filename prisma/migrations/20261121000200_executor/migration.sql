-- What the embedded Inngest executor keeps (server/embedded/executor). Its own schema, outside Prisma's: only the
-- executor reads it, and an installation that runs on Inngest itself leaves it empty. JSON is kept as text, because
-- jsonb refuses NUL characters and lone surrogates that a step may well return.
CREATE SCHEMA executor;

-- Identifies a process for as long as its session holds the advisory lock of this number.
CREATE SEQUENCE executor.worker_id AS integer CYCLE;

-- Inbox. The key refuses an event that was sent twice; routed rows stay a day for that reason.
CREATE TABLE executor.event (
  seq bigint GENERATED ALWAYS AS IDENTITY,
  id text PRIMARY KEY,
  name text NOT NULL,
  body text NOT NULL,
  received_at timestamptz NOT NULL DEFAULT now(),
  routed boolean NOT NULL DEFAULT false
);
CREATE INDEX event_unrouted ON executor.event (seq) WHERE NOT routed;
CREATE INDEX event_received ON executor.event (received_at);

CREATE TABLE executor.run (
  id uuid PRIMARY KEY,
  function_id text NOT NULL,
  status text NOT NULL DEFAULT 'running' CHECK (status IN ('running', 'completed', 'failed', 'cancelled')),
  events text NOT NULL,
  -- Concurrency keys, "<limit>|<name>": how many jobs with the same key may execute at once.
  slots text[] NOT NULL DEFAULT '{}',
  -- Steps that were announced and have no result yet; the run goes on when the last one has.
  pending text[] NOT NULL DEFAULT '{}',
  idempotency text,
  output text,
  error text,
  started_at timestamptz NOT NULL DEFAULT now(),
  ended_at timestamptz
);
CREATE UNIQUE INDEX run_idempotency ON executor.run (function_id, idempotency);
CREATE INDEX run_ended ON executor.run (ended_at) WHERE ended_at IS NOT NULL;
CREATE INDEX run_keyed ON executor.run (started_at) WHERE idempotency IS NOT NULL;

-- Recorded once, never run again. `id` is the SDK's hash of the step's name.
CREATE TABLE executor.step (
  run_id uuid NOT NULL REFERENCES executor.run ON DELETE CASCADE,
  id text NOT NULL,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  result text NOT NULL,
  PRIMARY KEY (run_id, id)
);

-- One request to the SDK (of the whole run, or of one step), or a timer that ends a sleep or a wait.
CREATE TABLE executor.job (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  run_id uuid NOT NULL REFERENCES executor.run ON DELETE CASCADE,
  kind text NOT NULL CHECK (kind IN ('call', 'timer')),
  step_id text,
  attempt integer NOT NULL DEFAULT 0,
  run_at timestamptz NOT NULL DEFAULT now(),
  slots text[] NOT NULL DEFAULT '{}',
  claimed_by integer,
  -- With claimed_by it is the fence: results of an earlier claim are refused.
  claims integer NOT NULL DEFAULT 0,
  -- The concurrency key it waits for.
  parked_on text
);
CREATE INDEX job_due ON executor.job (run_at, id) WHERE claimed_by IS NULL AND parked_on IS NULL;
CREATE INDEX job_claimed ON executor.job (claimed_by) WHERE claimed_by IS NOT NULL;
CREATE INDEX job_parked ON executor.job (parked_on, run_at, id) WHERE parked_on IS NOT NULL;
CREATE INDEX job_run ON executor.job (run_id);

-- A step that waits for an event; without step_id an event that cancels the run.
CREATE TABLE executor.wait (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  run_id uuid NOT NULL REFERENCES executor.run ON DELETE CASCADE,
  step_id text,
  event_name text NOT NULL,
  -- The event must hold `value` (as JSON) at `path`; an empty path asks nothing.
  path text NOT NULL DEFAULT '',
  value text NOT NULL DEFAULT '',
  expression text
);
CREATE INDEX wait_event ON executor.wait (event_name, path, value);
CREATE INDEX wait_run ON executor.wait (run_id);

-- Which paths waits have ever looked at, so that an event finds them by index.
CREATE TABLE executor.wait_path (
  event_name text NOT NULL,
  path text NOT NULL,
  PRIMARY KEY (event_name, path)
);

CREATE TABLE executor.batch (
  function_id text NOT NULL,
  key text NOT NULL,
  due_at timestamptz NOT NULL,
  PRIMARY KEY (function_id, key)
);
CREATE TABLE executor.batch_event (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  function_id text NOT NULL,
  key text NOT NULL,
  body text NOT NULL
);
CREATE INDEX batch_event_key ON executor.batch_event (function_id, key, seq);

CREATE TABLE executor.cron (
  function_id text NOT NULL,
  expression text NOT NULL,
  next_at timestamptz NOT NULL,
  PRIMARY KEY (function_id, expression)
);
