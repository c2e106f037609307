import { z } from 'zod';
import { MARKETING } from '@/domain/guardrails/consent-record';
import { appendAudit } from '../../../audit';
import { authorise, type ServiceContext } from '../../../context';
import { ServiceError } from '../../../errors';
import { inTransaction } from '../../../in-transaction';
import { type Page, pageOf, readCursor, writeCursor } from '../../../keyset';

export const MergeSuggestionsInput = z.object({
  limit: z.number().int().min(1).max(100).default(20),
  cursor: z.string().max(500).nullish(),
});
const Cursor = z.object({ id: z.uuid() });

/** What is shown of each of two records side by side. */
export type Candidate = {
  id: string;
  externalId: string | null;
  firstName: string | null;
  lastName: string | null;
  email: string | null;
  phone: string | null;
  country: string | null;
  firstSeenAt: Date;
  lastSeenAt: Date;
  orderCount: number;
  lifetimeValueCents: number;
  deliveredTouches: number;
  /** Channels with consent to marketing as it stands. */
  consents: string[];
  isSimulated: boolean;
};

export type MergeSuggestion = {
  id: string;
  /** email | phone | alias: what they share, or that the shop called them one. */
  reason: string;
  suggestedAt: Date;
  /** The record known to the shop, and of two such the older one, comes first. */
  one: Candidate;
  other: Candidate;
};

/** Pairs of customers who may be one person and whom nobody has judged yet, the latest first. */
export async function listMergeSuggestions(
  ctx: ServiceContext,
  input: z.input<typeof MergeSuggestionsInput>,
): Promise<Page<MergeSuggestion>> {
  authorise(ctx, 'customers.read');
  const { limit, cursor } = MergeSuggestionsInput.parse(input);
  const rows = await ctx.db.mergeSuggestion.findMany({
    where: {
      workspaceId: ctx.workspaceId,
      status: 'open',
      ...(cursor && { id: { lt: readCursor(Cursor, cursor).id } }),
    },
    orderBy: { id: 'desc' },
    take: limit + 1,
  });
  const page = pageOf(rows, limit, ({ id }) => writeCursor({ id }));
  const people = await candidates(
    ctx,
    page.items.flatMap(({ oneId, otherId }) => [oneId, otherId]),
  );
  const items = page.items.flatMap(({ id, oneId, otherId, reason, suggestedAt }) => {
    const pair = [people.get(oneId), people.get(otherId)].filter((person) => person !== undefined).sort(byStanding);
    const [one, other] = pair;
    return one && other ? [{ id, reason, suggestedAt, one, other }] : [];
  });
  return { ...page, items };
}

/** How many pairs wait for a judgement. */
export async function countMergeSuggestions(ctx: ServiceContext): Promise<number> {
  authorise(ctx, 'customers.read');
  return ctx.db.mergeSuggestion.count({ where: { workspaceId: ctx.workspaceId, status: 'open' } });
}

export const DismissMergeInput = z.object({ suggestionId: z.uuid() });

/** Two customers are not one person: the pair is not suggested again. Throws conflict once somebody has judged it. */
export async function dismissMerge(ctx: ServiceContext, input: z.input<typeof DismissMergeInput>): Promise<void> {
  authorise(ctx, 'customers.merge');
  const { suggestionId } = DismissMergeInput.parse(input);
  await inTransaction(ctx, async (tx) => {
    const where = { workspaceId: ctx.workspaceId, id: suggestionId };
    const judgedById = ctx.actor.kind === 'user' ? ctx.actor.userId : null;
    const { count } = await tx.mergeSuggestion.updateMany({
      where: { ...where, status: 'open' },
      data: { status: 'dismissed', judgedAt: ctx.now, judgedById },
    });
    if (count === 0) {
      const known = await tx.mergeSuggestion.findFirst({ where, select: { id: true } });
      if (!known) throw new ServiceError('not_found', 'There is no such pair.');
      throw new ServiceError('conflict', 'Somebody has judged this pair already.');
    }
    const subject = `merge_suggestion:${suggestionId}`;
    await appendAudit(tx, ctx, { action: 'customers.merge_dismissed', subject, payload: {} });
  });
}

async function candidates(ctx: ServiceContext, ids: readonly string[]): Promise<Map<string, Candidate>> {
  const rows = await ctx.db.$queryRaw<Candidate[]>`
    SELECT id, external_id AS "externalId", first_name AS "firstName", last_name AS "lastName", email, phone, country,
      first_seen_at AS "firstSeenAt", last_seen_at AS "lastSeenAt", order_count AS "orderCount",
      lifetime_value_cents AS "lifetimeValueCents", delivered_touches AS "deliveredTouches",
      is_simulated AS "isSimulated", ARRAY(
        SELECT w.channel FROM (
          SELECT DISTINCT ON (e.channel) e.channel, e.status FROM consent_event e
          WHERE e.workspace_id = c.workspace_id AND e.customer_id = c.id AND e.purpose = ${MARKETING}
          ORDER BY e.channel, e.occurred_at DESC, e.recorded_at DESC) w
        WHERE w.status = 'granted' ORDER BY 1) AS consents
    FROM customer c WHERE workspace_id = ${ctx.workspaceId}::uuid AND id = ANY(${ids}::uuid[])`;
  return new Map(rows.map((row) => [row.id, row]));
}

function byStanding(one: Candidate, other: Candidate): number {
  const known = Number(other.externalId !== null) - Number(one.externalId !== null);
  return known || one.firstSeenAt.getTime() - other.firstSeenAt.getTime();
}
