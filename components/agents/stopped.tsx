import { Badge, STATUS_ICONS } from '@/components/ui/badge';

/** Says that the kill switch holds an agent. */
export function Stopped() {
  return (
    <Badge tone="bad" icon={STATUS_ICONS.stopped}>
      Stopped
    </Badge>
  );
}
