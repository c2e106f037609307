import { describe, expect, it } from 'vitest';
import { charactersBeyondGsm, smsSize } from './sms-segments';

describe('smsSize', () => {
  it.each([
    ['nothing', '', 'GSM-7', 0, 1],
    ['a full single message', 'a'.repeat(160), 'GSM-7', 160, 1],
    ['one more', 'a'.repeat(161), 'GSM-7', 161, 2],
    ['two full parts', 'a'.repeat(306), 'GSM-7', 306, 2],
    ['two full parts and one', 'a'.repeat(307), 'GSM-7', 307, 3],
    ['accents of the basic set', 'èéùìòÇÄÖÑÜ§¿äöñüà', 'GSM-7', 17, 1],
    ['a character of the extension table', '€', 'GSM-7', 2, 1],
    ['all of the extension table', '\f^{}\\[~]|€', 'GSM-7', 20, 1],
    ['eighty of them', '€'.repeat(80), 'GSM-7', 160, 1],
    ['eighty-one of them', '€'.repeat(81), 'GSM-7', 162, 2],
    ['an escape that would be cut: 76 fit into 153, not 76.5', '€'.repeat(152), 'GSM-7', 304, 2],
    ['and so a third part', '€'.repeat(153), 'GSM-7', 306, 3],
    ['a smart quote', '’', 'UCS-2', 1, 1],
    ['a full single UCS-2 message', 'ж'.repeat(70), 'UCS-2', 70, 1],
    ['one more of those', 'ж'.repeat(71), 'UCS-2', 71, 2],
    ['two full UCS-2 parts', 'ж'.repeat(134), 'UCS-2', 134, 2],
    ['two full UCS-2 parts and one', 'ж'.repeat(135), 'UCS-2', 135, 3],
    ['an emoji is two units', '👋', 'UCS-2', 2, 1],
    ['thirty-five emoji', '👋'.repeat(35), 'UCS-2', 70, 1],
    ['pairs are not cut: 33 fit into 67', '👋'.repeat(66), 'UCS-2', 132, 2],
    ['and so a third part', '👋'.repeat(67), 'UCS-2', 134, 3],
    ['a capital Ç is basic, a small ç is not', 'ç', 'UCS-2', 1, 1],
  ])('%s', (_name, text, encoding, units, segments) => {
    expect(smsSize(text)).toEqual({ encoding, units, segments });
  });
});

it('names what costs, each once', () => {
  expect(charactersBeyondGsm('It’s “new” 👋, it’s €5')).toEqual(['’', '“', '”', '👋']);
});
