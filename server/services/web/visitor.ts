import { ON_PAGE } from '@/domain/channels/on-page';
import type { Showing } from '@/domain/channels/web-visit';
import type { Outcome } from '@/domain/decisions/outcome';
import type { Stop } from '@/domain/decisions/stops';
import { webVisitKey } from '@/domain/decisions/trigger-key';
import { MARKETING } from '@/domain/guardrails/consent-record';
import type { PolicyInForce } from '@/domain/policies/in-force';
import { preparedRows } from '../../bound-client';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { Prisma } from '../../generated/prisma/client';
import { parsedPolicy } from '../policies';
import type { PageAsk } from './types';

/** Whom a page speaks to, as far as it matters to what it shows. */
export type Visitor = {
  customerId: string;
  /** Somebody by name: what is meant for them is shown only where it is proven that they sit before the page. */
  isKnown: boolean;
  /** Their latest word on marketing by web; null where none was said. */
  consent: string | null;
  showings: (Showing & { decisionId: string; status: string; expiresAt: Date; content: unknown })[];
  /** The open cart they changed last. `answered`: what came of it as it stands, where a page asked before. */
  cart: { id: string; lastChangedAt: Date; answered: Outcome | null } | null;
  /** What is stopped in the workspace. */
  stops: readonly Stop[];
  /** The policy in force, where there is a cart to be judged by it; null also where the workspace has none yet. */
  policy: PolicyInForce | null;
};

type Showed = Visitor['showings'][number];
type StoredShowing = Record<'handedAt' | 'shownAt' | 'dismissedAt', string | null> &
  Omit<Showed, 'handedAt' | 'shownAt' | 'dismissedAt' | 'expiresAt'> & { expiresAt: string };
type Row = Omit<Visitor, 'showings' | 'cart' | 'policy'> & {
  showings: StoredShowing[];
  cart: { id: string; lastChangedAt: string; answered: Outcome | null } | null;
  policyVersion: number | null;
  policyText: string | null;
};

/** Messages for one customer's pages that are looked at: those handed last, and those that wait longest. */
const LOOKED_AT = 10;

/** The key of a decision on a cart as it stands, to be filled in where the cart is found. */
const KEY_OF_CART = webVisitKey('<id>', '<changed>');

/**
 * The customer before the page with all that decides what it shows, in one statement; null for somebody nobody has seen.
 * `isProven`: the user id of the question was proven, and is whom it says. `agentId`: who answers for carts.
 */
export async function findVisitor(
  tx: Db,
  { workspaceId, now }: ServiceContext,
  ask: PageAsk,
  { isProven, agentId }: { isProven: boolean; agentId: string },
): Promise<Visitor | null> {
  const userId = isProven ? ask.userId : null;
  const anonymousId = isProven ? null : ask.anonymousId;
  const [row] = await preparedRows<Row>(
    tx,
    'page-visitor',
    Prisma.sql`
    WITH who AS (
      SELECT c.id, c.external_id, c.email, c.phone FROM customer c
      WHERE c.workspace_id = ${workspaceId}::uuid AND c.external_id = ${userId}
      UNION ALL
      -- An id that came along with a merge.
      SELECT c.id, c.external_id, c.email, c.phone FROM customer_identity i
      JOIN customer c ON c.workspace_id = i.workspace_id AND c.id = i.customer_id
      WHERE i.workspace_id = ${workspaceId}::uuid AND i.kind = 'external' AND i.value = ${userId}
      UNION ALL
      SELECT c.id, c.external_id, c.email, c.phone FROM customer_identity i
      JOIN customer c ON c.workspace_id = i.workspace_id AND c.id = i.customer_id
      WHERE i.workspace_id = ${workspaceId}::uuid AND i.kind = 'anonymous' AND i.value = ${anonymousId}
      LIMIT 1)
    SELECT who.id AS "customerId",
      (who.external_id IS NOT NULL OR who.email IS NOT NULL OR who.phone IS NOT NULL) AS "isKnown",
      (SELECT e.status FROM consent_event e
        WHERE e.workspace_id = ${workspaceId}::uuid AND e.customer_id = who.id AND e.channel = 'web'
          AND e.purpose = ${MARKETING}
        ORDER BY e.occurred_at DESC, e.recorded_at DESC, e.id DESC LIMIT 1) AS consent,
      (SELECT coalesce(json_agg(row_to_json(near)), '[]') FROM (
        SELECT m.id AS "messageId", m.decision_id AS "decisionId", m.status, w.slot, w.handed_at AS "handedAt",
          w.shown_at AS "shownAt", w.dismissed_at AS "dismissedAt", w.expires_at AS "expiresAt", w.content
        FROM message m JOIN web_message w ON w.workspace_id = m.workspace_id AND w.message_id = m.id
        WHERE m.workspace_id = ${workspaceId}::uuid AND m.customer_id = who.id AND m.provider = ${ON_PAGE}
          AND m.status IN ('queued', 'accepted', 'delivered') AND w.expires_at > ${now}
          -- What another tab was given a moment ago may be dated after this question.
          AND (w.handed_at IS NOT NULL OR m.send_at <= ${now})
          AND (m.hold_until IS NULL OR m.hold_until <= ${now})
        ORDER BY w.handed_at DESC NULLS LAST, m.send_at, m.id LIMIT ${LOOKED_AT}) AS near) AS showings,
      (SELECT json_build_object('id', c.id, 'lastChangedAt', c.last_changed_at, 'answered', (
          SELECT d.outcome FROM decision d
          WHERE d.workspace_id = c.workspace_id AND d.agent_id = ${agentId}
            AND d.trigger_key = replace(replace(${KEY_OF_CART}, '<id>', c.id::text), '<changed>',
              to_char(c.last_changed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))))
        FROM cart c
        WHERE c.workspace_id = ${workspaceId}::uuid AND c.customer_id = who.id AND c.status = 'open'
        ORDER BY c.last_changed_at DESC, c.id LIMIT 1) AS cart,
      (SELECT coalesce(json_agg(json_build_object('scope', scope, 'target', target) ORDER BY id), '[]')
        FROM kill_switch WHERE workspace_id = ${workspaceId}::uuid AND resumed_at IS NULL) AS stops,
      policy.version AS "policyVersion", policy.document::text AS "policyText"
    FROM who LEFT JOIN LATERAL (
      SELECT p.version, p.document FROM policy_version p
      WHERE p.workspace_id = ${workspaceId}::uuid AND p.status = 'active' AND EXISTS (
        SELECT 1 FROM cart c
        WHERE c.workspace_id = p.workspace_id AND c.customer_id = who.id AND c.status = 'open')
      ORDER BY p.version DESC LIMIT 1) AS policy ON true`,
  );
  return row ? visitorOf(row) : null;
}

function visitorOf({ showings, cart, policyVersion, policyText, ...row }: Row): Visitor {
  const hasPolicy = policyVersion !== null && policyText !== null;
  return {
    ...row,
    policy: hasPolicy ? { version: policyVersion, document: parsedPolicy(policyText) } : null,
    showings: showings.map((stored) => ({
      ...stored,
      handedAt: instant(stored.handedAt),
      shownAt: instant(stored.shownAt),
      dismissedAt: instant(stored.dismissedAt),
      expiresAt: new Date(stored.expiresAt),
    })),
    cart: cart && { ...cart, lastChangedAt: new Date(cart.lastChangedAt) },
  };
}

const instant = (text: string | null) => (text === null ? null : new Date(text));
