import { CAME_TO_NOTHING } from '@/domain/decisions/outcome';
import { DAY } from '@/domain/shared/time';
import type { ServiceContext } from '../../context';
import { tenantPool } from '../../db';
import { activePolicy } from '../policies';

/** The kinds of work that time brings. */
const KINDS = ['events', 'messages', 'waves', 'campaigns', 'carts', 'reminders', 'reviews', 'offers'] as const;
export type DueKind = (typeof KINDS)[number];

/**
 * When the first piece of each kind of work comes due that is not done yet, null where there is none. The services
 * that do the work look closer: these conditions are wider than theirs, never narrower, so that nothing is missed.
 */
const FIRST_DUE = `
  SELECT
    CASE WHEN EXISTS (SELECT 1 FROM event_pending WHERE workspace_id = $1) THEN $2::timestamptz END AS events,
    (SELECT min(greatest(send_at, hold_until, lease_until)) FROM message
      WHERE workspace_id = $1 AND status IN ('queued', 'claimed', 'attempting')) AS messages,
    (SELECT min(s.next_wave_at) FROM winback_spell s WHERE s.workspace_id = $1 AND s.ended_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM decision d WHERE d.workspace_id = $1 AND d.customer_id = s.customer_id
        AND d.outcome = 'in_review' AND d.trigger IN ('dormant', 'wave_due'))) AS waves,
    (SELECT min(e.next_step_at) FROM campaign_enrolment e
      JOIN campaign c ON c.workspace_id = e.workspace_id AND c.id = e.campaign_id AND c.status = 'running'
      JOIN customer p ON p.workspace_id = e.workspace_id AND p.id = e.customer_id AND p.merged_into_id IS NULL
      WHERE e.workspace_id = $1 AND e.ended_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM decision d WHERE d.workspace_id = $1 AND d.customer_id = e.customer_id
        AND d.outcome = 'in_review' AND d.agent_id = 'campaign')) AS campaigns,
    (SELECT min(last_changed_at) + $3 * interval '1 hour' FROM cart
      WHERE workspace_id = $1 AND status = 'open' AND considered_for IS DISTINCT FROM last_changed_at
        AND last_changed_at > $2::timestamptz - $5 * interval '1 hour') AS carts,
    (SELECT min(m.delivered_at) + $4 * interval '1 hour' FROM message m
      JOIN customer c ON c.workspace_id = m.workspace_id AND c.id = m.customer_id AND c.phone IS NOT NULL
      WHERE m.workspace_id = $1 AND m.channel = 'email' AND m.opened_at IS NULL
        AND m.delivered_at > $2::timestamptz - $6 * interval '1 hour'
        AND NOT EXISTS (SELECT 1 FROM decision r WHERE r.workspace_id = $1 AND r.customer_id = m.customer_id
          AND r.trigger = 'cart_reminder' AND r.decided_at >= m.delivered_at)) AS reminders,
    (SELECT min(review_by) FROM decision WHERE workspace_id = $1 AND outcome = 'in_review') AS reviews,
    (SELECT min(CASE WHEN d.outcome = ANY($7::text[])
        THEN $2::timestamptz ELSE o.expires_at END)
      FROM offer o JOIN decision d ON d.workspace_id = o.workspace_id AND d.id = o.decision_id
      WHERE o.workspace_id = $1 AND o.status = 'live') AS offers`;

export type FirstDue = Record<DueKind, Date | null>;

/** The first piece of work of each kind, as the clock stands at `at`. */
export async function firstDue(ctx: ServiceContext, at: Date): Promise<FirstDue> {
  const { cart } = (await activePolicy(ctx)).document;
  const { rows } = await tenantPool(ctx.workspaceId).query<FirstDue>({
    name: 'clock-first-due',
    text: FIRST_DUE,
    values: [
      ctx.workspaceId,
      at,
      cart.idleHours,
      cart.reminderHours,
      cart.tooLateHours,
      cart.codeHours,
      [...CAME_TO_NOTHING],
    ],
  });
  const [row] = rows;
  if (!row) throw new Error('One row was expected.');
  return row;
}

/** The kinds of which something is due at `at`. */
export function dueKinds(first: FirstDue, at: Date): ReadonlySet<DueKind> {
  return new Set(KINDS.filter((kind) => isPast(first[kind], at)));
}

function isPast(due: Date | null, at: Date): boolean {
  return due !== null && due <= at;
}

/**
 * Where the clock stops next on its way from `from` to `to`: the next whole `strideMs` after the first thing to come, the
 * next midnight (UTC, for the daily sweep), or `to`. What lies between is quiet and can be skipped.
 */
export function nextStop(first: FirstDue, from: Date, to: Date, strideMs: number): Date {
  const midnight = (Math.floor(from.getTime() / DAY) + 1) * DAY;
  const times = KINDS.flatMap((kind) => first[kind]?.getTime() ?? []);
  const soonest = Math.max(Math.min(...times), from.getTime() + 1);
  const stop = Math.ceil(soonest / strideMs) * strideMs;
  return new Date(Math.min(to.getTime(), midnight, stop));
}
