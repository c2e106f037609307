import { expect, it } from 'vitest';
import { isMachineReader } from './machine-reader';

const chrome = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36';
const gmailProxy = 'Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)';

it.each([
  [chrome, false, 60_000, false],
  [chrome, false, null, false],
  [gmailProxy, false, 60_000, false],
  [chrome, true, 60_000, true],
  [chrome, false, 300, true],
  ['Mozilla/5.0', false, 60_000, true],
  ['Barracuda Sentinel (EE)', false, 60_000, true],
  ['Googlebot/2.1', false, 60_000, true],
  ['curl/8.5.0', false, 60_000, true],
  [null, false, 60_000, true],
])('%s, prefetch %s, after %s ms: %s', (userAgent, isPrefetch, sinceDeliveryMs, expected) => {
  expect(isMachineReader({ userAgent, isPrefetch, sinceDeliveryMs })).toBe(expected);
});
