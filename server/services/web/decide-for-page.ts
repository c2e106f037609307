import { WebContent } from '@/domain/channels/web-content';
import { chooseShowing, VISIT_MS } from '@/domain/channels/web-visit';
import type { Outcome } from '@/domain/decisions/outcome';
import { stopCovering } from '@/domain/decisions/stops';
import { after, HOUR, SECOND } from '@/domain/shared/time';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { inTransaction } from '../../in-transaction';
import { linkSigner } from '../../signing';
import { recordConsent } from '../consent';
import { decideBatch } from '../decisions';
import { activePolicy } from '../policies';
import { type Given, give, handOver, mayStillShow } from './hand-over';
import type { NothingReason, PageAnswer, PageAsk } from './types';
import { findVisitor, type Visitor } from './visitor';

/** The agent that has something to say to somebody with a cart. */
const AGENT = 'cart_winback';
const AGAIN_MS = 10 * SECOND;
/** Reviews that asks of pages may keep open: anybody who reads a page holds its key, and a person has to read each. */
const OPEN_REVIEWS = { ofCustomer: 1, ofWorkspace: 100 };
/** Times a visitor is looked at, where another tab of theirs was quicker. */
const LOOKS = 3;

type Question = { ask: PageAsk; isProven: boolean };

/**
 * What a place on one of the shop's pages shows to whoever is before it. A message that waits for them is put before all
 * guardrails once more and handed over; else, where their cart gives reason, the whole road of a decision is taken, stored
 * with its audit entry. Within a visit the answer stays the same and makes no new rows. To somebody known it speaks only
 * where `isProven`; without a yes to web marketing it says nothing.
 */
export async function decideForPage(ctx: ServiceContext, question: Question): Promise<PageAnswer> {
  for (let look = 1; look <= LOOKS; look++) {
    const answer = await lookOnce(ctx, question);
    if (answer) return answer;
  }
  return nothing('nothing_to_say', AGAIN_MS);
}

/** The answer, or null where the visitor must be looked at again. */
async function lookOnce(ctx: ServiceContext, { ask, isProven }: Question): Promise<PageAnswer | null> {
  const visitor = await findVisitor(ctx.db, ctx, ask, { isProven, agentId: AGENT });
  if (ask.isOptedOut) return optOut(ctx, visitor);
  if (!visitor) return nothing('nothing_to_say', AGAIN_MS);
  if (visitor.isKnown && !isProven) return nothing('unproven', AGAIN_MS);
  if (visitor.consent !== 'granted') return nothing('no_consent', AGAIN_MS);
  const choice = chooseShowing(visitor.showings, ask.slot, ctx.now);
  if (choice.kind === 'again') return again(ctx, ask, choice.showing);
  if (choice.kind === 'hand') return hand(ctx, ask, choice.showing);
  if (choice.because !== 'nothing_waits') return nothing(choice.because, VISIT_MS);
  return visitor.cart ? decideOnCart(ctx, ask, visitor, visitor.cart) : nothing('nothing_to_say', AGAIN_MS);
}

type Stored = Visitor['showings'][number];

/** What was given to this place before; a stop or a no that came since counts. */
async function again(ctx: ServiceContext, ask: PageAsk, showing: Stored): Promise<PageAnswer> {
  if (!(await mayStillShow(ctx.db, ctx, showing.messageId))) return nothing('stopped', AGAIN_MS);
  return shown(ctx, ask, showing);
}

async function hand(ctx: ServiceContext, ask: PageAsk, showing: Stored): Promise<PageAnswer | null> {
  const { messageId, decisionId } = showing;
  const came = await inTransaction(ctx, (tx) => handOver(tx, ctx, { messageId, decisionId, slot: ask.slot }));
  if (came === 'handed') return shown(ctx, ask, showing);
  return came === 'later' ? nothing('stopped', AGAIN_MS) : null;
}

/** The whole road, once for a cart as it stands; asked again, what came of it. */
async function decideOnCart(
  ctx: ServiceContext,
  ask: PageAsk,
  { customerId, stops, policy: read }: Visitor,
  { id: cartId, lastChangedAt, answered }: NonNullable<Visitor['cart']>,
): Promise<PageAnswer | null> {
  const policy = read ?? (await activePolicy(ctx));
  if (lastChangedAt <= after(ctx.now, -policy.document.cart.tooLateHours * HOUR)) {
    return nothing('nothing_to_say', AGAIN_MS);
  }
  if (answered) return nothing(reasonOf(answered), VISIT_MS);
  if (stopCovering(stops, { agentId: AGENT, channel: 'web' })) return nothing('stopped', AGAIN_MS);
  const trigger = { kind: 'web_visit' as const, slot: ask.slot, cartId };
  const request = { customerId, trigger, cartId, winback: null, decisionId: null };
  let [isSkipped, isTooMany] = [false, false];
  const { made, given } = await inTransaction(ctx, async (tx) => {
    let given: Given | null = null;
    const [made] = await decideBatch(tx, ctx, policy, [request], {
      keep: async ({ outcome }) => {
        // Nothing to say is nothing to keep: pages ask far more often than there is.
        isSkipped = outcome === 'skipped';
        isTooMany = outcome === 'in_review' && !(await mayOpenReview(tx, ctx, customerId));
        return !isSkipped && !isTooMany;
      },
      conclude: async ([decision]) => {
        if (decision?.decided.outcome !== 'scheduled') return [];
        given = await give(tx, ctx, { decisionId: decision.id, slot: ask.slot });
        return given?.records ?? [];
      },
    });
    return { made, given: given as Given | null };
  });
  if (given) return shown(ctx, ask, given);
  if (made?.decided.outcome === 'scheduled') return null;
  if (made) return nothing(reasonOf(made.decided.outcome), VISIT_MS);
  if (isTooMany) return nothing('waits', AGAIN_MS);
  return isSkipped ? nothing('nothing_to_say', AGAIN_MS) : null;
}

/** Whether one more decision for a page may be laid before a person, for this customer and for the workspace. */
async function mayOpenReview(tx: Db, { workspaceId }: ServiceContext, customerId: string): Promise<boolean> {
  const open = await tx.decision.findMany({
    where: { workspaceId, outcome: 'in_review', trigger: 'web_visit' },
    select: { customerId: true },
    take: OPEN_REVIEWS.ofWorkspace,
  });
  const own = open.filter((review) => review.customerId === customerId).length;
  return open.length < OPEN_REVIEWS.ofWorkspace && own < OPEN_REVIEWS.ofCustomer;
}

function reasonOf(outcome: Outcome): NothingReason {
  if (outcome === 'held_out' || outcome === 'blocked') return outcome;
  return outcome === 'in_review' ? 'waits' : 'nothing_to_say';
}

/** The browser's word counts for the person as well, and is kept. */
async function optOut(ctx: ServiceContext, visitor: Visitor | null): Promise<PageAnswer> {
  if (visitor) {
    await recordConsent(ctx.db, ctx, {
      customerId: visitor.customerId,
      channel: 'web',
      purpose: 'gpc',
      status: 'withdrawn',
      lawfulBasis: null,
      source: 'Global Privacy Control of the browser',
      textVersion: null,
      actor: 'customer',
      occurredAt: ctx.now,
      evidence: `gpc:${ctx.now.toISOString().slice(0, 10)}`,
    });
  }
  return nothing('opted_out', VISIT_MS);
}

type Shown = Pick<Stored, 'messageId' | 'decisionId' | 'content' | 'shownAt' | 'expiresAt' | 'handedAt'>;

async function shown(
  { workspaceId, now }: ServiceContext,
  { slot }: PageAsk,
  { messageId, decisionId, content, shownAt, expiresAt, handedAt }: Shown,
): Promise<PageAnswer> {
  const visitEnds = after(handedAt && now.getTime() - handedAt.getTime() < VISIT_MS ? handedAt : now, VISIT_MS);
  const until = expiresAt < visitEnds ? expiresAt : visitEnds;
  const token = (await linkSigner()).sign('showing', { workspaceId, messageId, position: 0 });
  return {
    decision: {
      id: decisionId,
      slot,
      content: WebContent.parse(content),
      token,
      isSeen: shownAt !== null,
      expiresAt: until,
    },
    reason: null,
    seconds: Math.floor((until.getTime() - now.getTime()) / SECOND),
  };
}

function nothing(reason: NothingReason, forMs: number): PageAnswer {
  return { decision: null, reason, seconds: forMs / SECOND };
}
