import { createHmac } from 'node:crypto';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { POST } from '@/app/v1/webhooks/[account]/route';
import { contextOf, freshWorkspace, personIn } from '@/tests/factories/fresh-workspace';
import { consentingCustomer } from '@/tests/factories/touch';
import { connectProvider } from '../providers';

// Before anything is imported: the environment is read once.
const providers = await vi.hoisted(async () => {
  process.env.PROVIDERS_LOCAL = 'on';
  const { startProviders } = await import('@/tests/harness/providers');
  return startProviders();
});
afterAll(() => providers.stop());

const APP_SECRET = 'app-secret';
/** As many as go into the longest body that Meta sends. */
const MANY = 24_000;

let home: Awaited<ReturnType<typeof connected>>;
beforeEach(async () => {
  home = await connected();
});

async function connected() {
  const { workspaceId } = await freshWorkspace();
  const view = await connectProvider(await personIn(workspaceId, 'admin'), {
    channel: 'whatsapp',
    provider: 'whatsapp',
    values: {
      ...{ phoneNumberId: '106540352242922', businessAccountId: '102290129340398', accessToken: 'token' },
      ...{ appSecret: APP_SECRET, verifyToken: 'chosen', baseUrl: providers.url },
    },
  });
  const address = view.channels.find(({ channel }) => channel === 'whatsapp')?.connected?.reportsTo ?? '';
  return { ctx: await contextOf(workspaceId), accountId: address.slice(address.lastIndexOf('/') + 1) };
}

function bodyOf(statuses: readonly object[]): string {
  const changes = statuses.map((each) => ({ field: 'messages', value: { statuses: [each] } }));
  return JSON.stringify({ entry: [{ id: '1', changes }] });
}

async function tell(body: string): Promise<Response> {
  const signature = `sha256=${createHmac('sha256', APP_SECRET).update(body).digest('hex')}`;
  const url = `http://localhost:3000/v1/webhooks/${home.accountId}`;
  const request = new Request(url, { method: 'POST', headers: { 'x-hub-signature-256': signature }, body });
  return POST(request, { params: Promise.resolve({ account: home.accountId }) });
}

const delivered = (count: number) =>
  Array.from({ length: count }, (_, place) => ({ id: `wamid.${place}`, status: 'delivered' }));
const stored = () => home.ctx.db.providerReport.count({ where: { workspaceId: home.ctx.workspaceId } });

describe('a report of thousands of changes', () => {
  it('is stored before it is answered, once, however much of it was told before', async () => {
    expect((await tell(bodyOf(delivered(1_500)))).status).toBe(200);
    expect(await stored()).toBe(1_500);
    const body = bodyOf(delivered(MANY));
    for (let time = 0; time < 2; time += 1) {
      expect((await tell(body)).status).toBe(200);
      expect(await stored()).toBe(MANY);
    }
    const where = { workspaceId: home.ctx.workspaceId, dedupeKey: `wamid.${MANY - 1}:delivered` };
    expect(await home.ctx.db.providerReport.findFirstOrThrow({ where })).toMatchObject({
      ...{ provider: 'whatsapp', channel: 'whatsapp', status: 'waiting', providerMessageId: `wamid.${MANY - 1}` },
      report: { kind: 'delivered', messageId: null },
    });
  });

  it('takes each thing that people wrote once, whatever it came with', async () => {
    const customer = await consentingCustomer(home.ctx, { phone: '+447700900123' });
    const wrote = (id: string) => ({ id, from: '447700900123', text: { body: 'Hello' } });
    const body = (ids: string[]) => JSON.stringify({ entry: [{ changes: [{ value: { messages: ids.map(wrote) } }] }] });
    await tell(body(['wamid.1', 'wamid.2']));
    expect((await tell(body(['wamid.1', 'wamid.2', 'wamid.3']))).status).toBe(200);
    expect(await home.ctx.db.inboundMessage.count({ where: { customerId: customer.id } })).toBe(3);
  });

  it('is refused where it is longer than the provider ever sends', async () => {
    const answer = await tell(bodyOf(Array.from({ length: 40 }, () => ({ id: 'x', status: 'y'.repeat(100_000) }))));
    expect(answer.status).toBe(413);
    expect(await answer.text()).toContain('3200 kB');
  });
});
