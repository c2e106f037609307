import { v7 } from 'uuid';
import { allowedByItself } from '@/domain/decisions/allowed';
import type { Candidate } from '@/domain/decisions/candidate';
import type { Decided } from '@/domain/decisions/decided';
import type { Snapshot } from '@/domain/decisions/snapshot';
import { GUARDRAILS } from '@/domain/guardrails/verdict';
import type { DecisionId } from '@/domain/shared/ids';
import type { ServiceContext } from '@/server/context';
import type { Recipient } from '@/server/services/delivery';
import { queueMessage } from '@/server/services/delivery';
import { activePolicy } from '@/server/services/policies';
import { loadSnapshots, loadWorkspaceFacts } from '@/server/services/snapshots';

/** A customer who may be written to: reachable, with consent, known well enough. */
export async function consentingCustomer(ctx: ServiceContext, details: Partial<Recipient> = {}): Promise<Recipient> {
  const id = details.id ?? v7();
  const customer = {
    id,
    email: `c-${id}@customers.example`,
    phone: '+447700900123',
    firstName: 'Ada',
    lastName: 'Reed',
    country: 'GB',
    timezone: 'Europe/London',
    locale: 'en-GB',
    ...details,
  };
  await ctx.db.customer.create({
    data: {
      ...customer,
      workspaceId: ctx.workspaceId,
      firstSeenAt: new Date(ctx.now.getTime() - 200 * 86_400_000),
      lastSeenAt: ctx.now,
      subjectRef: v7(),
    },
  });
  await ctx.db.consentEvent.createMany({
    data: (['email', 'sms', 'web'] as const).map((channel) => ({
      id: v7(),
      workspaceId: ctx.workspaceId,
      customerId: id,
      channel,
      purpose: 'marketing',
      status: 'granted',
      lawfulBasis: 'consent',
      source: 'checkout checkbox',
      textVersion: '1',
      actor: 'customer',
      occurredAt: new Date(ctx.now.getTime() - 30 * 86_400_000),
      evidence: `test:${id}`,
    })),
  });
  return customer;
}

/** What an agent could have proposed. */
export function cartCandidate(ctx: ServiceContext, changes: Partial<Candidate> = {}): Candidate {
  return {
    agentId: 'cart_winback',
    action: 'cart_recovery',
    channel: 'email',
    content: {
      templateId: 'cart_recovery',
      templateVersion: 1,
      writtenBy: 'template',
      subject: '{{ customer.first_name | default: "there" }}, your basket is still here',
      preheader: 'Everything is as you left it.',
      headline: 'Still thinking it over?',
      paragraphs: ['We have kept your basket for you.'],
      callToAction: 'Back to my basket',
      landingUrl: 'https://harbour.example/cart?id=1',
      signature: 'The Harbour Goods team',
      claims: [],
    },
    products: [],
    offer: null,
    sendAt: ctx.now.toISOString(),
    probability: 0.2,
    probabilityKind: 'prior',
    expectedValueCents: 900,
    propensity: 1,
    reasons: [],
    escalations: [],
    notify: null,
    wave: null,
    ...changes,
  };
}

export type TouchOptions = {
  customer?: Recipient;
  candidate?: Partial<Candidate>;
  offer?: { code: string; percentOff: number; expiresAt: Date };
  isSimulated?: boolean;
};

export type Touch = { messageId: string; decisionId: string; customerId: string; candidate: Candidate };

/** A decision that may be sent, with its message queued for `ctx.now` (or the candidate's own time). */
export async function queuedTouch(ctx: ServiceContext, options: TouchOptions = {}): Promise<Touch> {
  const customer = options.customer ?? (await consentingCustomer(ctx));
  const candidate = cartCandidate(ctx, options.candidate);
  const decisionId = v7();
  const names = {
    id: decisionId as DecisionId,
    customerId: customer.id,
    agentId: candidate.agentId,
    action: candidate.action,
    isSimulated: options.isSimulated ?? false,
  };
  const decided = passed(candidate, decisionId);
  const allowed = allowedByItself(decided, names);
  if (!allowed) throw new Error('The factory made a decision that is not allowed.');
  // It went out by itself: so its agent may.
  await ctx.db.autonomy.createMany({
    data: { workspaceId: ctx.workspaceId, agentId: candidate.agentId, action: candidate.action, level: 3 },
    skipDuplicates: true,
  });
  const snapshot = await snapshotOf(ctx, customer.id);
  const messageId = await ctx.db.$transaction(async (tx) => {
    await tx.decision.create({
      data: {
        ...names,
        workspaceId: ctx.workspaceId,
        trigger: snapshot.trigger.kind,
        triggerKey: decisionId,
        channel: candidate.channel,
        outcome: 'scheduled',
        summary: decided.summary,
        snapshot,
        candidates: [],
        chosen: candidate,
        verdicts: [...decided.verdicts],
        reasons: [],
        policyVersion: 1,
        modelVersions: {},
        autonomyLevel: 3,
        decidedAt: ctx.now,
        sendAt: candidate.sendAt,
      },
    });
    if (options.offer) {
      await tx.offer.create({
        data: {
          ...options.offer,
          id: v7(),
          workspaceId: ctx.workspaceId,
          decisionId,
          customerId: customer.id,
          reservedCents: 1000,
          status: 'live',
          issuedAt: ctx.now,
        },
      });
    }
    const offer = options.offer ?? null;
    return (await queueMessage(tx, ctx, { decision: allowed, candidate, offer, customer, lookedAt: null })).id;
  });
  return { messageId, decisionId, customerId: customer.id, candidate };
}

/** What the agent looked at: the customer, and a cart left two hours ago. */
async function snapshotOf(ctx: ServiceContext, customerId: string): Promise<Snapshot> {
  const cartId = v7();
  const leftAt = new Date(ctx.now.getTime() - 2 * 3_600_000);
  await ctx.db.cart.create({
    data: {
      id: cartId,
      workspaceId: ctx.workspaceId,
      cartKey: cartId,
      customerId,
      lines: [{ sku: 'LAMP', name: 'Reading lamp', quantity: 1, priceCents: 5_000 }],
      valueCents: 5_000,
      openedAt: leftAt,
      lastChangedAt: leftAt,
    },
  });
  const { document } = await activePolicy(ctx);
  const shared = await loadWorkspaceFacts(ctx.db, ctx, document, { lockBudgets: false, isGivingOut: false });
  const trigger = { kind: 'cart_idle' as const, cartId };
  const request = { customerId, trigger, cartId, winback: null, decisionId: null };
  const [loaded] = await loadSnapshots(ctx.db, ctx, document, shared, [request]);
  if (!loaded) throw new Error('The factory found no customer to look at.');
  return loaded.snapshot;
}

function passed(candidate: Candidate, triggerKey: string): Decided {
  return {
    outcome: 'scheduled',
    agentId: candidate.agentId,
    triggerKey,
    chosen: candidate,
    considered: [],
    verdicts: GUARDRAILS.map((guardrail) => ({
      guardrail,
      verdict: 'pass',
      findings: [
        { rule: 'test', verdict: 'pass', reason: 'Made by a test.', measured: null, limit: null, evidence: [] },
      ],
    })),
    earlierVerdicts: [],
    reasons: [],
    summary: 'Bring back a cart.',
    autonomyLevel: 3,
    heldOut: false,
    outsideCohort: false,
    sendAt: candidate.sendAt,
    slaDueAt: null,
    reviewBy: null,
    outcomeReason: null,
    yieldsTo: null,
    displaces: [],
  };
}

type DeliveredCopy = { deliveredAt: Date; clickedAt: Date | null };

/** Another touch just like this one, delivered, without the long way of deciding it; answers its decision. */
export async function deliveredCopy(
  ctx: ServiceContext,
  { decisionId, messageId }: Pick<Touch, 'decisionId' | 'messageId'>,
  { deliveredAt, clickedAt }: DeliveredCopy,
): Promise<string> {
  const [decision, message] = [v7(), v7()];
  await ctx.db.$executeRaw`
    INSERT INTO decision SELECT (jsonb_populate_record(d, ${{ id: decision, trigger_key: decision }}::jsonb)).*
    FROM decision d WHERE d.workspace_id = ${ctx.workspaceId}::uuid AND d.id = ${decisionId}::uuid`;
  const row = {
    id: message,
    idempotency_key: message,
    decision_id: decision,
    status: 'delivered',
    template: 'cart-recovery@1',
    delivered_at: deliveredAt,
    clicked_at: clickedAt,
  };
  await ctx.db.$executeRaw`
    INSERT INTO message SELECT (jsonb_populate_record(m, ${row}::jsonb)).*
    FROM message m WHERE m.workspace_id = ${ctx.workspaceId}::uuid AND m.id = ${messageId}::uuid`;
  return decision;
}
