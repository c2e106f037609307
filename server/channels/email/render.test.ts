import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { compileLayout, moduleOf } from './compile-layout';
import { fillSlots, RenderError } from './liquid';
import { type RenderInput, renderEmail } from './render';

const input: RenderInput = {
  content: {
    templateId: 'cart',
    templateVersion: 1,
    writtenBy: 'template',
    subject: '{{ customer.first_name | default: "there" }}, your basket is still here',
    preheader: 'Everything is as you left it.',
    headline: 'Still thinking it over?',
    paragraphs: ['We have kept your basket. See https://shop.example/help for more.', 'Until {{ offer.expires_on }}.'],
    callToAction: 'Back to my basket',
    landingUrl: 'https://shop.example/cart?id=1&x=2',
    signature: 'Warm regards,\nThe team',
    claims: [],
  },
  action: 'cart_recovery',
  agreement: 'given',
  brand: {
    companyName: 'Larkfield & Co',
    fromName: 'Larkfield',
    fromEmail: 'hello@larkfield.example',
    replyTo: 'hello@larkfield.example',
    postalAddress: '12 Mill Lane,\nBristol',
    signature: 'The team',
    websiteUrl: 'https://shop.example',
    logoUrl: null,
    logoSize: null,
    colors: { main: ['#0f766e'], accent: [] },
  },
  currency: 'GBP',
  customer: { firstName: 'Ada', lastName: null, locale: 'en-GB' },
  timezone: 'Europe/London',
  products: [
    { name: '<b>Lamp</b>', quantity: 1, priceCents: 1250, url: 'https://shop.example/p/1', imageUrl: null, note: null },
    {
      name: 'Chair',
      quantity: 2,
      priceCents: 990,
      url: null,
      imageUrl: 'https://cdn.example/c.jpg',
      note: 'In your basket',
    },
  ],
  offer: { code: 'BACK-1', percentOff: 20, expiresAt: new Date('2026-11-23T18:00:00Z') },
  link: (url) => `https://t.example/c/${Buffer.from(url).toString('base64url')}`,
  unsubscribeUrl: 'https://t.example/u/1',
  preferencesUrl: 'https://t.example/p/1',
  pixelUrl: 'https://t.example/o/1.gif',
};

describe('renderEmail', () => {
  it('says how many of a product there are, and what they come to', () => {
    const { html, text } = renderEmail(input);
    for (const part of [html, text]) {
      expect(part).toContain('2 × Chair');
      expect(part).toContain('£19.80');
      expect(part).not.toContain('1 × ');
    }
  });

  it('says the same in HTML and in text', () => {
    const { subject, html, text } = renderEmail(input);
    expect(subject).toBe('Ada, your basket is still here');
    for (const part of [html, text]) {
      expect(part).toContain('Still thinking it over?');
      expect(part).toContain('BACK-1');
      expect(part).toContain('Monday 23 November at 18:00');
      expect(part).toContain('12 Mill Lane, Bristol');
      expect(part).toContain('https://t.example/u/1');
      expect(part).toContain('£12.50');
      expect(part).toContain(input.link('https://shop.example/cart?id=1&x=2'));
      expect(part).toContain(input.link('https://shop.example/help'));
      expect(part).not.toMatch(/\{\{|\{%|undefined|\[object/);
    }
    expect(Buffer.byteLength(html)).toBeLessThan(60_000);
  });

  it('leads nowhere but through the given links', () => {
    const { html } = renderEmail(input);
    const hrefs = [...html.matchAll(/href="([^"]+)"/g)].map((match) => match[1] ?? '');
    expect(hrefs.length).toBeGreaterThan(4);
    expect(hrefs.every((href) => href.startsWith('https://t.example/'))).toBe(true);
  });

  it('escapes whatever comes from data', () => {
    const evil = '"><script>alert(1)</script>{{ customer.last_name }}';
    const { html } = renderEmail({
      ...input,
      brand: { ...input.brand, companyName: evil, postalAddress: evil },
      customer: { ...input.customer, firstName: evil },
      products: [{ name: evil, quantity: 1, priceCents: 1, url: null, imageUrl: null, note: evil }],
    });
    expect(html).not.toContain('<script');
    expect(html).toContain('&lt;script&gt;');
    expect(html).not.toContain('<b>Lamp');
  });

  it('refuses links that are not plain http(s)', () => {
    for (const url of ['javascript:alert(1)', 'data:text/html,x', '//evil.example', 'https://a:b@evil.example', 'x']) {
      expect(() => renderEmail({ ...input, content: { ...input.content, landingUrl: url } })).toThrow(RenderError);
      const product = { name: 'x', quantity: 1, priceCents: 1, note: null, url: null, imageUrl: url };
      expect(() => renderEmail({ ...input, products: [product] })).toThrow(RenderError);
    }
  });

  it('names a slot without a value', () => {
    expect(() => renderEmail({ ...input, offer: null })).toThrow(
      'The text cannot be written: {{ offer.expires_on }} has no value for this customer.',
    );
  });

  it('is compiled from the layout as it is', async () => {
    const kept = readFileSync(path.join(import.meta.dirname, 'generated/layout.ts'), 'utf8');
    expect(kept, 'Run: node --import tsx server/channels/email/compile-layout.ts').toBe(
      moduleOf(await compileLayout()),
    );
  });
});

describe('fillSlots', () => {
  const variables = { customer: { first_name: 'Ada', last_name: null } };

  it.each([
    ['{% include "package.json" %}'],
    ['{% for i in (1..100000000) %}x{% endfor %}'],
    ['{% assign a = 1 %}'],
    ['{{ customer.first_name | raw }}'],
    ['{{ customer.first_name | json }}'],
    ['{{ customer.constructor.name }}'],
    ['{{ customer.__proto__ }}'],
    ['{{ process.env }}'],
    ['{{ customer.last_name }}'],
    ['{{ customer.first_name'],
  ])('refuses %s', (words) => {
    expect(() => fillSlots(words, variables, 'headline')).toThrow(RenderError);
  });

  it('does not read values as templates', () => {
    const nested = { customer: { first_name: '{{ customer.secret }}', secret: 'x' } };
    expect(fillSlots('Hi {{ customer.first_name }}', nested, 'headline')).toBe('Hi {{ customer.secret }}');
  });
});
