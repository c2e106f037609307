import { describe, expect, it } from 'vitest';
import { composeDigest, slackText } from './compose-digest';

const item = (n: number) => ({ summary: `Send <${n}>.`, valueCents: 4_320, url: `https://t.example/inbox/${n}` });
const digest = (count: number, kind: 'urgent' | 'sales' = 'urgent') =>
  composeDigest({
    kind,
    company: 'Harbour & Pine',
    currency: 'USD',
    items: Array.from({ length: count }, (_, index) => item(index + 1)),
    inboxUrl: 'https://t.example/inbox',
  });

describe('composeDigest', () => {
  it('says in one message what has come up, each with its page', () => {
    expect(digest(1)).toEqual({
      subject: 'Harbour & Pine: 1 decision should be judged now',
      lines: ['Send <1>. (expected: $43.20) https://t.example/inbox/1', 'Inbox: https://t.example/inbox'],
    });
    expect(digest(2, 'sales').subject).toContain('2 customers for the sales team');
  });

  it('counts what is too much for one message', () => {
    const { lines } = digest(14);
    expect(lines).toHaveLength(12);
    expect(lines.at(-2)).toBe('and 4 more');
  });
});

describe('slackText', () => {
  it('lets no text become a mention or a link of its own', () => {
    expect(slackText(digest(1))).toBe(
      [
        '*Harbour &amp; Pine: 1 decision should be judged now*',
        '• Send &lt;1&gt;. (expected: $43.20) https://t.example/inbox/1',
        '• Inbox: https://t.example/inbox',
      ].join('\n'),
    );
  });
});
