import { z } from 'zod';
import { POLICY_DESCRIPTION } from '@/domain/policies/describe';
import { Policy } from '@/domain/policies/policy';
import { upgradeDocument } from '@/domain/policies/upgrade';

const Stored = z.record(z.string(), z.json());

/**
 * A document that was kept to be put in force later (a draft, an older version). What an older version of the product
 * did not know of stays as it is in force; `added` names it.
 */
export function storedDocument(stored: unknown, live: Policy): { document: Policy; added: readonly string[] } {
  const { document, added } = upgradeDocument(POLICY_DESCRIPTION, Stored.parse(stored), live);
  return { document: Policy.parse(document), added };
}
