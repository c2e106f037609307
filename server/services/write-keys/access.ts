import type { WorkspaceId } from '@/domain/shared/ids';
import type { WriteKeyKind } from '@/domain/workspaces/write-key-kinds';
import { tenantPool } from '../../db';
import { sha256 } from '../../sha256';
import { systemPool } from '../../system-db';

/** What a write key opens: one workspace, for writing events only. */
export type WriteKeyAccess = {
  keyId: string;
  kind: WriteKeyKind;
  workspaceId: WorkspaceId;
  isDemo: boolean;
  isVirtual: boolean;
};

/** On whose behalf events come in: with a key, or sent in again by the product itself. */
export type EventSender = Omit<WriteKeyAccess, 'keyId'> & { keyId: string | null };

type Known = { access: WriteKeyAccess | null; until: number };

/** A key that was revoked, or whose time is over, works this long at most in a process that has just seen it. */
const CACHE_MS = 2_000;
const CACHE_SIZE = 10_000;
const LAST_USED_EVERY_MS = 60_000;

const known = new Map<string, Known>();
const lastUsed = new Map<string, number>();

/** How a write key is stored: nobody can read it back. Keys are random, so that a plain SHA-256 is enough. */
export function hashWriteKey(key: string): string {
  return sha256(key);
}

/** Whom a write key belongs to; null for one that is unknown, revoked or replaced long enough ago. Throws when the database is away. */
export async function findAccess(key: string): Promise<WriteKeyAccess | null> {
  const hash = hashWriteKey(key);
  const cached = known.get(hash);
  if (cached && cached.until > Date.now()) return cached.access;
  const access = await loadAccess(hash);
  if (known.size >= CACHE_SIZE) known.clear();
  known.set(hash, { access, until: Date.now() + CACHE_MS });
  if (access) noteUse(access);
  return access;
}

/** Makes this process look again at once; others do within two seconds. */
export function forgetAccess(hash: string): void {
  known.delete(hash);
}

async function loadAccess(hash: string): Promise<WriteKeyAccess | null> {
  const { rows } = await systemPool().query<WriteKeyAccess>({
    name: 'write-key-access',
    text: `SELECT k.id AS "keyId", k.kind, w.id AS "workspaceId", w.is_demo AS "isDemo", w.clock_mode = 'virtual' AS "isVirtual"
           FROM write_key k JOIN workspace w ON w.id = k.workspace_id
           WHERE k.hash = $1 AND k.revoked_at IS NULL AND (k.works_until IS NULL OR k.works_until > now())`,
    values: [hash],
  });
  return rows[0] ?? null;
}

/** Once a minute is enough to see which keys are alive; a failure is no reason to refuse an event. */
function noteUse({ keyId, workspaceId }: WriteKeyAccess): void {
  const now = Date.now();
  if (now - (lastUsed.get(keyId) ?? 0) < LAST_USED_EVERY_MS) return;
  lastUsed.set(keyId, now);
  tenantPool(workspaceId)
    .query('UPDATE write_key SET last_used_at = now() WHERE workspace_id = $1 AND id = $2', [workspaceId, keyId])
    .catch(() => lastUsed.delete(keyId));
}
