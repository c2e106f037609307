import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { after, MINUTE } from '@/domain/shared/time';
import type { ServiceContext } from '@/server/context';
import { contextOf, freshWorkspace, personIn } from '@/tests/factories/fresh-workspace';
import { reviewWorkspace, waitingReview } from '@/tests/factories/review';
import { getNoticeSettings, saveNoticeSettings, sendTestNotice, sweepNotices } from './index';
import type { NoticeRoads } from './types';

const LOCAL: NoticeRoads = { allowLocal: true };
const SETTINGS = {
  kinds: ['urgent' as const],
  recipients: [],
  salesRecipients: [],
  digestMinutes: 15,
  highValueCents: 5_000,
};

const servers: http.Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** A receiver that answers each post with the next of these statuses, the last one again and again. */
async function receiver(...statuses: number[]) {
  const texts: string[] = [];
  const server = http.createServer((request, response) => {
    let body = '';
    request.on('data', (part) => {
      body += part;
    });
    request.on('end', () => {
      texts.push((JSON.parse(body) as { text: string }).text);
      const status = statuses[Math.min(texts.length, statuses.length) - 1] ?? 200;
      response.writeHead(status, { Location: 'http://169.254.169.254/' }).end();
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/services/secret`, texts };
}

async function told(settings: object, webhookUrl?: string) {
  const ctx = await reviewWorkspace();
  const admin = await personIn(ctx.workspaceId, 'admin');
  await saveNoticeSettings({ ...admin, now: ctx.now }, { ...SETTINGS, ...settings, webhookUrl }, LOCAL);
  return { ctx, admin };
}

/** The workspace's sweep, so many minutes after the context's time. */
const sweep = (ctx: ServiceContext, minutes: number) =>
  sweepNotices({ ...ctx, now: after(ctx.now, minutes * MINUTE) }, LOCAL);

describe('the settings', () => {
  it('are an administrator’s, and never show the address of the webhook again', async () => {
    const { ctx, admin } = await told(
      { recipients: ['Dana@Shop.Example'] },
      'https://hooks.slack.com/services/T0/secret',
    );
    const shown = await getNoticeSettings(admin);
    expect(shown).toMatchObject({ recipients: ['Dana@shop.example'], webhookHost: 'hooks.slack.com' });
    expect(JSON.stringify(shown)).not.toContain('secret');
    const row = await ctx.db.noticeSettings.findUniqueOrThrow({ where: { workspaceId: ctx.workspaceId } });
    expect(JSON.stringify(row)).not.toContain('secret');
    const approver = await personIn(ctx.workspaceId, 'approver');
    await expect(getNoticeSettings(approver)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(saveNoticeSettings(approver, SETTINGS)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(sendTestNotice(approver)).rejects.toMatchObject({ code: 'forbidden' });
    const [entry] = await ctx.db.auditEntry.findMany({
      where: { workspaceId: ctx.workspaceId, action: 'notices.settings_changed' },
    });
    expect(entry?.payload).toContain('hooks.slack.com');
    expect(entry?.payload).not.toMatch(/secret|dana/i);
  });

  it('keep the webhook that is left out, and let go of it where told', async () => {
    const { admin } = await told({}, 'https://hooks.slack.com/services/T0/secret');
    expect((await saveNoticeSettings(admin, SETTINGS)).webhookHost).toBe('hooks.slack.com');
    expect((await saveNoticeSettings(admin, { ...SETTINGS, webhookUrl: null })).webhookHost).toBeNull();
  });

  it.each([
    ['a webhook in the own network', { webhookUrl: 'https://10.0.0.7/x' }, 'webhookUrl'],
    ['the metadata of a cloud', { webhookUrl: 'https://169.254.169.254/latest' }, 'webhookUrl'],
    ['plain http', { webhookUrl: 'http://hooks.example.com/x' }, 'webhookUrl'],
    ['a webhook with a line break in it', { webhookUrl: 'https://hooks.slack.com/ser\r\nvices/x' }, 'webhookUrl'],
    ['what is no e-mail address', { recipients: ['dana'] }, 'recipients'],
  ])('refuse %s', async (_what, wrong, field) => {
    const { admin } = await told({});
    await expect(saveNoticeSettings(admin, { ...SETTINGS, ...wrong }, { allowLocal: false })).rejects.toMatchObject({
      code: 'invalid',
      details: { field },
    });
  });
});

describe('what is nearly late', () => {
  it('is told in one message, once, with the way to each, and the next only after a while', async () => {
    const { url, texts } = await receiver(200);
    const { ctx } = await told({ recipients: ['dana@shop.example'] }, url);
    const first = await waitingReview(ctx);
    const second = await waitingReview(ctx);
    expect(await sweep(ctx, 1)).toEqual({ made: 0, sent: 0 });
    expect(await sweep(ctx, 4)).toEqual({ made: 2, sent: 2 });
    expect(texts).toHaveLength(1);
    expect(texts[0]).toContain('2 decisions should be judged now');
    expect(texts[0]).toContain(`/inbox/${first.decisionId}`);
    expect(texts[0]).toContain(`/inbox/${second.decisionId}`);
    expect(texts[0]).not.toContain('Ida');
    expect(await sweep(ctx, 5)).toEqual({ made: 0, sent: 0 });

    const later = await waitingReview(ctx);
    expect(await sweep(ctx, 10)).toEqual({ made: 0, sent: 0 });
    expect(await sweep(ctx, 20)).toEqual({ made: 2, sent: 2 });
    expect(texts[1]).toContain('1 decision should be judged now');
    expect(texts[1]).toContain(later.decisionId);
    expect(await sweep(ctx, 60)).toEqual({ made: 0, sent: 0 });
  });

  it('is told once by two sweeps at once', async () => {
    const { url, texts } = await receiver(200);
    const { ctx } = await told({}, url);
    await waitingReview(ctx);
    await Promise.all([sweep(ctx, 4), sweep(ctx, 4), sweep(ctx, 4)]);
    expect(texts).toHaveLength(1);
  });

  it('is not told of where nobody asked', async () => {
    const ctx = await reviewWorkspace();
    await waitingReview(ctx);
    expect(await sweep(ctx, 30)).toEqual({ made: 0, sent: 0 });
  });
});

describe('other kinds', () => {
  it('tell of high value from the amount that was set, and the sales team of their customers', async () => {
    const { url, texts } = await receiver(200);
    const { ctx } = await told({ kinds: ['high_value', 'sales'], highValueCents: 1 }, url);
    const { decisionId } = await waitingReview(ctx);
    await sweep(ctx, 0);
    expect(texts).toHaveLength(1);
    expect(texts[0]).toContain('1 decision of high value');
    await ctx.db.$executeRaw`UPDATE decision SET chosen = jsonb_set(chosen, '{notify}', '"sales"')
      WHERE workspace_id = ${ctx.workspaceId}::uuid AND id = ${decisionId}::uuid`;
    await sweep(ctx, 1);
    expect(texts[1]).toContain('1 customer for the sales team');
    expect(texts[1]).toContain(`/decisions/${decisionId}`);
  });
});

describe('a receiver', () => {
  it('in trouble is tried again later, and then left alone', async () => {
    const { url, texts } = await receiver(500, 500, 200);
    const { ctx, admin } = await told({}, url);
    await waitingReview(ctx);
    expect(await sweep(ctx, 4)).toEqual({ made: 1, sent: 0 });
    expect((await getNoticeSettings(admin)).latest[0]).toMatchObject({ status: 'waiting', attempts: 1 });
    expect(await sweep(ctx, 4.5)).toEqual({ made: 0, sent: 0 });
    expect(texts).toHaveLength(1);
    expect(await sweep(ctx, 5)).toEqual({ made: 0, sent: 0 });
    expect(await sweep(ctx, 8)).toEqual({ made: 0, sent: 1 });
    expect(texts).toHaveLength(3);
    expect(await sweep(ctx, 120)).toEqual({ made: 0, sent: 0 });
    expect(texts).toHaveLength(3);
  });

  it('that points elsewhere is not followed, and that is the end of it', async () => {
    const { url, texts } = await receiver(302);
    const { ctx, admin } = await told({}, url);
    await waitingReview(ctx);
    await sweep(ctx, 4);
    expect((await getNoticeSettings(admin)).latest[0]).toMatchObject({ status: 'failed' });
    await sweep(ctx, 60);
    expect(texts).toHaveLength(1);
  });

  it('whose message was being sent when a process died is not sent it again', async () => {
    const { url, texts } = await receiver(200);
    const { ctx, admin } = await told({}, url);
    await ctx.db.noticeOutbox.create({
      data: {
        workspaceId: ctx.workspaceId,
        id: admin.workspaceId,
        kind: 'urgent',
        road: 'webhook',
        subject: 'Left behind',
        lines: [],
        attempts: 1,
        lastWords: 'Being sent.',
        nextAt: ctx.now,
        createdAt: ctx.now,
      },
    });
    expect(await sweep(ctx, 3)).toEqual({ made: 0, sent: 0 });
    expect(texts).toEqual([]);
    expect((await getNoticeSettings(admin)).latest[0]).toMatchObject({ status: 'unknown' });
  });
});

describe('a test', () => {
  it('goes to everybody at once, says what came of it, is audited, and not repeated in haste', async () => {
    const { url, texts } = await receiver(200);
    const { ctx, admin } = await told({ recipients: ['dana@shop.example'] }, url);
    const { settings, asked, taken } = await sendTestNotice(admin, LOCAL);
    expect({ asked, taken }).toEqual({ asked: 2, taken: 2 });
    const { latest } = settings;
    expect(latest.map(({ road, status }) => [road, status]).toSorted()).toEqual([
      ['email', 'sent'],
      ['webhook', 'sent'],
    ]);
    expect(texts[0]).toContain('a test of notices');
    await expect(sendTestNotice(admin, LOCAL)).rejects.toMatchObject({ code: 'rate_limited' });
    const where = { workspaceId: ctx.workspaceId, action: 'notices.test_sent' };
    expect(await ctx.db.auditEntry.count({ where })).toBe(1);
  });

  it('reaches whoever gets a report too, each once whatever the case of their address', async () => {
    const { admin } = await told({
      recipients: ['dana@shop.example', 'Dana@Shop.Example'],
      weeklyRecipients: ['DANA@shop.example', 'ops@shop.example'],
      impactRecipients: ['board@shop.example'],
    });
    expect((await getNoticeSettings(admin)).recipients).toEqual(['dana@shop.example']);
    const { settings, asked } = await sendTestNotice(admin, LOCAL);
    expect(asked).toBe(3);
    expect(settings.latest.map(({ address }) => address).toSorted()).toEqual([
      ...['board@shop.example', 'dana@shop.example', 'ops@shop.example'],
    ]);
  });

  it('is refused where nobody is told', async () => {
    const { admin } = await told({});
    await expect(sendTestNotice(admin, LOCAL)).rejects.toMatchObject({ code: 'invalid' });
  });
});

it('lets nothing of a demo leave but a test', async () => {
  const { url, texts } = await receiver(200);
  const { workspaceId } = await freshWorkspace({ isDemo: true });
  const admin = await personIn(workspaceId, 'admin');
  await saveNoticeSettings(admin, { ...SETTINGS, webhookUrl: url }, LOCAL);
  const ctx = await contextOf(workspaceId);
  await ctx.db.noticeOutbox.create({
    data: {
      workspaceId,
      id: workspaceId,
      kind: 'urgent',
      road: 'webhook',
      subject: 'Of the demo',
      lines: [],
      nextAt: ctx.now,
      createdAt: ctx.now,
    },
  });
  await sweepNotices(ctx, LOCAL);
  expect(texts).toEqual([]);
  expect((await getNoticeSettings(admin)).latest[0]?.words).toContain('sandbox');
  await sendTestNotice(admin, LOCAL);
  expect(texts).toHaveLength(1);
});
