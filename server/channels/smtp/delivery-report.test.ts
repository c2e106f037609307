import { describe, expect, it } from 'vitest';
import { knowsBounceKey, readDeliveryReport } from './delivery-report';

const ours = '01997000-0000-7000-8000-000000000001';

/** A bounce as Postfix sends it. */
const bounce = ({ action = 'failed', status = '5.1.1', words = 'smtp; 550 5.1.1 <ada@b.example> User unknown' } = {}) =>
  [
    'From: MAILER-DAEMON@mail.example (Mail Delivery System)',
    'Message-Id: <20261121120000.1234@mail.example>',
    'Content-Type: multipart/report; report-type=delivery-status;',
    '\tboundary="X"',
    '',
    '--X',
    'Content-Description: Notification',
    '',
    'I am sorry to have to inform you that your message could not be delivered.',
    '--X',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mail.example',
    '',
    'Final-Recipient: rfc822; ada@b.example',
    `Action: ${action}`,
    `Status: ${status}`,
    `Diagnostic-Code: ${words.slice(0, 20)}`,
    `    ${words.slice(20)}`,
    '--X',
    'Content-Type: text/rfc822-headers',
    '',
    'Subject: Your basket',
    `Message-ID: <${ours}@harbour.example>`,
    '--X--',
  ].join('\r\n');

const read = (mail: string) => readDeliveryReport({ url: '', header: () => null, body: Buffer.from(mail) });

describe('a bounce that came by mail', () => {
  it('is read with the message it is about', () => {
    const told = read(bounce());
    expect(told.ok && told.reports).toMatchObject([
      { kind: 'failed', messageId: ours, treatment: 'suppress_invalid', code: '5.1.1' },
    ]);
    expect(told.ok && told.reports[0]).toMatchObject({ reason: expect.stringContaining('User unknown') });
  });

  it('is the same report however often it is told, and another where it says something else', () => {
    const keyOf = (mail: string) => {
      const told = read(mail);
      return told.ok ? told.reports[0]?.key : null;
    };
    expect(keyOf(bounce())).toBe(keyOf(bounce().replace('I am sorry', 'We are sorry')));
    expect(keyOf(bounce())).not.toBe(keyOf(bounce({ status: '5.2.2' })));
  });

  it.each([
    [{ status: '5.2.2', words: 'smtp; 552 5.2.2 Mailbox full' }, 'fail'],
    [{ status: '5.7.1', words: 'smtp; 550 5.7.1 Rejected' }, 'fail'],
    [{ status: '5.0.0', words: 'smtp; 550 5.1.1 in words' }, 'fail'],
  ])('%j: %s', (changes, treatment) => {
    const told = read(bounce(changes));
    expect(told.ok && told.reports).toMatchObject([{ treatment }]);
  });

  it('that is only late says nothing yet', () => {
    expect(read(bounce({ action: 'delayed', status: '4.4.1' }))).toEqual({ ok: true, reports: [] });
  });

  it('is a complaint where the receiver pressed “spam”', () => {
    const arf = bounce().replace('report-type=delivery-status', 'report-type=feedback-report');
    const told = read(arf.replace('Reporting-MTA: dns; mail.example', 'Feedback-Type: abuse'));
    expect(told.ok && told.reports).toMatchObject([{ kind: 'complained', messageId: ours }]);
  });

  it.each(['', 'Subject: Out of office\r\n\r\nI am away.', '\u0000\uffff'])('%j is none', (mail) => {
    expect(read(mail).ok).toBe(false);
  });
});

it('is taken from whoever knows the key', () => {
  const bounceKey = 'k'.repeat(24);
  const request = (authorization: string | null) => ({ url: '', header: () => authorization, body: Buffer.alloc(0) });
  expect(knowsBounceKey(request(`Bearer ${bounceKey}`), { bounceKey })).toBe(true);
  for (const wrong of [null, '', 'Bearer ', `Bearer ${bounceKey}x`, bounceKey, `Basic ${bounceKey}`]) {
    expect(knowsBounceKey(request(wrong), { bounceKey })).toBe(false);
  }
  expect(knowsBounceKey(request('Bearer '), { bounceKey: '' })).toBe(false);
});
