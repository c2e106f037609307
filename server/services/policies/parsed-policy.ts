import { Policy } from '@/domain/policies/policy';

/** Documents kept parsed, the latest used: a workspace has one in force, and asks for it with every batch it decides. */
const KEPT = 200;
const known = new Map<string, Policy>();

/**
 * The policy a stored document holds, given its JSON text. The same text is parsed once and answered with the same frozen
 * object, so that what is worked out of a policy's lists is worked out once, too. Throws ZodError for what is no policy.
 */
export function parsedPolicy(text: string): Policy {
  const policy = known.get(text) ?? frozen(Policy.parse(JSON.parse(text)));
  known.delete(text);
  known.set(text, policy);
  const [oldest] = known.keys();
  if (known.size > KEPT && oldest !== undefined) known.delete(oldest);
  return policy;
}

function frozen<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value;
  for (const member of Object.values(value)) frozen(member);
  return Object.freeze(value);
}
