import { describe, expect, it } from 'vitest';
import type { AssignedTemplate } from './whatsapp-schema';
import {
  chooseTemplate,
  fillPlaceholders,
  placeholderCount,
  readsTheSame,
  templateText,
  whyUnfit,
} from './whatsapp-template';

describe('placeholders', () => {
  it('are counted by their highest number, and filled where they stand', () => {
    expect(placeholderCount('Hi {{2}}, {{1}} and {{2}}')).toBe(2);
    expect(placeholderCount('No placeholder, {{name}}')).toBe(0);
    expect(fillPlaceholders('{{2}} {{1}} {{2}} {{3}}', ['a', '{{1}}'])).toBe('{{1}} a {{1}} {{3}}');
  });
});

const WORDS = {
  header: 'News for you',
  body: 'Hi {{1}}.',
  footer: 'Harbour Goods',
  button: { text: 'See more', url: 'https://shop.example/' },
  otherButtons: [
    { text: 'Call us', leadsTo: '+442079460000' },
    { text: 'No, thanks', leadsTo: null },
  ],
};

describe('what a reader sees', () => {
  it('is every line of it, and where each button leads', () => {
    const lines = ['News for you', 'Hi Ada.', 'Harbour Goods', 'See more: https://shop.example/'];
    expect(templateText(WORDS, ['Ada'])).toBe([...lines, 'Call us: +442079460000', 'No, thanks'].join('\n'));
  });

  it.each([
    ['header', { header: 'LAST CHANCE: 70% OFF TODAY' }],
    ['body', { body: 'Hello {{1}}.' }],
    ['footer', { footer: null }],
    ['page of the button', { button: { text: 'See more', url: 'https://shop.example/sale' } }],
    ['text of the button', { button: { text: 'Buy now', url: 'https://shop.example/' } }],
    ['other buttons', { otherButtons: [{ text: 'Call us', leadsTo: '+19005550100' }] }],
  ])('is not the same with another %s', (_what, changes) => {
    expect(readsTheSame(WORDS, { ...WORDS })).toBe(true);
    expect(readsTheSame(WORDS, { ...WORDS, ...changes })).toBe(false);
  });
});

describe('the template to begin with', () => {
  const assigned = (id: string, language: string, changes: Partial<AssignedTemplate> = {}): AssignedTemplate => ({
    ...{ ...WORDS, id, name: id, language, category: 'marketing', status: 'approved', quality: 'unknown' },
    ...{ speaksFor: 'winback_offer', values: ['first_name'], assignedAt: `2026-11-0${id}T00:00:00.000Z` },
    ...changes,
  });
  const templates = [
    assigned('1', 'fr'),
    assigned('2', 'en_US', { values: ['offer_code'] }),
    assigned('3', 'en_GB'),
    assigned('4', 'de', { quality: 'green' }),
  ];
  it.each([
    ['of the customer’s country', 'en-GB', '3'],
    ['of their language', 'en-AU', '2'],
    ['of their language, as browsers write it', 'de-AT', '4'],
    ['of the language that was put to use first, for another', 'it', '1'],
    ['of that language where theirs is not known', null, '1'],
  ])('is one %s', (_what, locale, id) => {
    expect(chooseTemplate(templates, { speaksFor: 'winback_offer', hasOffer: true, locale })?.id).toBe(id);
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
