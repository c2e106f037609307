import { describe, expect, it } from 'vitest';
import { ago, cartSnapshot, customerFacts, dormantSnapshot, granted, NOON, POLICY } from '@/tests/factories/snapshot';
import type { ChannelId } from '../../channels/channel';
import type { Snapshot } from '../../decisions/snapshot';
import { runGuardrails } from '../../guardrails/registry';
import { ORDER_PRIORS } from '../../models/order-priors';
import { cartWinback } from './cart-winback';
import { rankCartProducts } from './product-ranking';
import { ladderPercent } from './recover-cart';
import { WINBACK_ARMS, winbackArm } from './winback-arm';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const propose = (snapshot: Snapshot, now = NOON) => cartWinback.propose(snapshot, POLICY, ORDER_PRIORS, now);
const only = (snapshot: Snapshot, now = NOON) => {
  const [candidate, ...more] = propose(snapshot, now).candidates;
  expect(more).toEqual([]);
  if (!candidate) throw new Error('Nothing was proposed.');
  return candidate;
};
const factors = (snapshot: Snapshot) => only(snapshot).reasons.map((reason) => reason.factor);
const cart = (changes: Partial<NonNullable<Snapshot['cart']>>): Partial<Snapshot> => {
  const base = cartSnapshot().cart;
  return { cart: base && { ...base, ...changes } };
};

describe('path A: a cart that was left', () => {
  it.each([
    [2_000, 25],
    [9_999, 25],
    [10_000, 20],
    [50_000, 20],
    [50_001, 15],
    [500_000, 15],
  ])('gives, on a cart of %d cents, %d %%', (valueCents, percent) => {
    expect(ladderPercent(valueCents, POLICY.cart.ladder)).toBe(percent);
    expect(only(cartSnapshot(cart({ valueCents }))).offer?.percentOff).toBe(percent);
  });

  it.each<[string, Partial<Snapshot>, string]>([
    ['a cart below $20', cart({ valueCents: 1_999 }), 'cart_value'],
    ['an empty cart', cart({ lines: [] }), 'cart'],
    ['a cart that is gone', { cart: null }, 'cart'],
    ['a cart changed 1 h 59 min ago', cart({ lastChangedAt: ago(2 * HOUR - 60_000) }), 'cart_changed_at'],
    ['an order since', { customer: customerFacts({ lastOrderAt: ago(HOUR) }) }, 'last_order_at'],
    ['no e-mail address', { customer: customerFacts({ reachable: ['sms'] }) }, 'reachable'],
  ])('does nothing on %s, and says why', (_name, changes, factor) => {
    const proposal = propose(cartSnapshot(changes));
    expect(proposal.candidates).toEqual([]);
    expect(proposal.reasons.map((reason) => reason.factor)).toEqual([factor]);
  });

  it('writes an e-mail with a single-use code of 48 hours, as soon as it may, and says what it does not know', () => {
    const candidate = only(cartSnapshot());
    expect(candidate).toMatchObject({
      action: 'cart_recovery',
      channel: 'email',
      sendAt: NOON.toISOString(),
      offer: { percentOff: 20, validHours: 48, maxCostCents: 2_400 },
      probability: 0.2,
      probabilityKind: 'prior',
      expectedValueCents: 1_920,
      propensity: 1,
    });
    expect(candidate.content.claims).toEqual([
      { kind: 'expiry', phrase: 'good until', expiresAt: '2026-11-23T11:00:00.000Z' },
    ]);
    expect(factors(cartSnapshot())).toContain('send_time');
    expect(JSON.stringify(candidate)).not.toContain('Anna');
  });

  it('never sends before two hours have passed', () => {
    const early = cartSnapshot(cart({ lastChangedAt: ago(2 * HOUR) }));
    expect(only(early).sendAt).toBe(NOON.toISOString());
  });

  it('shows three products by margin, and by price where a cost is not known', () => {
    const line = (sku: string, priceCents: number, quantity = 1) => ({ sku, name: sku, quantity, priceCents });
    const fact = (sku: string, marginCents: number | null) => ({
      sku,
      name: sku,
      priceCents: 0,
      marginCents,
      stock: null,
      url: null,
      imageUrl: null,
    });
    const lines = [line('a', 100), line('b', 400), line('c', 300), line('d', 200, 3)];
    const known = [fact('a', 90), fact('b', 10), fact('c', 20), fact('d', 40)];
    expect(rankCartProducts(lines, known, 3)).toMatchObject({
      skus: ['d', 'a', 'c'],
      reason: { factor: 'products_by_margin' },
    });
    expect(rankCartProducts(lines, [fact('a', null)], 3)).toMatchObject({
      skus: ['d', 'b', 'c'],
      reason: { factor: 'products_by_price', value: 4 },
    });
  });

  it('gives no second code: it speaks of the one the customer holds', () => {
    const liveOffers = [{ code: 'K7QM-2XPRA', percentOff: 10, expiresAt: '2026-11-22T11:00:00.000Z' }];
    const candidate = only(cartSnapshot({ liveOffers }));
    // A code costs the same once it is redeemed, whether it comes with the message or was there before.
    const given = only(cartSnapshot());
    expect(given.offer?.percentOff).toBeDefined();
    const worth = (percentOff: number) => Math.round(candidate.probability * 12_000 * (1 - percentOff / 100));
    expect([candidate.expectedValueCents, given.expectedValueCents]).toEqual([
      worth(10),
      worth(given.offer?.percentOff ?? 0),
    ]);
    expect(candidate.offer).toBeNull();
    expect(candidate.content.claims).toEqual([
      { kind: 'expiry', phrase: 'good until', expiresAt: '2026-11-22T11:00:00.000Z' },
    ]);
    expect(candidate.content.paragraphs.join()).toContain('10% off');
  });

  it('is a concierge’s letter above $1,000, and goes to sales and review above $5,000', () => {
    expect(only(cartSnapshot({ customer: customerFacts({ lifetimeValueCents: 100_001 }) })).content.templateId).toBe(
      'cart-concierge',
    );
    const rich = only(cartSnapshot({ customer: customerFacts({ lifetimeValueCents: 500_001 }) }));
    expect(rich).toMatchObject({ notify: 'sales', escalations: [expect.stringContaining('sales')] });
    expect(only(cartSnapshot()).notify).toBeNull();
  });

  it('follows an unopened e-mail with an SMS that gives no new code', () => {
    const trigger = { kind: 'cart_reminder' as const, cartId: 'c', emailedAt: ago(20 * HOUR) };
    const liveOffers = [{ code: 'K7QM-2XPRA', percentOff: 20, expiresAt: '2026-11-22T11:00:00.000Z' }];
    const candidate = only(cartSnapshot({ trigger, liveOffers }));
    expect(candidate).toMatchObject({ action: 'cart_reminder', channel: 'sms', offer: null });
    expect(candidate.content.paragraphs.at(-1)).toBe('Reply STOP to opt out.');
    const noPhone = cartSnapshot({ trigger, customer: customerFacts({ reachable: ['email'] }) });
    expect(propose(noPhone).candidates).toEqual([]);
  });

  describe('reminded by WhatsApp', () => {
    const policy = { ...POLICY, cart: { ...POLICY.cart, reminderChannel: 'whatsapp' as const } };
    const trigger = { kind: 'cart_reminder' as const, cartId: 'c', emailedAt: ago(20 * HOUR) };
    const liveOffers = [{ code: 'K7QM-2XPRA', percentOff: 20, expiresAt: '2026-11-22T11:00:00.000Z' }];
    const plain = {
      ...{ id: '1', name: 'cart_waits', language: 'en', category: 'marketing', status: 'approved', quality: 'green' },
      ...{ speaksFor: 'cart_reminder', values: ['first_name', 'company', 'link'], assignedAt: null },
      body: 'Hi {{1}}, your cart at {{2}} is still here for you. Return to your cart: {{3}}',
      ...{ header: null, footer: null, button: null, otherButtons: [] },
    };
    const withCode = {
      ...plain,
      ...{ id: '2', name: 'cart_waits_code', values: ['first_name', 'offer_code', 'offer_expires', 'link'] },
      body: 'Hi {{1}}, your cart is still here. Your code {{2}} is good until {{3}}. Return to your cart: {{4}}',
    };
    const snapshotWith = (templates: object[], lastInboundAt: string | null = null, changes: Partial<Snapshot> = {}) =>
      cartSnapshot({
        trigger,
        consent: [granted('whatsapp')],
        customer: customerFacts({ reachable: ['email', 'sms', 'whatsapp'] }),
        whatsapp: { templates, lastInboundAt, locale: null } as Snapshot['whatsapp'],
        ...changes,
      });
    const reminder = (snapshot: Snapshot) => {
      const [candidate] = cartWinback.propose(snapshot, policy, ORDER_PRIORS, NOON).candidates;
      if (!candidate) throw new Error('Nothing was proposed.');
      const found = runGuardrails(candidate, snapshot, policy, NOON).flatMap(({ findings }) => findings);
      return { candidate, blocked: found.filter(({ verdict }) => verdict === 'block').map(({ rule }) => rule) };
    };

    it('speaks by the template for it, and of a code only to whoever holds one', () => {
      const templates = [plain, withCode, { ...plain, id: '3', name: 'a_winback', speaksFor: 'winback_offer' }];
      const holder = reminder(snapshotWith(templates, null, { liveOffers }));
      expect(holder.candidate).toMatchObject({
        ...{ action: 'cart_reminder', channel: 'whatsapp', offer: null },
        content: { whatsapp: { id: '2', speaksFor: 'cart_reminder' }, claims: [{ phrase: 'good until' }] },
      });
      expect(holder.blocked).toEqual([]);
      const other = reminder(snapshotWith(templates));
      expect(other.candidate.content).toMatchObject({ whatsapp: { id: '1' }, callToAction: 'Return to your cart' });
      expect(other.candidate.content.whatsapp?.values[2]).toMatch(/\/cart$/);
      expect(other.blocked).toEqual([]);
    });

    it('speaks freely to whoever wrote within a day, and not at all where there is no template for it', () => {
      const free = reminder(snapshotWith([plain], ago(23 * HOUR)));
      expect(free.candidate.content.whatsapp).toBeUndefined();
      expect(free.blocked).toEqual([]);
      expect(reminder(snapshotWith([{ ...plain, speaksFor: 'winback_offer' }])).blocked).toEqual([
        'compliance.whatsapp_template',
      ]);
      expect(reminder(snapshotWith([], ago(25 * HOUR))).blocked).toEqual(['compliance.whatsapp_window']);
    });

    it('is nothing for whoever cannot be reached there', () => {
      const bySms = snapshotWith([plain], null, { customer: customerFacts({ reachable: ['email', 'sms'] }) });
      expect(cartWinback.propose(bySms, policy, ORDER_PRIORS, NOON).candidates).toEqual([]);
    });
  });

  describe('on the shop’s pages', () => {
    const trigger = { kind: 'web_visit' as const, slot: 'leaving', cartId: 'c' };
    const welcome = [granted('web')];

    it('is a note with the cart’s products and no new code, however fresh the cart', () => {
      const candidate = only(cartSnapshot({ trigger, consent: welcome }));
      expect(candidate).toMatchObject({ action: 'cart_note', channel: 'web', offer: null, sendAt: NOON.toISOString() });
      expect(candidate.products.length).toBeGreaterThan(0);
      expect(candidate.content.claims).toEqual([]);
    });

    it('names the code the customer already holds', () => {
      const liveOffers = [{ code: 'K7QM-2XPRA', percentOff: 20, expiresAt: '2026-11-22T11:00:00.000Z' }];
      const candidate = only(cartSnapshot({ trigger, consent: welcome, liveOffers }));
      expect(candidate.offer).toBeNull();
      expect(candidate.content.paragraphs.join()).toContain('20% off');
    });

    it.each<[string, Partial<Snapshot>]>([
      ['no yes to web', { consent: [granted('email')] }],
      ['a cart that is gone', { consent: welcome, cart: null }],
      ['an order since', { consent: welcome, customer: customerFacts({ lastOrderAt: NOON.toISOString() }) }],
    ])('is nothing with %s', (_what, changes) => {
      expect(propose(cartSnapshot({ trigger, ...changes })).candidates).toEqual([]);
    });
  });
});

describe('path B: a customer who stayed away', () => {
  const dormant = (customer: Partial<Snapshot['customer']> = {}, changes: Partial<Snapshot> = {}) => {
    const base = dormantSnapshot();
    return { ...base, ...changes, customer: { ...base.customer, ...customer } };
  };
  const led = (arm: 'discount' | 'new_products' | 'scarcity', changes: Partial<Snapshot> = {}, wave = 1) => {
    const base = dormantSnapshot(changes);
    return { ...base, winback: base.winback && { ...base.winback, arm, wave } };
  };

  it.each<[string, number, string, number | null]>([
    ['above $1,000: a personal letter, no blanket discount', 100_001, 'winback_concierge', null],
    ['$1,000: a discount with new products', 100_000, 'winback_offer', 15],
    ['$300: a discount with new products', 30_000, 'winback_offer', 15],
    ['below $300: the generic offer', 29_999, 'winback_offer', 10],
  ])('%s', (_name, lifetimeValueCents, action, percent) => {
    const candidate = only(dormant({ lifetimeValueCents }));
    expect(candidate.action).toBe(action);
    expect(candidate.offer?.percentOff ?? null).toBe(percent);
    expect(candidate.escalations).toHaveLength(action === 'winback_concierge' ? 1 : 0);
  });

  it('waits until 90 days, and stops when the customer is back', () => {
    expect(
      propose(
        dormantSnapshot({
          winback: { spellId: 's', dormantFrom: ago(89 * DAY), startedAt: ago(0), arm: 'discount', wave: 1 },
        }),
      ).candidates,
    ).toEqual([]);
    expect(propose(dormant({ lastEngagedAt: ago(DAY) })).reasons[0]?.factor).toBe('last_engaged_at');
  });

  describe('by WhatsApp', () => {
    const policy = {
      ...POLICY,
      winback: { ...POLICY.winback, waves: [{ day: 1, channel: 'whatsapp', action: 'winback_offer' }] as const },
    } as unknown as typeof POLICY;
    const template = (changes: object = {}) => ({
      ...{ id: '1', name: 'miss_you', language: 'en', category: 'marketing', status: 'approved', quality: 'green' },
      ...{
        speaksFor: 'winback_offer',
        body: 'Hi {{1}}, {{2}} would love to see you again. Come and see: {{3}}',
        values: ['first_name', 'company', 'link'],
      },
      ...{ header: null, footer: null, button: null, otherButtons: [], assignedAt: null },
      ...changes,
    });
    const withCode = template({
      ...{ id: '2', name: 'miss_you_code', values: ['first_name', 'offer_percent', 'offer_code', 'offer_expires'] },
      body: 'Hi {{1}}, we would love to see you again: {{2}} off with {{3}}, good until {{4}}.',
      button: { text: 'Visit the shop', url: 'https://fernloom.example/' },
    });
    const whatsapp = (templates: object[], lastInboundAt: string | null = null, changes: Partial<Snapshot> = {}) =>
      dormant(
        { reachable: ['whatsapp'] },
        {
          whatsapp: { templates, lastInboundAt, locale: null } as Snapshot['whatsapp'],
          consent: [granted('whatsapp')],
          ...changes,
        },
      );
    const proposed = (snapshot: Snapshot) => cartWinback.propose(snapshot, policy, ORDER_PRIORS, NOON).candidates[0];
    const refusals = (snapshot: Snapshot) => {
      const candidate = proposed(snapshot);
      if (!candidate) throw new Error('Nothing was proposed.');
      const verdicts = runGuardrails(candidate, snapshot, policy, NOON).flatMap((verdict) => verdict.findings);
      return verdicts.filter((found) => found.verdict === 'block').map(({ rule }) => rule);
    };

    it('begins the conversation with the approved template, its placeholders filled; the code’s own first', () => {
      const snapshot = whatsapp([template(), withCode]);
      const candidate = proposed(snapshot);
      expect(candidate?.content.paragraphs).toEqual([
        'Hi {{ customer.first_name | default: "there" }}, we would love to see you again: 10% off with {{ offer.code }}, good until {{ offer.expires_on }}.',
      ]);
      expect(candidate?.content.whatsapp).toMatchObject({ id: '2', name: 'miss_you_code', language: 'en' });
      expect(candidate?.content.claims).toMatchObject([{ kind: 'expiry', phrase: 'good until' }]);
      expect(candidate?.offer?.percentOff).toBe(10);
      expect(refusals(snapshot)).toEqual([]);
    });

    it('says every line of the template, so that each is judged', () => {
      const around = {
        ...{ header: 'LAST CHANCE: 70% OFF TODAY', footer: 'Made by hand' },
        otherButtons: [{ text: 'Elsewhere', leadsTo: 'https://elsewhere.example/' }],
      };
      const snapshot = whatsapp([template(around)]);
      expect(proposed(snapshot)?.content).toMatchObject({
        headline: 'LAST CHANCE: 70% OFF TODAY',
        paragraphs: [expect.any(String), 'Made by hand', 'Elsewhere: https://elsewhere.example/'],
        whatsapp: around,
      });
      expect(refusals(snapshot)).toEqual(expect.arrayContaining(['financial.words', 'spam.links']));
    });

    it('speaks the customer’s language', () => {
      const french = template({ id: '3', name: 'a_french', language: 'fr' });
      const inFrench = {
        templates: [template(), french],
        lastInboundAt: null,
        locale: 'fr-FR',
      } as Snapshot['whatsapp'];
      const idFor = (whatsappOf: Snapshot['whatsapp']) =>
        proposed(whatsapp([], null, { whatsapp: whatsappOf }))?.content.whatsapp?.id;
      expect(idFor(inFrench)).toBe('3');
      expect(idFor({ ...inFrench, locale: 'en-GB' })).toBe('1');
    });

    it('makes no code for words that have no place for one', () => {
      const snapshot = whatsapp([template()]);
      expect(proposed(snapshot)).toMatchObject({ offer: null, content: { claims: [], callToAction: 'Come and see' } });
      expect(refusals(snapshot)).toEqual([]);
    });

    it('speaks freely to whoever wrote within a day', () => {
      const snapshot = whatsapp([withCode], ago(23 * HOUR));
      expect(proposed(snapshot)?.content.whatsapp).toBeUndefined();
      expect(refusals(snapshot)).toEqual([]);
    });

    it.each([
      ['paused', [template({ status: 'paused' })]],
      ['of another category', [template({ category: 'utility' })]],
      ['for another message', [template({ speaksFor: 'winback_follow_up' })]],
      ['none', []],
    ])('sends nothing by a template that is %s', (_what, templates) => {
      expect(refusals(whatsapp(templates, ago(25 * HOUR)))).toEqual(['compliance.whatsapp_window']);
      expect(refusals(whatsapp(templates))).toEqual(['compliance.whatsapp_template']);
    });

    it('prefers what receivers like better', () => {
      const liked = template({ id: '3', name: 'z_liked' });
      const snapshot = whatsapp([template({ quality: 'red' }), liked]);
      expect(proposed(snapshot)?.content.whatsapp?.id).toBe('3');
    });
  });

  it('leads with what the lot says', () => {
    expect(only(led('discount')).content.templateId).toBe('winback-discount');
    expect(only(led('new_products')).content.templateId).toBe('winback-new-products');
    expect(only(led('scarcity')).content.templateId).toBe('winback-scarcity-expiry');
    expect(only(led('discount')).propensity).toBeCloseTo(1 / 3);
  });

  it('claims scarcity only where it is true: a stock figure first, else the code’s own end, else it falls back and says so', () => {
    const products = [
      { sku: 'VASE', name: 'Vase', priceCents: 3_000, marginCents: 900, stock: 4, url: null, imageUrl: null },
    ];
    const scarce = led('scarcity', { products });
    const candidate = only(scarce);
    expect(candidate.content.claims[0]).toEqual({
      kind: 'stock',
      phrase: 'only 4 left in stock',
      sku: 'VASE',
      stock: 4,
    });
    expect(candidate.products[0]).toBe('VASE');
    const verdicts = runGuardrails(candidate, scarce, POLICY, NOON).flatMap((verdict) => verdict.findings);
    expect(verdicts.filter((found) => found.verdict === 'block')).toEqual([]);
    const policy = { ...POLICY, winback: { ...POLICY.winback, genericPercentOff: 0 } };
    const [bare] = cartWinback.propose(led('scarcity'), policy, ORDER_PRIORS, NOON).candidates;
    expect(bare?.content.templateId).toBe('winback-new-products');
    expect(bare?.content.claims).toEqual([]);
    expect(bare?.reasons.find((reason) => reason.factor === 'arm_fallback')?.text).toContain(
      'no fact supports that today',
    );
  });

  it('falls back to the discount where nothing is new, and does nothing where there is neither', () => {
    const fallen = only(led('new_products', { newProducts: [] }));
    expect(fallen.content.templateId).toBe('winback-discount');
    expect(fallen.reasons.map((reason) => reason.factor)).toContain('arm_fallback');
    const policy = { ...POLICY, winback: { ...POLICY.winback, genericPercentOff: 0 } };
    expect(cartWinback.propose(led('discount', { newProducts: [] }), policy, ORDER_PRIORS, NOON).candidates).toEqual(
      [],
    );
  });

  it('says of each lead how likely the lot was to give it, with what falls back counted in', () => {
    const looked = (snapshot: Snapshot, policy = POLICY) => {
      const { candidates, considered } = cartWinback.propose(snapshot, policy, ORDER_PRIORS, NOON);
      const rows = considered.map(({ label, propensity, expectedValueCents }) => [
        label,
        propensity,
        expectedValueCents,
      ]);
      return { propensity: candidates[0]?.propensity, value: candidates[0]?.expectedValueCents, rows };
    };
    const all = looked(led('discount'));
    expect(all.propensity).toBeCloseTo(1 / 3, 12);
    // Nothing is new: that arm leads with the discount as well.
    const fallen = looked(led('new_products', { newProducts: [] }));
    expect(fallen.propensity).toBeCloseTo(2 / 3, 12);
    expect(fallen.rows).toEqual([
      ['E-mail with a discount first', fallen.propensity, fallen.value],
      ['E-mail with a true shortage or last day first', 1 / 3, fallen.value],
    ]);
    // Without an offer every arm leads with what is new, and an order costs no discount.
    const noOffer = { ...POLICY, winback: { ...POLICY.winback, genericPercentOff: 0 } };
    const bare = looked(led('discount'), noOffer);
    expect(bare.propensity).toBe(1);
    expect(bare.value).toBeGreaterThan(all.value ?? 0);
    // Scarce goods alone: the other arms have nothing to say, and nothing is carried over to them.
    const products = [
      { sku: 'VASE', name: 'Vase', priceCents: 3_000, marginCents: 900, stock: 4, url: null, imageUrl: null },
    ];
    const alone = looked(led('scarcity', { products, newProducts: [] }), noOffer);
    expect(alone.propensity).toBeCloseTo(1 / 3, 12);
    expect(alone.rows.map(([, propensity, value]) => [propensity, value])).toEqual([
      [0, null],
      [0, null],
    ]);
  });

  it('counts what a code costs that the customer holds already', () => {
    const liveOffers = [{ code: 'K7QM-2XPRA', percentOff: 10, expiresAt: '2026-11-30T11:00:00.000Z' }];
    const plain = only(led('discount', { liveOffers: [] }));
    const held = only(led('discount', { liveOffers }));
    expect(held.offer).toBeNull();
    expect(held.expectedValueCents).toBe(plain.expectedValueCents);
  });

  it.each([
    [1, 'email', 'winback_offer', 'winback-discount'],
    [2, 'sms', 'winback_offer', 'winback-sms'],
    [3, 'web', 'winback_offer', 'winback-web'],
    [4, 'email', 'winback_follow_up', 'winback-follow-up'],
  ])('sends touch %d by %s', (wave, channel, action, templateId) => {
    const candidate = only(led('discount', {}, wave));
    expect(candidate).toMatchObject({ channel, action, wave, content: { templateId } });
    expect(candidate.offer === null).toBe(wave === 4);
  });

  it('speaks of the first touch’s code in the later ones', () => {
    const liveOffers = [{ code: 'K7QM-2XPRA', percentOff: 10, expiresAt: '2026-12-01T11:00:00.000Z' }];
    const candidate = only(led('discount', { liveOffers }, 2));
    expect(candidate.offer).toBeNull();
    expect(candidate.content.paragraphs.join()).toContain('10% off');
  });

  it('skips a touch the customer cannot be reached by, and gives VIPs no series', () => {
    const noPhone = {
      ...led('discount', {}, 2),
      customer: customerFacts({ ...dormantSnapshot().customer, reachable: ['email'] }),
    };
    expect(propose(noPhone).reasons[0]).toMatchObject({ factor: 'reachable', value: 'sms' });
    const vip = { ...led('discount', {}, 2), customer: { ...dormantSnapshot().customer, lifetimeValueCents: 200_000 } };
    expect(propose(vip).reasons[0]?.factor).toBe('segment');
  });

  it.each<[string, ChannelId[], string[]]>([
    ['whoever has an e-mail address alone', ['email'], ['email']],
    ['whoever has a number alone, by no other channel', ['sms'], []],
  ])('writes a VIP’s letter to %s, whatever channel the series begins on', (_name, reachable, channels) => {
    const [first, ...others] = POLICY.winback.waves;
    if (!first) throw new Error('The policy has no waves.');
    const policy = {
      ...POLICY,
      winback: { ...POLICY.winback, waves: [{ ...first, channel: 'sms' as const }, ...others] },
    };
    const vip = customerFacts({ ...dormantSnapshot().customer, lifetimeValueCents: 200_000, reachable });
    const { candidates } = cartWinback.propose(dormantSnapshot({ customer: vip }), policy, ORDER_PRIORS, NOON);
    expect(candidates.map(({ channel }) => channel)).toEqual(channels);
  });

  it('draws the three arms evenly and for ever', () => {
    const ids = Array.from({ length: 6_000 }, (_, index) => `customer-${index}`);
    const arms = ids.map((id) => winbackArm('salt', id));
    for (const arm of WINBACK_ARMS) {
      const share = arms.filter((drawn) => drawn === arm).length / ids.length;
      expect(share).toBeGreaterThan(0.31);
      expect(share).toBeLessThan(0.36);
    }
    expect(ids.map((id) => winbackArm('salt', id))).toEqual(arms);
  });
});
