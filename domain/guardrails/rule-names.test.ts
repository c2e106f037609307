import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { GUARDRAILS } from './guardrail-ids';
import { RULE_NAMES, ruleName } from './rule-names';

/** A rule's id in quotes; paths of the policy have capitals in them, or stand in a section of another name. */
const QUOTED = new RegExp(`'((?:${GUARDRAILS.join('|')})\\.[a-z_]+)'`, 'g');
/** Rules whose id is put together: of each kind of claim one. */
const COMPOSED = ['tone.claim_expiry', 'tone.claim_stock'];

function rulesInSource(): string[] {
  const files = readdirSync(import.meta.dirname).filter((file) => !/\.test\.ts$|^rule-names\.ts$/.test(file));
  const text = files.map((file) => readFileSync(path.join(import.meta.dirname, file), 'utf8')).join('\n');
  return [...new Set([...text.matchAll(QUOTED)].map(([, rule = '']) => rule))];
}

describe('the words of rules', () => {
  it('are there for every rule, and for nothing else', () => {
    expect(Object.keys(RULE_NAMES).toSorted()).toEqual([...rulesInSource(), ...COMPOSED].toSorted());
  });

  it('are words, and tell the rules apart', () => {
    const names = Object.values(RULE_NAMES);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[A-Z][^_]+$/);
  });

  it('are made of the id where a rule is not in use any more', () => {
    expect(ruleName('spam.frequency')).toBe('E-mails of the last days');
    expect(ruleName('consent.broken')).toBe('Consent: the check could not be made');
    expect(ruleName('spam.all_capitals')).toBe('All capitals');
  });
});
