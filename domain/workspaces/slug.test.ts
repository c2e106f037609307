import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { RESERVED_SLUGS, slugFromName, whyNoSlug } from './slug';

/** First segments of every address in app/: what stands in brackets is no name, what stands in parentheses no segment. */
function firstSegments(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('['))
    .flatMap(({ name }) => (name.startsWith('(') ? firstSegments(path.join(folder, name)) : [name]));
}

describe('an address from a name', () => {
  it.each([
    ['Harbour & Pine', 'harbour-pine'],
    ['  Café Noir & Co. ', 'cafe-noir-co'],
    ['Straße 7', 'strasse-7'],
    ['Ida’s Shop', 'idas-shop'],
    ['日本', ''],
    ['--', ''],
    [`${'a'.repeat(47)} b`, 'a'.repeat(47)],
  ])('%s is %s', (name, slug) => {
    expect(slugFromName(name)).toBe(slug);
  });
});

describe('an address', () => {
  it.each(['harbour-pine', '7-eleven', 'a1', 'x'.repeat(48)])('%s may be one', (slug) => {
    expect(whyNoSlug(slug)).toBeNull();
  });

  it.each(['', 'a', 'x'.repeat(49), 'Harbour', 'a--b', '-a', 'a-', 'a b', 'a/b', 'a\0b', 'é-a'])(
    '%j is none',
    (slug) => {
      expect(whyNoSlug(slug)).not.toBeNull();
    },
  );

  it.each(['api', 'v1', 'shop', 'sign-in', 'simulation-7', 'demo'])('%s is the product’s own', (slug) => {
    expect(whyNoSlug(slug)).toContain('the product itself');
  });

  it('is no page of the product', () => {
    const segments = firstSegments('app');
    expect(segments).toEqual(expect.arrayContaining(['api', 's', 't', 'v1', 'shop', 'sign-in']));
    expect(segments.filter((segment) => !RESERVED_SLUGS.includes(segment))).toEqual([]);
  });
});
