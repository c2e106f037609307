import { describe, expect, it } from 'vitest';
import { folded } from '../shared/as-read';
import { addressesIn } from './addresses';

describe('addresses in words', () => {
  it.each([
    ['Pay at evil\u200b.example/pay', 'evil.example'],
    ['evil.example/pay and type it', 'evil.example'],
    ['Look at HTTPS://evil.test/a first.', 'evil.test'],
    ['https://you:shop.example@evil.test:8080/', 'evil.test'],
    ['ftp://evil.example', 'ftp://evil.example'],
    ['pay@evil.example with it', '@evil.example'],
    ['Come to www.evil.photography now', 'www.evil.photography'],
    ['evil.co.uk', 'evil.co.uk'],
    ['evil。com', 'evil.com'],
    ['еvil.com', 'evil.com'],
    ['evil dot com', 'evil.com'],
    ['evil[.]com', 'evil.com'],
    ['at 192.168.1.1 you', '192.168.1.1'],
    ['javascript:alert(1)', 'javascript:'],
    ['evil.unknownend/pay', 'evil.unknownend'],
  ])('“%s”: %s', (text, host) => expect(addressesIn(folded(text))).toContain(host));

  it.each([
    'One sentence. Another one.',
    'Sentences that lack the space.Another one',
    'E.g. at 3 p.m., i.e. late. No.5, Ph.D., St.James',
    'Made with Node.js, 1.5 litres, 12.30 and/or later',
    'Data: what we know. Tel: ask us',
    'Ring the team @ the shop, or follow @fernloom',
    'Dot your i’s',
  ])('“%s” has none', (text) => expect(addressesIn(folded(text))).toEqual([]));
});
