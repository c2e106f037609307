import { actorWords } from '@/components/audit/words';
import { Badge, STATUS_ICONS } from '@/components/ui/badge';
import type { PolicyVersionSummary } from '@/server/services/policies';

/** Whether a version is in force. */
export function VersionBadge({ isActive }: { isActive: boolean }) {
  return isActive ? <Badge tone="good">In force</Badge> : <Badge icon={STATUS_ICONS.stopped}>Retired</Badge>;
}

/** Who put a version in force, in words. */
export function activatorWords(version: PolicyVersionSummary): string {
  if (version.activatedBy === 'operator:cli') return 'Command line';
  if (version.activatedBy === null) return 'The product';
  return actorWords(version.activatedBy, version.activatedByName);
}
