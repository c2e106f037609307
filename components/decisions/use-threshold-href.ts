import { useWorkspace } from '@/components/layout/workspace-context';

/** Where the thresholds of a version of the policy are read, by pointer; null for roles that may not. */
export function useThresholdHref(): (version: number) => ((pointer: string) => string) | null {
  const { to, may } = useWorkspace();
  return (version) => (may('policies.read') ? (pointer) => to(`/policies/versions/${version}#${pointer}`) : null);
}
