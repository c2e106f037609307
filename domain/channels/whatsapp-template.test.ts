import { describe, expect, it } from 'vitest';
import { fillPlaceholders, placeholderCount, whyUnfit } from './whatsapp-template';

describe('placeholders', () => {
  it('are counted by their highest number, and filled where they stand', () => {
    expect(placeholderCount('Hi {{2}}, {{1}} and {{2}}')).toBe(2);
    expect(placeholderCount('No placeholder, {{name}}')).toBe(0);
    expect(fillPlaceholders('{{2}} {{1}} {{2}} {{3}}', ['a', '{{1}}'])).toBe('{{1}} a {{1}} {{3}}');
  });
});

describe('whyUnfit', () => {
  const template = { body: 'Hi {{1}}: {{2}}', button: null, obstacle: null, category: 'marketing' } as const;
  const asked = { speaksFor: 'winback_offer', values: ['first_name', 'link'] } as const;
  const button = { text: 'See more', url: 'https://shop.example/' };
  it.each<[string, object, object, string | null]>([
    ['all filled', {}, {}, null],
    ['too few', {}, { values: ['link'] }, 'It has 2 placeholders, and 1 are filled.'],
    ['another category', { category: 'utility' }, {}, 'Only a marketing template may carry marketing.'],
    ['what cannot be sent', { obstacle: 'Its header is a picture.' }, {}, 'Its header is a picture.'],
    [
      'nowhere to go',
      {},
      { values: ['first_name', 'company'] },
      'It leads nowhere: it needs a button, or a place for a link.',
    ],
    ['a button to go by', { button }, { values: ['first_name', 'company'] }, null],
    [
      'a code where none is given',
      { button },
      { speaksFor: 'winback_follow_up', values: ['first_name', 'offer_code'] },
      'A follow-up gives no code.',
    ],
  ])('%s', (_name, changes, told, why) =>
    expect(whyUnfit({ ...template, ...changes }, { ...asked, ...told })).toBe(why),
  );
});
