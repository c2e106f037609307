import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { greetMeta, isFromMeta, readMeta } from './webhook';

const appSecret = 'app-secret';
const told = {
  object: 'whatsapp_business_account',
  entry: [
    {
      id: '1',
      changes: [
        {
          field: 'messages',
          value: {
            statuses: [
              {
                id: 'wamid.A',
                status: 'delivered',
                timestamp: '1790000000',
                recipient_id: '447700900123',
                biz_opaque_callback_data: '01997000-0000-7000-8000-000000000001',
              },
              {
                id: 'wamid.B',
                status: 'failed',
                timestamp: '1790000001',
                errors: [{ code: 131050, title: 'Stopped' }],
              },
              { id: 'wamid.C', status: 'warming_up' },
              { nonsense: true },
            ],
            messages: [
              {
                id: 'wamid.D',
                from: '447700900123',
                timestamp: '1790000002',
                type: 'text',
                text: { body: 'Ja 🙏 gern' },
              },
              { id: 'wamid.E', from: '447700900123', type: 'button', button: { text: 'Stop promotions' } },
              { id: 'wamid.F', from: '447700900123', type: 'image' },
            ],
          },
        },
      ],
    },
  ],
};

const raw = JSON.stringify(told);
const sign = (body: string, secret = appSecret) => `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
const request = (body: string, signature: string | null) => ({
  url: 'https://shop.example/v1/webhooks/x',
  header: () => signature,
  body: Buffer.from(body),
});

describe('what Meta tells', () => {
  it('is believed by its signature over the octets', () => {
    expect(isFromMeta(request(raw, sign(raw)), { appSecret })).toBe(true);
    const rewritten = raw.replace('🙏', '\\ud83d\\ude4f');
    expect(JSON.parse(rewritten)).toEqual(told);
    for (const [body, signature] of [
      [rewritten, sign(raw)],
      [raw, sign(raw, 'another')],
      [raw, sign(raw).replace('sha256=', 'sha1=')],
      [raw, null],
      [raw, ''],
    ] as const) {
      expect(isFromMeta(request(body, signature), { appSecret })).toBe(false);
    }
    expect(isFromMeta(request(raw, sign(raw, '')), { appSecret: '' })).toBe(false);
  });

  it('is read in our words, and what is not known is left out', () => {
    const read = readMeta(request(raw, null));
    expect(read.ok && read.reports).toMatchObject([
      {
        kind: 'delivered',
        key: 'wamid.A:delivered',
        messageId: '01997000-0000-7000-8000-000000000001',
        at: '2026-09-21T14:13:20.000Z',
      },
      {
        kind: 'failed',
        messageId: null,
        providerMessageId: 'wamid.B',
        treatment: 'suppress_unsubscribed',
        code: '131050',
      },
      { kind: 'inbound', from: '+447700900123', text: 'Ja 🙏 gern' },
      { kind: 'inbound', text: 'Stop promotions' },
      { kind: 'inbound', text: '' },
    ]);
  });

  it('tells what became of templates, by the clock of Meta', () => {
    const change = (field: string, value: object) => ({ field, value: { message_template_id: 77, ...value } });
    const body = JSON.stringify({
      entry: [
        {
          time: 1790000000,
          changes: [
            change('message_template_status_update', { event: 'PAUSED', reason: 'NONE' }),
            change('message_template_status_update', { event: 'REJECTED', reason: 'INVALID_FORMAT' }),
            change('message_template_status_update', { event: 'FLAGGED' }),
            change('message_template_quality_update', { new_quality_score: 'RED', previous_quality_score: 'GREEN' }),
            { field: 'message_template_status_update', value: { event: 'APPROVED' } },
            change('account_update', { event: 'DISABLED' }),
          ],
        },
      ],
    });
    const read = readMeta(request(body, null));
    const at = '2026-09-21T14:13:20.000Z';
    expect(read.ok && read.reports).toMatchObject([
      { kind: 'template', templateId: '77', status: 'paused', quality: null, reason: null, at },
      { kind: 'template', templateId: '77', status: 'rejected', quality: null, reason: 'INVALID_FORMAT', at },
      { kind: 'template', templateId: '77', status: null, quality: 'red', at },
    ]);
  });

  it.each(['', '[]', '{"entry":3}', '{"entry":[{"changes":{}}]}'])('%j is refused', (body) => {
    expect(readMeta(request(body, null)).ok).toBe(false);
  });

  it('is greeted with its challenge, for the token we chose alone', () => {
    const query = (token: string, mode = 'subscribe') =>
      new URLSearchParams({ 'hub.mode': mode, 'hub.verify_token': token, 'hub.challenge': '1158201444' });
    expect(greetMeta(query('chosen'), { verifyToken: 'chosen' })).toBe('1158201444');
    expect(greetMeta(query('guessed'), { verifyToken: 'chosen' })).toBeNull();
    expect(greetMeta(query('chosen', 'unsubscribe'), { verifyToken: 'chosen' })).toBeNull();
    expect(greetMeta(query(''), {})).toBeNull();
  });
});

describe('what is odd', () => {
  const read = (changes: unknown[], time: unknown = 1_790_000_000) => {
    const body = Buffer.from(JSON.stringify({ entry: [{ id: '1', time, changes }] }));
    const answer = readMeta({ body } as unknown as Parameters<typeof readMeta>[0]);
    if (!answer.ok) throw new Error(answer.problem);
    return answer.reports;
  };
  const status = { field: 'messages', value: { statuses: [{ id: 'wamid.A', status: 'sent' }] } };
  const template = (value: object) => ({ field: 'message_template_status_update', value });

  it('costs no neighbour', () => {
    expect(read([{ field: 7 }, { value: null }, 'nothing', status])).toMatchObject([{ kind: 'accepted' }]);
  });

  it('is told in characters that can be stored, and none is cut in two', () => {
    const reason = `${'x'.repeat(499)}\u{1F600}`;
    const [told] = read([template({ message_template_id: 'a\0b\ud800', event: 'REJECTED', reason })]);
    expect(told).toMatchObject({ templateId: 'a\uFFFDb\uFFFD', reason: 'x'.repeat(499) });
  });

  it.each([-62_167_219_200, 253_402_300_800, 'soon'])('has no time where it says %s', (time) => {
    const [told] = read([template({ message_template_id: '1', event: 'APPROVED' })], time);
    expect(told).toMatchObject({ kind: 'template', at: null });
  });
});
