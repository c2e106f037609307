import { Policy } from '@/domain/policies/policy';

/** A policy in which one threshold says something else. */
export type PolicyChange = { readonly path: string; readonly tried: Policy };

/** Every threshold of a policy, one after the other, changed to every other value below that the policy allows. */
export function policyChanges(policy: Policy): PolicyChange[] {
  return Object.entries(policy).flatMap(([section, part]) =>
    Object.entries(part as object).flatMap(([field, value]) =>
      othersOf(value).flatMap((other) => {
        const parsed = Policy.safeParse({ ...policy, [section]: { ...(part as object), [field]: other } });
        return parsed.success ? [{ path: `${section}.${field}`, tried: parsed.data }] : [];
      }),
    ),
  );
}

function othersOf(value: unknown): unknown[] {
  if (typeof value === 'number') return [0, value - 1, value + 1, value * 2, value * 0.95];
  if (typeof value === 'boolean') return [!value];
  if (Array.isArray(value)) return [[], value.slice(1)];
  return [];
}
