import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { CHANNELS } from '../channels/channel-ids';
import { POLICY_DESCRIPTION } from '../policies/describe';
import { shapeAt } from '../policies/flip-words';
import { flipTo } from './flip-to';

const flipOf = (at: string, value: string | number | boolean) => flipTo(at, value).flip ?? null;

describe('the threshold that would change a finding', () => {
  it('is named where a policy can have the value, to its very bounds', () => {
    for (const { fields } of POLICY_DESCRIPTION) {
      for (const { section, field, shape } of fields) {
        if (shape.kind !== 'number' || shape.min === null || shape.max === null) continue;
        const at = `${section}.${field}`;
        expect(flipOf(at, shape.min)).toEqual({ path: at, value: shape.min });
        expect(flipOf(at, shape.max)).toEqual({ path: at, value: shape.max });
        expect(flipOf(at, shape.max + 1)).toBeNull();
        expect(flipOf(at, shape.min - 1)).toBeNull();
      }
    }
  });

  it('is none of another kind: no half of what is whole, no choice there is not, no threshold there is not', () => {
    expect(flipOf('contact.emailsPerWindow', 2.5)).toBeNull();
    expect(flipOf('financial.unknownCost', 'pass')).not.toBeNull();
    expect(flipOf('financial.unknownCost', 'perhaps')).toBeNull();
    expect(flipOf('whatsapp.marketingToNorthAmerica', 1)).toBeNull();
    expect(flipOf('contact.noSuch', 1)).toBeNull();
    expect(flipOf('rate.hourlyVolume.email', 1_000)).not.toBeNull();
  });

  it('is one of the policy wherever a guardrail names it', () => {
    const sources = readdirSync(import.meta.dirname)
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
      .map((name) => readFileSync(path.join(import.meta.dirname, name), 'utf8'));
    const named = sources.flatMap((text) => [...text.matchAll(/flipTo\('([\w.]+)'/g)].map(([, at]) => at ?? ''));
    expect(named.length).toBeGreaterThan(15);
    expect(named.filter((at) => shapeAt(POLICY_DESCRIPTION, at) === null)).toEqual([]);
    for (const channel of CHANNELS) expect(shapeAt(POLICY_DESCRIPTION, `rate.hourlyVolume.${channel}`)).not.toBeNull();
  });
});
