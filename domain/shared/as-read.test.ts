import { describe, expect, it } from 'vitest';
import { asRead, folded, isReadable, mixedWordIn, unseenIn } from './as-read';

describe('what nobody sees', () => {
  it.each([
    ['R\u200be: your order', 'Re: your order', 'U+200B'],
    ['\u202eR\u200be: your order', 'Re: your order', 'U+202E'],
    ['6\u200b0\u2060 % off', '60 % off', 'U+200B'],
    ['f\u00adree', 'free', 'U+00AD'],
    ['6\ufe0f0%', '60%', 'U+FE0F'],
    ['a\u2800b', 'ab', 'U+2800'],
    ['a\u{e0041}b', 'ab', 'U+E0041'],
  ])('“%s” is read as “%s”', (text, read, character) => {
    expect(asRead(text)).toBe(read);
    expect(unseenIn(text)).toBe(character);
  });

  it.each([
    '❤️ for you',
    '👩‍💻 and 👍🏽',
    '1️⃣ first',
    '🏴󠁧󠁢󠁥󠁮󠁧󠁿',
    'می\u200cخواهم',
    'क्\u200dष',
    'Two\nlines\tand a tab',
    'a\u00a0b',
    '“naïve” — café…',
  ])('“%s” holds nothing unseen', (text) => {
    expect(unseenIn(text)).toBeNull();
    expect(asRead(text)).toBe(text.normalize('NFKC'));
  });

  it('alone is nothing to read', () => {
    for (const text of ['\u200b', '\u2800', '\u3164', ' ', '!', '🎉']) expect(isReadable(text)).toBe(false);
    for (const text of ['a', '7', 'Привет', '新']) expect(isReadable(text)).toBe(true);
  });
});

describe('letters that look Latin', () => {
  it.each([
    ['Сheap', 'Cheap'],
    ['6О% off', '60% off'],
    ['6O % off', '60 % off'],
    ['ѕаӏе', 'sale'],
    ['FRΕΕ', 'FREE'],
    ['рassword', 'password'],
    ['f\u0336r\u0336e\u0336e\u0336', 'free'],
    ['６０％ off', '60% off'],
    ['٦٠٪ off', '60% off'],
    ['evil。example', 'evil.example'],
    ['ꜰʀᴇᴇ', 'free'],
    ['ꓝꓣꓰꓰ', 'FREE'],
    ['pạsswọrd', 'password'],
    ['6️⃣0️⃣% off', '60% off'],
    ['❻⓿% off', '60% off'],
    ['🆓', ' free '],
    ['🅵🅡🅴🅴', 'FREE'],
  ])('“%s” is taken as “%s”', (text, taken) => expect(folded(text)).toBe(taken));

  it.each([
    'Скидка для вас',
    'Добро пожаловать',
    'Καλημέρα σας',
    'Żółty café naïve',
    'Բարեւ',
    'σήμερα',
    'lol 10%',
    'Oil 5%',
    '新しい',
  ])('“%s” stays as it is, and is allowed', (text) => {
    expect(folded(text)).toBe(text);
    expect(mixedWordIn(text)).toBeNull();
  });

  it('are told of where they are mixed into a word', () => {
    expect(mixedWordIn('Very Сheap')).toBe('Сheap');
    expect(mixedWordIn('Как SMS-рассылка, 20го, A и В')).toBeNull();
  });
});
