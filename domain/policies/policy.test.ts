import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { DEFAULT_POLICY, Policy } from './policy';

describe('the policy', () => {
  it('starts with the product’s figures', () => {
    expect(DEFAULT_POLICY).toMatchObject({
      contact: { emailsPerWindow: 3, windowDays: 7, sendsPerDay: 10, engagementFloor: 0.3 },
      financial: { passBelowPercent: 15, managerUpToPercent: 25, vipCents: 100_000, salesCents: 500_000 },
      cart: { idleHours: 2, minValueCents: 2_000, codeHours: 48 },
      winback: { dormantDays: 90, seriesPerQuarter: 2 },
      holdout: { share: 0.05 },
    });
  });

  it('fills what an older document did not know of, and keeps what it did', () => {
    const policy = Policy.parse({ contact: { emailsPerWindow: 2 } });
    expect(policy.contact).toEqual({ ...DEFAULT_POLICY.contact, emailsPerWindow: 2 });
    expect(policy.cart).toEqual(DEFAULT_POLICY.cart);
  });

  it('refuses nonsense', () => {
    expect(Policy.safeParse({ holdout: { share: 2 } }).success).toBe(false);
    expect(Policy.safeParse({ contact: { emailsPerWindow: -1 } }).success).toBe(false);
  });

  it('says of each threshold what it means', () => {
    for (const [name, section] of Object.entries(Policy.shape)) {
      if (name === 'schema') continue;
      const inner = section instanceof z.ZodPrefault ? section.unwrap() : section;
      const fields = inner instanceof z.ZodObject ? Object.entries(inner.shape) : [];
      expect(fields.length).toBeGreaterThan(0);
      for (const [field, type] of fields)
        expect(`${name}.${field}: ${type.meta()?.description ?? ''}`).toMatch(/: .{10,}/);
    }
  });
});
