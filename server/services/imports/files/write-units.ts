import { createHash } from 'node:crypto';
import type { ImportRecord, PersonRef } from '@/domain/imports/record';
import { after } from '@/domain/shared/time';
import { appendAudit } from '../../../audit';
import type { ServiceContext } from '../../../context';
import { inTransaction } from '../../../in-transaction';
import { holdProcessing } from '../../../processing-lock';
import { askToConfirm, type ConsentInput, recordConsent, suppressMany } from '../../consent';
import { ingest, mergeMentions } from '../../events';
import type { Judged, Refused, Usable } from './judge-units';
import { type KnownPeople, personOf } from './people';
import { keepForUndo } from './product-journal';

/** What the rows of a file are written with. */
export type FileOf = {
  importId: string;
  fileName: string;
  fileHash: string;
  /** What rows that say no time of their own hold as of: the later in the file, the later. */
  asOf: Date;
  /** Rows of the file, as the first pass counted them. */
  rows: number;
  /** Who recorded it, as ledgers name them. */
  actor: string;
};

export type Written = { written: number; known: number; refused: Refused[] };

/**
 * Writes what was judged usable, each through the door of its kind: the events road, the catalogue, the consent ledger, the
 * suppression list.
 * The same row twice writes once. Refused are those the door itself would not take.
 */
export async function writeUnits(ctx: ServiceContext, judged: Judged, file: FileOf): Promise<Written> {
  const parts = [
    await writeCalls(ctx, judged, file),
    await writeProducts(ctx, judged.usable, file),
    await writeConsents(ctx, judged, file),
    await writeSuppressions(ctx, judged.usable, file),
  ];
  return {
    written: parts.reduce((sum, part) => sum + part.written, 0),
    known: parts.reduce((sum, part) => sum + part.known, 0),
    refused: parts.flatMap(({ refused }) => refused),
  };
}

type CallsRecord = Extract<ImportRecord, { becomes: 'calls' }>;
type Call = { each: Usable; value: Record<string, unknown> };

async function writeCalls(ctx: ServiceContext, { usable, people }: Judged, file: FileOf): Promise<Written> {
  const calls = usable.flatMap((each) =>
    each.record.becomes === 'calls' ? callsOf(each, each.record, { people, file }) : [],
  );
  if (calls.length === 0) return { written: 0, known: 0, refused: [] };
  const { workspaceId, workspace } = ctx;
  const { isDemo, isVirtual } = workspace;
  const result = await ingest(
    { workspaceId, isDemo, isVirtual, kind: 'server', keyId: null },
    {
      body: {
        items: calls.map(({ value }) => ({ raw: '', value, problem: null })),
        writeKey: null,
        sentAt: null,
        context: {},
      },
      type: null,
      receivedAt: new Date(),
      keepRejected: false,
    },
  );
  const refused = new Map<Usable, Refused>();
  for (const { index, message } of result.rejected) {
    const each = calls[index]?.each;
    if (each && !refused.has(each)) refused.set(each, { unit: each.unit, problem: { column: null, message } });
  }
  return { written: result.accepted, known: result.duplicates, refused: [...refused.values()] };
}

function callsOf(each: Usable, record: CallsRecord, { people, file }: { people: KnownPeople; file: FileOf }): Call[] {
  const { person } = record;
  const line = each.unit.at(-1)?.line ?? 0;
  const ids = idsOf(person, people);
  const context = { library: { name: 'file import' }, import: { id: file.importId, line } };
  // As of the file, in the order of its rows; never later than it was handed in.
  const asOf = after(file.asOf, Math.min(0, line - file.rows)).toISOString();
  const introduced = introduction(record, people);
  return [...introduced, ...record.calls].map(({ timestamp, ...said }) => {
    const own = introduced.length === 0 || said.type === 'track' ? record.messageId : null;
    // What says when it was is the same in whatever file; what does not, holds as of its file.
    const messageId = own ?? `import-${sha256([person, said, timestamp ?? file.fileHash]).slice(0, 40)}`;
    return { each, value: { ...said, ...ids, messageId, timestamp: timestamp ?? asOf, context } };
  });
}

/** Somebody a row of something else names for the first time is told of, so that their address is known. */
function introduction({ person, calls }: CallsRecord, people: KnownPeople): CallsRecord['calls'] {
  const [first] = calls;
  if (!person.email || !first || first.type === 'identify') return [];
  if (!('message' in personOf(person, people))) return [];
  return [{ type: 'identify', timestamp: first.timestamp, traits: { email: person.email } }];
}

/** Who has no id in the file is known by the one we know them by, else by their address. */
function idsOf(person: PersonRef, people: KnownPeople): { userId?: string; anonymousId?: string } {
  const { customerId, anonymousId, email } = person;
  const [found, another] = customerId === null && email ? (people.byEmail.get(email) ?? []) : [];
  const userId = customerId ?? (another ? null : found?.externalId) ?? email;
  return { ...(userId && { userId }), ...(anonymousId && { anonymousId }) };
}

async function writeProducts(ctx: ServiceContext, usable: readonly Usable[], file: FileOf): Promise<Written> {
  const mentions = usable.flatMap(({ record, unit }) => {
    if (record.becomes !== 'product') return [];
    const asOf = after(file.asOf, Math.min(0, (unit.at(-1)?.line ?? 0) - file.rows));
    return [{ mention: record.mention, occurredAt: record.at ?? asOf, isSimulated: false }];
  });
  if (mentions.length === 0) return { written: 0, known: 0, refused: [] };
  const changed = await inTransaction(ctx, async (tx) => {
    await holdProcessing(tx, ctx);
    const changes = await mergeMentions(tx, ctx, mentions);
    await keepForUndo(tx, ctx, { importId: file.importId, changes });
    return changes;
  });
  return { written: changed.size, known: mentions.length - changed.size, refused: [] };
}

async function writeConsents(ctx: ServiceContext, { usable, people }: Judged, file: FileOf): Promise<Written> {
  const entries = usable.flatMap(({ record, unit }): ConsentInput[] => {
    if (record.becomes !== 'consent') return [];
    const person = personOf(record.person, people);
    if ('message' in person) return [];
    const { source, ...consent } = record.consent;
    return [
      {
        ...consent,
        customerId: person.customerId,
        source: source === 'import' ? `import of ${file.fileName}`.slice(0, 255) : source,
        actor: file.actor,
        occurredAt: record.at,
        evidence: `import:${file.fileHash.slice(0, 32)}:row ${unit.at(-1)?.line ?? 0}`,
      },
    ];
  });
  if (entries.length === 0) return { written: 0, known: 0, refused: [] };
  const { asked, ...written } = await inTransaction(ctx, async (tx) => {
    const where = {
      workspaceId: ctx.workspaceId,
      customerId: { in: [...new Set(entries.map(({ customerId }) => customerId))] },
      evidence: { in: entries.flatMap(({ evidence }) => evidence ?? []) },
    };
    const known = await tx.consentEvent.count({ where });
    await recordConsent(tx, ctx, entries);
    const asked = await askToConfirm(tx, ctx, where.customerId.in);
    return { written: entries.length - known, known, refused: [], asked };
  });
  if (asked > 0) await ctx.publish('message/queued', { workspaceId: ctx.workspaceId });
  return written;
}

async function writeSuppressions(ctx: ServiceContext, usable: readonly Usable[], file: FileOf): Promise<Written> {
  const rows = usable.flatMap(({ record }) => (record.becomes === 'suppression' ? [record] : []));
  if (rows.length === 0) return { written: 0, known: 0, refused: [] };
  const entries = rows.flatMap(({ entries: own, at }) =>
    own.map((entry) => ({ ...entry, actor: file.actor, since: at ?? file.asOf })),
  );
  const written = await inTransaction(ctx, async (tx) => {
    const changed = await suppressMany(tx, ctx, entries);
    if (changed > 0) {
      const payload = { entries: changed, reasons: [...new Set(entries.map(({ reason }) => reason))] };
      await appendAudit(tx, ctx, { action: 'suppressions.imported', subject: `file_import:${file.importId}`, payload });
    }
    return changed;
  });
  return { written, known: entries.length - written, refused: [] };
}

function sha256(content: unknown): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}
