import { expect, it } from 'vitest';
import { isFromTwilio, twilioSignature, twiml } from './webhook';

// The example of Twilio's documentation.
const url = 'https://mycompany.com/myapp.php?foo=1&bar=2';
const form = new URLSearchParams({
  CallSid: 'CA1234567890ABCDE',
  Caller: '+12349013030',
  Digits: '1234',
  From: '+12349013030',
  To: '+18005551212',
});
const signature = '0/KCTR6DLpKmkAf8muzZqo1nDgQ=';

const request = (changes: { url?: string; body?: string; signature?: string | null } = {}) => ({
  url: changes.url ?? url,
  header: () => (changes.signature === undefined ? signature : changes.signature),
  body: Buffer.from(changes.body ?? form.toString()),
});

it('signs as Twilio does', () => {
  expect(twilioSignature('12345', url, form)).toBe(signature);
  expect(isFromTwilio(request(), { authToken: '12345' })).toBe(true);
});

it('takes the address with its port as well', () => {
  const withPort = 'https://mycompany.com:443/myapp.php?foo=1&bar=2';
  const signed = twilioSignature('12345', withPort, form);
  expect(isFromTwilio(request({ signature: signed }), { authToken: '12345' })).toBe(true);
});

it.each([
  [{ signature: null }, '12345'],
  [{ signature: '' }, '12345'],
  [{ url: 'https://elsewhere.example/myapp.php?foo=1&bar=2' }, '12345'],
  [{ body: `${form}&Digits=1235` }, '12345'],
  [{}, '12346'],
  [{}, ''],
])('does not believe %j with %s', (changes, authToken) => {
  expect(isFromTwilio(request(changes), { authToken })).toBe(false);
});

it('keeps what it answers inside of its element', () => {
  expect(twiml('A & <Message>').text).toContain('<Message>A &amp; &lt;Message&gt;</Message>');
  expect(twiml(null).text).toMatch(/<Response><\/Response>$/);
});
