import { type BoundPool, tenantPool } from '../../db';
import { databaseAway, isConflict, isDataError } from './database-errors';

/** An event as the INSERT wants it. */
export type EventRow = {
  workspace_id: string;
  message_id: string;
  type: string;
  name: string | null;
  user_id: string | null;
  anonymous_id: string | null;
  occurred_at: string;
  sent_at: string | null;
  properties: unknown;
  context: unknown;
  is_simulated: boolean;
  /** Write key it came with; null or absent for one that came in otherwise. */
  key_id?: string | null;
};

/** What became of each row, in order. `unstorable`: PostgreSQL refused its data. */
export type Written = 'stored' | 'duplicate' | 'unstorable';

type Request = {
  workspaceId: string;
  rows: EventRow[];
  settle: (written: Written[]) => void;
  fail: (error: unknown) => void;
  over: boolean;
};

/** Requests that arrive while a statement is under way go together in the next one. */
const MAX_ROWS = 2_000;
const MAX_STATEMENTS = 2;
/** Above this, more would only wait longer than their sender does. */
const MAX_WAITING_ROWS = 50_000;
const ANSWER_WITHIN_MS = 4_000;
const ATTEMPTS = 3;

const INSERT = `
WITH input AS (
  SELECT * FROM json_to_recordset($1::json) AS row(workspace_id uuid, message_id text, type text, name text,
    user_id text, anonymous_id text, occurred_at timestamptz, sent_at timestamptz, properties jsonb, context jsonb,
    is_simulated boolean, key_id uuid)
), stored AS (
  INSERT INTO event (workspace_id, message_id, type, name, user_id, anonymous_id, occurred_at, sent_at, received_at,
    properties, context, is_simulated, key_id)
  SELECT workspace_id, message_id, type, name, user_id, anonymous_id, occurred_at, sent_at, now(), properties, context,
    is_simulated, key_id FROM input
  ON CONFLICT (workspace_id, message_id) DO NOTHING
  RETURNING id, workspace_id, message_id
), pending AS (
  INSERT INTO event_pending (event_id, workspace_id) SELECT id, workspace_id FROM stored
)
SELECT workspace_id || ':' || message_id AS key FROM stored`;

const queue: Request[] = [];
let statements = 0;
let waitingRows = 0;

/**
 * Stores a workspace's events durably, once each by messageId, and says what became of each. Concurrent calls for one
 * workspace share statements (group commit): one commit serves many small requests. Throws unavailable after four
 * seconds at most.
 */
export function writeEvents(rows: EventRow[]): Promise<Written[]> {
  const workspaceId = rows[0]?.workspace_id;
  if (workspaceId === undefined) return Promise.resolve([]);
  if (waitingRows + rows.length > MAX_WAITING_ROWS) return Promise.reject(databaseAway());
  return new Promise((resolve, reject) => {
    const request: Request = { workspaceId, rows, settle: resolve, fail: reject, over: false };
    const timer = setTimeout(() => finish(() => reject(databaseAway())), ANSWER_WITHIN_MS);
    const finish = (answer: () => void) => {
      if (request.over) return;
      request.over = true;
      clearTimeout(timer);
      waitingRows -= rows.length;
      answer();
    };
    request.settle = (written) => finish(() => resolve(written));
    request.fail = (error) => finish(() => reject(error));
    queue.push(request);
    waitingRows += rows.length;
    drain();
  });
}

function drain(): void {
  while (statements < MAX_STATEMENTS) {
    const group = takeGroup();
    if (group.length === 0) return;
    statements++;
    store(group)
      .catch(() => {
        for (const request of group) request.fail(databaseAway());
      })
      .finally(() => {
        statements--;
        drain();
      });
  }
}

/** What waits longest, and what else waits for the same workspace: a statement writes for one. */
function takeGroup(): Request[] {
  const waiting = queue.splice(0).filter((request) => !request.over);
  const group: Request[] = [];
  let rows = 0;
  for (const request of waiting) {
    const fits = rows === 0 || rows + request.rows.length <= MAX_ROWS;
    if (fits && request.workspaceId === waiting[0]?.workspaceId) {
      group.push(request);
      rows += request.rows.length;
    } else queue.push(request);
  }
  return group;
}

async function store(group: Request[]): Promise<void> {
  const [first] = group;
  if (!first) return;
  const pool = tenantPool(first.workspaceId);
  const rows = group.flatMap((request) => request.rows);
  const written = await storeRows(pool, rows);
  let at = 0;
  for (const request of group) {
    request.settle(written.slice(at, at + request.rows.length));
    at += request.rows.length;
  }
}

/** Where data is refused that validation let through, halves the rows until the culprits stand alone. */
async function storeRows(pool: BoundPool, rows: EventRow[]): Promise<Written[]> {
  try {
    return tell(rows, await insert(pool, rows));
  } catch (error) {
    if (!isDataError(error)) throw error;
    if (rows.length === 1) return ['unstorable'];
    const half = rows.length >> 1;
    return [...(await storeRows(pool, rows.slice(0, half))), ...(await storeRows(pool, rows.slice(half)))];
  }
}

async function insert(pool: BoundPool, rows: EventRow[]): Promise<Set<string>> {
  const json = JSON.stringify(rows);
  for (let attempt = 1; ; attempt++) {
    try {
      const result = await pool.query<{ key: string }>({ name: 'event-insert', text: INSERT, values: [json] });
      return new Set(result.rows.map((row) => row.key));
    } catch (error) {
      if (!isConflict(error) || attempt === ATTEMPTS) throw error;
    }
  }
}

/** The first of several rows with one messageId is the stored one. */
function tell(rows: readonly EventRow[], stored: Set<string>): Written[] {
  return rows.map((row) => (stored.delete(`${row.workspace_id}:${row.message_id}`) ? 'stored' : 'duplicate'));
}
