import { expect, it } from 'vitest';
import { DEFAULT_POLICY } from '@/domain/policies/policy';
import { parsedPolicy } from './parsed-policy';

const text = JSON.stringify(DEFAULT_POLICY);

it('answers the same text with the same policy, and another text with another', () => {
  const other = JSON.stringify({ ...DEFAULT_POLICY, contact: { ...DEFAULT_POLICY.contact, emailsPerWindow: 1 } });
  expect(parsedPolicy(text)).toEqual(DEFAULT_POLICY);
  expect(parsedPolicy(text)).toBe(parsedPolicy(text));
  expect(parsedPolicy(other).contact.emailsPerWindow).toBe(1);
});

it('is changed by nobody who was given it', () => {
  expect(() => {
    parsedPolicy(text).contact.emailsPerWindow = 99;
  }).toThrow(TypeError);
  expect(parsedPolicy(text)).toEqual(DEFAULT_POLICY);
});

it('refuses what is no policy', () => {
  expect(() => parsedPolicy('{"contact":{"emailsPerWindow":"many"}}')).toThrow();
});
