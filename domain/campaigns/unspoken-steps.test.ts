import { expect, it } from 'vitest';
import { AssignedTemplate } from '../channels/whatsapp-schema';
import { spokenUses, unspokenSteps } from './unspoken-steps';

const template = (change: Partial<AssignedTemplate>): AssignedTemplate => ({
  ...AssignedTemplate.parse({
    ...{ id: '1', name: 'news', language: 'en', category: 'marketing', status: 'approved', quality: 'green' },
    ...{ body: 'News for {{1}}', button: { text: 'Look', url: 'https://shop.example' } },
    ...{ speaksFor: 'campaign-news', values: ['first_name'] },
  }),
  ...change,
});
const steps = [
  { channel: 'email', template: 'campaign-welcome', percentOff: 0 },
  { channel: 'whatsapp', template: 'campaign-news', percentOff: 0 },
] as const;
const whyOf = (...templates: AssignedTemplate[]) => unspokenSteps(steps, spokenUses(templates));

it('a WhatsApp step whose message nobody approved words for is named', () => {
  const nobody = [{ step: 2, why: 'No approved WhatsApp template speaks for “News from the shop”.' }];
  expect(whyOf()).toEqual(nobody);
  expect(whyOf(template({ speaksFor: 'campaign-welcome' }))).toEqual(nobody);
  expect(whyOf(template({ status: 'paused' }))).toEqual(nobody);
  expect(whyOf(template({ category: 'utility' }))).toEqual(nobody);
  expect(whyOf(template({}))).toEqual([]);
});

it('words of a code are none for a message without one', () => {
  const ofCode = template({ values: ['offer_code'] });
  expect(whyOf(ofCode)).toEqual([{ step: 2, why: expect.stringContaining('all speak of a code') }]);
  const withCode = [{ channel: 'whatsapp', template: 'campaign-news', percentOff: 10 }] as const;
  expect(unspokenSteps(withCode, spokenUses([ofCode]))).toEqual([]);
  expect(whyOf(ofCode, template({ id: '2' }))).toEqual([]);
});
