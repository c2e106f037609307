import { v7 } from 'uuid';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { Policy } from '@/domain/policies/policy';
import type { ServiceContext } from '@/server/context';
import { approvedOffer } from '@/tests/factories/approved-offer';
import { campaignDocument } from '@/tests/factories/campaign';
import { contextOf, freshWorkspace, personIn } from '@/tests/factories/fresh-workspace';
import { rewritePolicy } from '@/tests/factories/rewrite-policy';
import { idleCart, product, shopper } from '@/tests/factories/shopper';
import { UNDRAWN_POLICY } from '@/tests/factories/undrawn-policy';
import { wholeDecisions } from '@/tests/factories/whole-decisions';
import { setAutonomyLevel } from '../autonomy';
import { approveCampaign, createCampaign, decideCampaigns, moveCampaign } from '../campaigns';
import { dispatchDue } from '../delivery';
import { activePolicy } from '../policies';
import { assignTemplate, connectProvider, refreshTemplates } from '../providers';
import { decideReview } from '../review';
import { decideIdleCarts } from './index';

// Before anything is imported: the environment is read once.
const providers = await vi.hoisted(async () => {
  process.env.PROVIDERS_LOCAL = 'on';
  const { startProviders } = await import('@/tests/harness/providers');
  return startProviders();
});
afterAll(() => providers.stop());

const HOUR = 3_600_000;
/** Noon of tomorrow: nobody is written to at night. */
const NOON = new Date(Math.ceil(Date.now() / 86_400_000) * 86_400_000 + 12 * HOUR);
const CODED = ['first_name', 'offer_code', 'offer_expires', 'link'] as const;
const PLAIN = ['first_name', 'company', 'link'] as const;

/** A template in Meta's words. */
const held = (id: string, name: string, text: string) => ({
  ...{ id, name, language: 'en', status: 'APPROVED', category: 'MARKETING' },
  components: [{ type: 'BODY', text }],
});

type Call = { type: string; template: { name: string; components: { parameters: { text: string }[] }[] } };
let home: Awaited<ReturnType<typeof connected>>;

/** A workspace that sends WhatsApp by Meta and reminds of carts there, with a template for that and one for a welcome. */
async function connected() {
  const { workspaceId } = await freshWorkspace();
  const admin = { ...(await personIn(workspaceId, 'admin')), now: NOON };
  const ctx: ServiceContext = { ...(await contextOf(workspaceId)), now: NOON };
  await activePolicy(ctx);
  const document = Policy.parse({ ...UNDRAWN_POLICY, cart: { ...UNDRAWN_POLICY.cart, reminderChannel: 'whatsapp' } });
  await rewritePolicy(ctx, document);
  await connectProvider(admin, {
    channel: 'whatsapp',
    provider: 'whatsapp',
    values: {
      ...{ phoneNumberId: '106540352242922', businessAccountId: '102290129340398', accessToken: 'token' },
      ...{ appSecret: 'app-secret', verifyToken: 'chosen', baseUrl: providers.url },
    },
  });
  await refreshTemplates(admin);
  await assignTemplate(admin, { id: '1', speaksFor: 'cart_reminder', values: [...CODED] });
  await assignTemplate(admin, { id: '2', speaksFor: 'campaign-welcome', values: [...PLAIN] });
  await product(ctx, { sku: 'KETTLE' });
  return { admin, ctx, workspaceId };
}

beforeEach(async () => {
  await providers.script([]);
  await providers.templates([
    held(
      '1',
      'cart_waits',
      'Hi {{1}}, your cart is still here. Your code {{2}} is good until {{3}}. Return to it: {{4}}',
    ),
    held('2', 'hello', 'Hi {{1}}, welcome to {{2}}. We are glad that you found us. Have a look around: {{3}}'),
  ]);
  home = await connected();
});

let numbers = 0;
/** A customer who agreed to WhatsApp and has never written there. */
function reachable(details: Parameters<typeof shopper>[1] = {}) {
  numbers += 1;
  const phone = `+4477009${String(numbers).padStart(5, '0')}`;
  return shopper(home.ctx, { phone, consents: ['email', 'whatsapp'], ...details });
}

/** What Meta was asked to send in this workspace, with the message as it is kept here. */
async function sent(at: ServiceContext) {
  await dispatchDue(at, { limit: 100 });
  const messages = await at.db.message.findMany({ where: { workspaceId: at.workspaceId, channel: 'whatsapp' } });
  const calls = providers.calls('meta').flatMap(({ id, body }) => {
    const message = messages.find((each) => each.id === id);
    return message ? [{ message, call: JSON.parse(body) as Call }] : [];
  });
  expect(calls).toHaveLength(1);
  return calls[0] as NonNullable<(typeof calls)[number]>;
}

const filled = ({ template }: Call) =>
  template.components.flatMap(({ parameters }) => parameters.map(({ text }) => text));

describe('outside of the 24 hours', () => {
  it('a cart reminder leaves by the template for it, with the code of the e-mail', async () => {
    const { ctx } = home;
    for (const action of ['cart_recovery', 'cart_reminder']) {
      await setAutonomyLevel(ctx, { agentId: 'cart_winback', action, level: 3, reason: 'test' });
    }
    await approvedOffer(ctx);
    await idleCart(ctx, (await reachable()).id);
    await decideIdleCarts(ctx, { limit: 10 });
    const where = { workspaceId: ctx.workspaceId };
    const delivered = { status: 'delivered', acceptedAt: ctx.now, deliveredAt: ctx.now };
    await ctx.db.message.updateMany({ where, data: delivered });
    await ctx.db.decision.updateMany({ where, data: { outcome: 'executed' } });
    const nextDay = { ...ctx, now: new Date(NOON.getTime() + 24 * HOUR) };
    expect(await decideIdleCarts(nextDay, { limit: 10 })).toEqual({ decided: 1 });
    const { message, call } = await sent(nextDay);
    expect(message).toMatchObject({ status: 'accepted', failureCode: null });
    expect(call).toMatchObject({ type: 'template', template: { name: 'cart_waits' } });
    const { code } = await ctx.db.offer.findFirstOrThrow({ where });
    expect(filled(call)).toEqual(['Ida', code, expect.any(String), expect.stringMatching(/\/t\/c\//)]);
    expect(await ctx.db.offer.count({ where })).toBe(1);
  });

  it('a campaign speaks by the template for its own words, once a person approved', async () => {
    const { ctx, workspaceId } = home;
    const marketer = { ...(await personIn(workspaceId, 'marketer')), now: new Date(NOON.getTime() - 48 * HOUR) };
    const approver = { ...(await personIn(workspaceId, 'approver')), now: marketer.now };
    const step = {
      channel: 'whatsapp',
      day: 1,
      template: 'campaign-welcome',
      percentOff: 0,
      timing: 'at_once',
    } as const;
    const { id } = await createCampaign(marketer, { document: campaignDocument({ steps: [step] }) });
    await moveCampaign(marketer, { campaignId: id, revision: 1, move: 'submit' });
    await approveCampaign(approver, { campaignId: id, revision: 1 });
    await moveCampaign(marketer, { campaignId: id, revision: 1, move: 'launch' });
    await reachable({ signedUpAt: new Date(NOON.getTime() - 24 * HOUR), orderCount: 0, lastOrderAt: null });
    expect(await decideCampaigns(ctx, { limit: 10 })).toEqual({ decided: 1 });
    const [decision] = await wholeDecisions(ctx);
    expect(decision).toMatchObject({ agentId: 'campaign', channel: 'whatsapp', outcome: 'in_review' });
    const approved = {
      decisionId: decision?.id ?? '',
      version: decision?.version ?? 0,
      key: v7(),
      verdict: 'approve',
    } as const;
    await decideReview({ ...approver, now: NOON }, approved);
    const { message, call } = await sent({ ...ctx, now: new Date(NOON.getTime() + HOUR / 2) });
    expect(message).toMatchObject({ status: 'accepted', failureCode: null });
    expect(call).toMatchObject({ type: 'template', template: { name: 'hello' } });
    expect(filled(call)[0]).toBe('Ida');
  });
});
