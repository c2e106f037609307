import { createHmac } from 'node:crypto';
import { v7 } from 'uuid';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { POST } from '@/app/v1/webhooks/[account]/route';
import type { AssignedTemplate } from '@/domain/channels/whatsapp-schema';
import { CONFIRMATION } from '@/domain/guardrails/consent-record';
import { whatsappMessage } from '@/domain/templates/library';
import type { ServiceContext } from '@/server/context';
import { contextOf, freshWorkspace, personIn } from '@/tests/factories/fresh-workspace';
import { personWithPassword } from '@/tests/factories/person';
import { cartCandidate, consentingCustomer, queuedTouch } from '@/tests/factories/touch';
import { dispatchDue } from '../delivery';
import { activeStops, stopSending } from '../kill-switch';
import { watchTroubles } from '../provider-troubles';
import {
  assignedTemplates,
  assignTemplate,
  connectProvider,
  disconnectProvider,
  listChannels,
  listTemplates,
  refreshTemplates,
  sweepTemplates,
} from '../providers';
import { processReports } from './index';

// Before anything is imported: the environment is read once.
const providers = await vi.hoisted(async () => {
  process.env.PROVIDERS_LOCAL = 'on';
  const { startProviders } = await import('@/tests/harness/providers');
  return startProviders();
});
afterAll(() => providers.stop());

const APP_SECRET = 'app-secret';
/** Noon of tomorrow: nobody is written to at night. */
const NOON = new Date(Math.ceil(Date.now() / 86_400_000) * 86_400_000 + 12 * 3_600_000);
const LATER = (minutes: number) => new Date(NOON.getTime() + minutes * 60_000);

/** A template in Meta's words. */
function held(id: string, changes: object = {}) {
  return {
    ...{ id, name: `miss_you_${id}`, language: 'en', status: 'APPROVED', category: 'MARKETING' },
    quality_score: { score: 'GREEN' },
    components: [
      { type: 'BODY', text: 'Hi {{1}}, we would love to see you again at {{2}}. Come and see: {{3}}' },
      { type: 'FOOTER', text: 'Harbour Goods' },
    ],
    ...changes,
  };
}
const VALUES = ['first_name', 'company', 'link'] as const;

type Home = Awaited<ReturnType<typeof connected>>;
let home: Home;

/** A workspace that sends WhatsApp by Meta, with one template in use. */
async function connected() {
  const { workspaceId } = await freshWorkspace();
  const admin = { ...(await personIn(workspaceId, 'admin')), now: NOON };
  const view = await connectProvider(admin, {
    channel: 'whatsapp',
    provider: 'whatsapp',
    values: {
      ...{ phoneNumberId: '106540352242922', businessAccountId: '102290129340398', accessToken: 'token' },
      ...{ appSecret: APP_SECRET, verifyToken: 'chosen', baseUrl: providers.url },
    },
  });
  const address = view.channels.find(({ channel }) => channel === 'whatsapp')?.connected?.reportsTo ?? '';
  const ctx: ServiceContext = { ...(await contextOf(workspaceId)), now: NOON };
  return { admin, ctx, accountId: address.slice(address.lastIndexOf('/') + 1) };
}

beforeEach(async () => {
  await providers.script([]);
  await providers.templates([held('1')]);
  home = await connected();
  await refreshTemplates(home.admin);
  await assignTemplate(home.admin, { id: '1', speaksFor: 'winback_offer', values: [...VALUES] });
});

/** What Meta tells, signed as Meta signs. */
async function tell(changes: object[], time: Date, accountId = home.accountId) {
  const body = JSON.stringify({ entry: [{ id: '1', time: Math.floor(time.getTime() / 1_000), changes }] });
  const signature = `sha256=${createHmac('sha256', APP_SECRET).update(body).digest('hex')}`;
  const url = `http://localhost:3000/v1/webhooks/${accountId}`;
  const request = new Request(url, { method: 'POST', headers: { 'x-hub-signature-256': signature }, body });
  const answer = await POST(request, { params: Promise.resolve({ account: accountId }) });
  expect(answer.status).toBe(200);
  await processReports({ ...home.ctx, now: LATER(60) }, { limit: 100 });
}
const statusChange = (event: string, id = '1', more: object = {}) => ({
  field: 'message_template_status_update',
  value: {
    event,
    message_template_id: Number(id),
    message_template_name: 'x',
    message_template_language: 'en',
    ...more,
  },
});
const qualityChange = (score: string) => ({
  field: 'message_template_quality_update',
  value: { previous_quality_score: 'GREEN', new_quality_score: score, message_template_id: 1 },
});

async function templateNow(id = '1') {
  const { templates } = await listTemplates(home.admin);
  return templates.find((each) => each.id === id);
}

describe('the templates of an account', () => {
  it('are read page after page, in our words, and what cannot be filled says why', async () => {
    await providers.templates([
      held('1'),
      held('2', { status: 'REJECTED', rejected_reason: 'INVALID_FORMAT' }),
      held('3', { category: 'UTILITY', quality_score: { score: 'RED' } }),
      held('4', {
        components: [
          { type: 'HEADER', format: 'IMAGE' },
          { type: 'BODY', text: 'Hi' },
        ],
      }),
      held('5', {
        components: [
          { type: 'BODY', text: 'Hi {{1}}\u0000' },
          { type: 'BUTTONS', buttons: [{ type: 'URL', text: 'Shop', url: 'https://shop.example/' }] },
        ],
      }),
      held('10', {
        components: [
          { type: 'HEADER', format: 'TEXT', text: 'News for you' },
          { type: 'BODY', text: 'Hi' },
          { type: 'FOOTER', text: 'By hand' },
          {
            type: 'BUTTONS',
            buttons: [
              { type: 'PHONE_NUMBER', text: 'Call us', phone_number: '+442079460000' },
              { type: 'URL', text: 'Shop', url: 'https://shop.example/' },
              { type: 'URL', text: 'Blog', url: 'https://blog.example/' },
              { type: 'QUICK_REPLY', text: 'No, thanks' },
            ],
          },
        ],
      }),
      held('11', {
        components: [
          { type: 'BODY', text: 'Hi' },
          { type: 'FOOTER', text: '{{ offer.code }}' },
        ],
      }),
      held('12', {
        components: [
          { type: 'BODY', text: 'Hi' },
          { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: '{% raw %}' }] },
        ],
      }),
      held('6', { parameter_format: 'NAMED', components: [{ type: 'BODY', text: 'Hi {{first_name}}' }] }),
      held('7', { status: 'SOMETHING_NEW' }),
      held('8', { category: 'CAROUSEL' }),
      { id: '9' },
    ]);
    const { templates, problem, askedAt } = await refreshTemplates({ ...home.admin, now: LATER(1) });
    expect(templates.map(({ id }) => id).sort()).toEqual(['1', '10', '11', '12', '2', '3', '4', '5', '6', '7']);
    const byId = new Map(templates.map((template) => [template.id, template]));
    expect(byId.get('1')).toMatchObject({ status: 'approved', quality: 'green', speaksFor: 'winback_offer' });
    expect(byId.get('2')).toMatchObject({ status: 'rejected', reason: 'INVALID_FORMAT' });
    expect(byId.get('3')).toMatchObject({ category: 'utility', quality: 'red' });
    expect(byId.get('4')?.obstacle).toContain('header');
    expect(byId.get('5')).toMatchObject({ body: 'Hi {{1}}\ufffd', button: { text: 'Shop' }, obstacle: null });
    expect(byId.get('1')).toMatchObject({ header: null, footer: 'Harbour Goods', otherButtons: [] });
    expect(byId.get('10')).toMatchObject({
      ...{ header: 'News for you', body: 'Hi', footer: 'By hand', obstacle: null },
      button: { text: 'Shop', url: 'https://shop.example/' },
      otherButtons: [
        { text: 'Call us', leadsTo: '+442079460000' },
        { text: 'Blog', leadsTo: 'https://blog.example/' },
        { text: 'No, thanks', leadsTo: null },
      ],
    });
    expect(byId.get('11')?.obstacle).toContain('footer');
    expect(byId.get('12')?.obstacle).toContain('button');
    expect(byId.get('6')?.obstacle).toContain('names');
    expect(byId.get('7')?.status).toBe('pending');
    expect({ problem, askedAt }).toEqual({ problem: null, askedAt: LATER(1) });
  });

  it('stay as they were where Meta refuses, which is said', async () => {
    const body = { error: { code: 190, message: 'Expired' } };
    await providers.script([{ do: 'status', status: 401, body }]);
    const { templates, problem } = await refreshTemplates({ ...home.admin, now: LATER(1) });
    expect(templates).toHaveLength(1);
    expect(problem).toBe('The access token is no longer valid (190).');
    await expect(refreshTemplates({ ...home.admin, now: LATER(1) })).rejects.toMatchObject({ code: 'rate_limited' });
    expect(await sweepTemplates({ ...home.ctx, now: LATER(60) })).toEqual({ templates: 1 });
    expect((await listTemplates(home.admin)).problem).toBeNull();
  });

  it('go with the account', async () => {
    await disconnectProvider(home.admin, { channel: 'whatsapp' });
    expect((await listTemplates(home.admin)).templates).toEqual([]);
  });

  it('speak for a message only if they can be filled', async () => {
    const assign = (values: (typeof VALUES)[number][], id = '1') =>
      assignTemplate(home.admin, { id, speaksFor: 'winback_offer', values });
    await expect(assign(['link'])).rejects.toMatchObject({ code: 'invalid', message: /3 placeholders/ });
    await expect(assign(['company', 'company', 'company'])).rejects.toThrow('leads nowhere');
    await expect(assign([...VALUES], '404')).rejects.toMatchObject({ code: 'not_found' });
  });

  it('stay where they are in use once Meta lists them no more, until somebody takes them out of use', async () => {
    await providers.templates([held('2')]);
    await sweepTemplates({ ...home.ctx, now: LATER(60) });
    expect(await templateNow()).toMatchObject({ status: 'disabled', unfit: /no longer lists/ });
    expect(await assignedTemplates(home.ctx.db, home.ctx)).toEqual([]);
    await providers.templates([held('1'), held('2')]);
    await sweepTemplates({ ...home.ctx, now: LATER(120) });
    expect(await templateNow()).toMatchObject({ status: 'approved', unfit: null });
    await providers.templates([held('2')]);
    await sweepTemplates({ ...home.ctx, now: LATER(180) });
    await assignTemplate(home.admin, { id: '1', speaksFor: null, values: [] });
    await sweepTemplates({ ...home.ctx, now: LATER(240) });
    expect(await templateNow()).toBeUndefined();
  });

  it('know since when they are in use, whatever is changed of it', async () => {
    const since = async () => (await assignedTemplates(home.ctx.db, home.ctx))[0]?.assignedAt;
    const assign = (speaksFor: 'winback_follow_up' | null, minutes: number) =>
      assignTemplate(
        { ...home.admin, now: LATER(minutes) },
        { id: '1', speaksFor, values: speaksFor ? [...VALUES] : [] },
      );
    await assign('winback_follow_up', 5);
    expect(await since()).toBe(NOON.toISOString());
    await assign(null, 10);
    await assign('winback_follow_up', 15);
    expect(await since()).toBe(LATER(15).toISOString());
  });

  it('are left out once their placeholders changed', async () => {
    await providers.templates([held('1', { components: [{ type: 'BODY', text: 'Hi {{1}}' }] })]);
    await sweepTemplates({ ...home.ctx, now: LATER(60) });
    expect(await assignedTemplates(home.ctx.db, home.ctx)).toEqual([]);
    expect((await templateNow())?.unfit).toContain('1 placeholder, and 3');
  });
});

describe('word of a template', () => {
  it('counts by Meta’s clock, in whatever order and however often it comes', async () => {
    await tell([statusChange('PAUSED')], LATER(2));
    await tell([statusChange('APPROVED')], LATER(1));
    await tell([statusChange('PAUSED')], LATER(2));
    await tell([qualityChange('RED')], LATER(3));
    await tell([statusChange('APPROVED', '404')], LATER(3));
    expect(await templateNow()).toMatchObject({ status: 'paused', quality: 'red' });
    // Read before the pause: what was told of a later moment stays.
    await sweepTemplates({ ...home.ctx, now: LATER(1) });
    expect(await templateNow()).toMatchObject({ status: 'paused', quality: 'red' });
    await sweepTemplates({ ...home.ctx, now: LATER(4) });
    expect(await templateNow()).toMatchObject({ status: 'approved', quality: 'green' });
  });
});

let numbers = 0;
/** A customer who agreed to WhatsApp, from the telephone itself. */
async function reachable() {
  numbers += 1;
  const { ctx } = home;
  const customer = await consentingCustomer(ctx, { phone: `+4477008${String(numbers).padStart(5, '0')}` });
  const agreed = await ctx.db.consentEvent.findFirstOrThrow({ where: { customerId: customer.id, channel: 'sms' } });
  for (const purpose of ['marketing', CONFIRMATION]) {
    await ctx.db.consentEvent.create({ data: { ...agreed, id: v7(), channel: 'whatsapp', purpose } });
  }
  return customer;
}

/** A touch that is due, by the template that is in use. */
async function touch() {
  const { ctx } = home;
  const [template] = await assignedTemplates(ctx.db, ctx);
  const customer = await reachable();
  const queued = await queuedTouch(ctx, { customer, candidate: byTemplate(ctx, template) });
  return { ...queued, customer };
}

function byTemplate(ctx: ServiceContext, template: AssignedTemplate | undefined) {
  if (!template) throw new Error('No template is in use.');
  const { content } = cartCandidate(ctx);
  const brand = { companyName: 'Harbour Goods' } as Parameters<typeof whatsappMessage>[1]['brand'];
  const brief = { brand, firstName: 'Ada', subjectLength: 50, landingUrl: content.landingUrl, offer: null };
  return {
    ...{ channel: 'whatsapp' as const, action: template.speaksFor },
    content: { ...whatsappMessage(template, brief), signature: content.signature },
  };
}

const messageOf = (id: string) =>
  home.ctx.db.message.findUniqueOrThrow({ where: { workspaceId_id: { workspaceId: home.ctx.workspaceId, id } } });
const send = (now = NOON) => dispatchDue({ ...home.ctx, now }, { limit: 100 });
const callsOf = (messageId: string) => providers.calls('meta').filter(({ id }) => id === messageId);

describe('a message by template', () => {
  it('leaves as one, its placeholders filled for this customer', async () => {
    const { messageId } = await touch();
    await send();
    const message = await messageOf(messageId);
    expect(message).toMatchObject({ status: 'accepted', failureCode: null });
    const [call] = callsOf(messageId);
    const body = JSON.parse(call?.body ?? '{}') as { type: string; template: { components: object[] } };
    expect(body).toMatchObject({
      type: 'template',
      template: { name: 'miss_you_1', language: { code: 'en' }, components: [{ type: 'body' }] },
    });
    const [{ parameters } = { parameters: [] }] = body.template.components as { parameters: { text: string }[] }[];
    expect(parameters.map(({ text }) => text)).toEqual(['Ada', 'Harbour Goods', expect.stringMatching(/\/t\/c\//)]);
    expect(message.text).toMatch(
      /^Hi Ada, we would love to see you again at Harbour Goods\. Come and see: http\S+\nHarbour Goods$/,
    );
  });

  it.each([
    ['paused since', () => tell([statusChange('PAUSED')], LATER(1)), 'paused'],
    [
      'worded otherwise since',
      async () => {
        const text = 'Hello {{1}}, this is {{2}}: {{3}}';
        await providers.templates([held('1', { components: [{ type: 'BODY', text }] })]);
        await sweepTemplates({ ...home.ctx, now: LATER(1) });
      },
      'have changed',
    ],
    [
      'given another header since',
      async () => {
        const header = { type: 'HEADER', format: 'TEXT', text: 'LAST CHANCE: 70% OFF TODAY' };
        await providers.templates([held('1', { components: [header, ...held('1').components] })]);
        await sweepTemplates({ ...home.ctx, now: LATER(1) });
      },
      'have changed',
    ],
    [
      'given another message since',
      () => assignTemplate(home.admin, { id: '1', speaksFor: 'winback_follow_up', values: [...VALUES] }),
      'for another message',
    ],
  ])('stays here where the template was %s', async (_what, happen, why) => {
    const { messageId, decisionId } = await touch();
    await happen();
    await send(LATER(2));
    expect((await messageOf(messageId)).status).toBe('cancelled');
    const where = { workspaceId_id: { workspaceId: home.ctx.workspaceId, id: decisionId } };
    expect((await home.ctx.db.decision.findUniqueOrThrow({ where })).outcomeReason).toContain(why);
    expect(callsOf(messageId)).toEqual([]);
  });

  it.each([
    ['132001', 'failed', 0],
    ['132012', 'failed', 0],
    ['132015', 'failed', 1],
  ] as const)(
    'that Meta refuses with %s is over, and stops the channel only where a person must look',
    async (code, status, stops) => {
      const { messageId } = await touch();
      await providers.script([{ do: 'status', status: 400, body: { error: { code: Number(code), message: 'No' } } }]);
      await send();
      expect(await messageOf(messageId)).toMatchObject({ status, failureCode: code });
      const where = { workspaceId: home.ctx.workspaceId, scope: 'channel', target: 'whatsapp', resumedAt: null };
      expect(await home.ctx.db.killSwitch.count({ where })).toBe(stops);
    },
  );
});

describe('trouble with the provider', () => {
  beforeEach(async () => {
    await personWithPassword(home.ctx.workspaceId, 'admin');
  });
  const notices = () =>
    home.ctx.db.noticeOutbox.findMany({ where: { workspaceId: home.ctx.workspaceId, kind: 'provider' } });
  const shown = async () => (await listChannels(home.admin)).troubles.map(({ key }) => key);
  const watch = (minutes: number) => watchTroubles({ ...home.ctx, now: LATER(minutes) });

  it('is told once to who can mend it, however many messages it stops, and closed when it is over', async () => {
    for (let index = 0; index < 3; index += 1) await touch();
    const body = { error: { code: 190, message: 'Expired' } };
    await providers.script(Array.from({ length: 5 }, () => ({ do: 'status', status: 401, body })));
    await send();
    expect(await watch(1)).toEqual({ open: 1, told: 1 });
    // The account stays refused, however much of the rest is over.
    expect(await watch(9)).toEqual({ open: 1, told: 0 });
    await send(LATER(16));
    expect(await watch(17)).toEqual({ open: 1, told: 0 });
    const [notice, ...more] = await notices();
    expect(more).toEqual([]);
    expect(notice?.lines).toEqual([
      'WhatsApp: WhatsApp Cloud API takes no messages. The access token is no longer valid (190).',
      expect.stringContaining('/settings/channels'),
    ]);
    expect(await shown()).toEqual(['whatsapp:circuit']);
    await providers.script([]);
    await send(LATER(50));
    expect(await watch(51)).toEqual({ open: 0, told: 0 });
    expect(await shown()).toEqual([]);
  });

  it('is told where a template in use that was approved waits for Meta again, not where it waits for the first time', async () => {
    await tell([statusChange('PENDING')], LATER(1));
    expect(await watch(2)).toEqual({ open: 1, told: 1 });
    expect((await notices())[0]?.lines).toEqual([
      expect.stringContaining('looks at the template “miss_you_1” again'),
      expect.any(String),
    ]);
    await tell([statusChange('APPROVED')], LATER(3));
    expect(await watch(4)).toEqual({ open: 0, told: 0 });
    await providers.templates([held('1'), held('2', { status: 'PENDING' })]);
    await sweepTemplates({ ...home.ctx, now: LATER(60) });
    await assignTemplate(home.admin, { id: '2', speaksFor: 'winback_offer', values: [...VALUES] });
    expect(await watch(61)).toEqual({ open: 0, told: 0 });
  });

  it('is told again only when it comes back after hours', async () => {
    await tell([statusChange('PAUSED')], LATER(1));
    expect(await watch(2)).toEqual({ open: 1, told: 1 });
    await tell([statusChange('APPROVED')], LATER(3));
    await watch(4);
    await tell([statusChange('PAUSED')], LATER(5));
    expect(await watch(6)).toEqual({ open: 1, told: 0 });
    expect(await shown()).toEqual(['whatsapp:template:1']);
    await tell([statusChange('APPROVED')], LATER(7));
    await watch(8);
    await tell([statusChange('REJECTED')], LATER(9));
    expect(await watch(7 * 60)).toEqual({ open: 1, told: 1 });
    expect(await watch(7 * 60 + 2)).toEqual({ open: 1, told: 0 });
    expect(await notices()).toHaveLength(2);
  });

  it('that came back too soon to be told again is told of where it stays', async () => {
    await tell([statusChange('PAUSED')], LATER(1));
    await watch(2);
    await tell([statusChange('APPROVED')], LATER(3));
    await watch(4);
    await tell([statusChange('PAUSED')], LATER(5));
    expect(await watch(6)).toEqual({ open: 1, told: 0 });
    expect(await watch(5 * 60)).toEqual({ open: 1, told: 0 });
    expect(await watch(6 * 60 + 4)).toEqual({ open: 1, told: 1 });
    expect(await watch(13 * 60)).toEqual({ open: 1, told: 0 });
  });

  const sweep = (minutes: number) => sweepTemplates({ ...home.ctx, now: LATER(minutes) });
  it.each([
    [
      'is worded so that it cannot be filled',
      [held('1', { components: [{ type: 'BODY', text: 'Hi {{4}}' }] })],
      /4 placeholders/,
    ],
    ['is of another category', [held('1', { category: 'UTILITY' })], /Only a marketing template/],
    ['is not listed any more', [], /has disabled the template/],
  ])('is told where a template in use %s', async (_what, listed, words) => {
    await providers.templates(listed);
    await sweep(60);
    expect(await watch(61)).toEqual({ open: 1, told: 1 });
    expect((await notices())[0]?.lines).toEqual([expect.stringMatching(words), expect.any(String)]);
    await sweep(120);
    expect(await watch(121)).toEqual({ open: 1, told: 0 });
    await assignTemplate(home.admin, { id: '1', speaksFor: null, values: [] });
    expect(await watch(122)).toEqual({ open: 0, told: 0 });
  });

  it('stays a trouble where a template was deleted by a webhook, and then left the list', async () => {
    await tell([statusChange('DELETED')], LATER(1));
    expect(await watch(2)).toEqual({ open: 1, told: 1 });
    await providers.templates([]);
    await sweep(60);
    expect(await watch(62)).toEqual({ open: 1, told: 0 });
  });

  it('is told where templates cannot be read twice in a row, or where the account is refused', async () => {
    const failsWith = (status: number, code: number) =>
      providers.script([{ do: 'status', status, body: { error: { code, message: 'No' } } }]);
    await failsWith(500, 2);
    await sweep(60);
    expect(await watch(61)).toEqual({ open: 0, told: 0 });
    await sweep(120);
    await failsWith(500, 2);
    await sweep(180);
    expect(await watch(181)).toEqual({ open: 0, told: 0 });
    await failsWith(500, 2);
    await sweep(240);
    expect(await watch(241)).toEqual({ open: 1, told: 1 });
    await sweep(300);
    expect(await watch(301)).toEqual({ open: 0, told: 0 });
    await failsWith(400, 190);
    await sweep(900);
    expect(await watch(901)).toEqual({ open: 1, told: 1 });
  });

  it('is none where no business account is named, which the page says', async () => {
    const values = { phoneNumberId: '106540352242922', accessToken: 'token', appSecret: APP_SECRET };
    await connectProvider(
      { ...home.admin, now: LATER(30) },
      {
        ...{ channel: 'whatsapp', provider: 'whatsapp' },
        values: { ...values, verifyToken: 'chosen', baseUrl: providers.url },
      },
    );
    await sweep(60);
    expect(await watch(61)).toEqual({ open: 0, told: 0 });
    expect(await listTemplates(home.admin)).toMatchObject({ isReadable: false, problem: null });
  });

  it('is told of a channel that stopped by itself, not of one that a person stopped', async () => {
    const { messageId } = await touch();
    await providers.script([{ do: 'status', status: 400, body: { error: { code: 132015, message: 'Paused' } } }]);
    await send();
    expect((await messageOf(messageId)).status).toBe('failed');
    expect(await watch(1)).toEqual({ open: 1, told: 1 });
    expect(await shown()).toEqual(['whatsapp:stopped']);
    expect(await activeStops(home.admin)).toMatchObject([{ target: 'whatsapp', cause: 'provider', stoppedBy: null }]);
    await stopSending(home.admin, { scope: 'channel', target: 'sms' });
    // Nor of one that a programme of theirs stopped: nobody is named, and the provider said nothing.
    const programme = { ...home.ctx, actor: { kind: 'operator' as const, name: 'a programme' } };
    await stopSending(programme, { scope: 'channel', target: 'email' });
    expect(await watch(2)).toEqual({ open: 1, told: 0 });
  });
});

describe('the sandbox', () => {
  it('has templates of its own, and refuses what WhatsApp would', async () => {
    const { workspaceId } = await freshWorkspace();
    const admin = { ...(await personIn(workspaceId, 'admin')), now: NOON };
    expect(await listTemplates(admin)).toMatchObject({ templates: [], isSandbox: true });
    const { templates } = await refreshTemplates(admin);
    expect(templates.map(({ status }) => status).sort()).toEqual([
      'approved',
      'approved',
      'approved',
      'approved',
      'pending',
    ]);
    await assignTemplate(admin, { id: 'sandbox-2', speaksFor: 'winback_offer', values: [...VALUES] });
    const ctx = { ...(await contextOf(workspaceId)), now: NOON };
    home = { admin, ctx, accountId: '' };
    const sent = await touch();
    const [template] = await assignedTemplates(ctx.db, ctx);
    const pending = template && { ...template, id: 'sandbox-3' };
    await ctx.db.whatsappTemplate.update({
      where: { workspaceId_id: { workspaceId, id: 'sandbox-3' } },
      data: { status: 'approved', speaksFor: 'winback_offer', values: [...VALUES], body: template?.body ?? '' },
    });
    const refused = await queuedTouch(ctx, { customer: await reachable(), candidate: byTemplate(ctx, pending) });
    await send();
    expect((await messageOf(sent.messageId)).status).toBe('delivered');
    expect(await messageOf(refused.messageId)).toMatchObject({ status: 'failed', failureCode: '132001' });
  });
});
