import { describe, expect, it } from 'vitest';
import { proposed } from '@/tests/factories/rule-case';
import { cartOfferPolicy, cartSnapshot } from '@/tests/factories/snapshot';
import { after, HOUR } from '../shared/time';
import { offerInWords, offerOf } from './offer-of-decision';

const snapshot = cartSnapshot({ offerPolicies: [cartOfferPolicy()] });
const candidate = proposed(snapshot);
const sendAt = new Date(candidate.sendAt);
const held = { code: 'HELD-11111', percentOff: 5, expiresAt: after(sendAt, HOUR).toISOString() };
const gone = { code: 'GONE-22222', percentOff: 9, expiresAt: sendAt.toISOString() };

describe('the code of a decision', () => {
  it('is asked for with what it costs at most, until when, and the budget that pays it', () => {
    expect(candidate.offer).not.toBeNull();
    expect(offerOf('d', 'c', candidate, snapshot)).toEqual([
      {
        decisionId: 'd',
        customerId: 'c',
        percentOff: candidate.offer?.percentOff,
        maxCostCents: candidate.offer?.maxCostCents,
        expiresAt: after(sendAt, (candidate.offer?.validHours ?? 0) * HOUR),
        offerPolicyId: snapshot.offerPolicies[0]?.id,
      },
    ]);
  });

  it('is not asked for where the message gives none', () => {
    expect(offerOf('d', 'c', { ...candidate, offer: null }, snapshot)).toEqual([]);
  });

  it('is in the words the new one, else the one the customer holds while it is good', () => {
    const issued = { code: 'NEW-33333', percentOff: 20, expiresAt: sendAt };
    const holding = { ...snapshot, liveOffers: [gone, held] };
    expect(offerInWords(candidate, issued, holding)).toBe(issued);
    expect(offerInWords(candidate, null, holding)).toMatchObject({ code: 'HELD-11111', percentOff: 5 });
    expect(offerInWords(candidate, null, { ...snapshot, liveOffers: [gone] })).toBeNull();
  });

  it('is nobody’s where the words speak of none', () => {
    const { content } = candidate;
    const silent = { ...content, subject: 'A', preheader: 'B', headline: 'C', paragraphs: ['D'] };
    expect(offerInWords({ ...candidate, content: silent }, null, { ...snapshot, liveOffers: [held] })).toBeNull();
  });
});
