import { Badge, STATUS_ICONS } from '@/components/ui/badge';
import { type CampaignStatus, STATUS_NAMES } from '@/domain/campaigns/campaign-ids';
import { STATUS_TONES } from './campaign-words';

/** Where a campaign stands; under a kill switch of its own that comes first. */
export function CampaignStatusBadge({ status, isStopped }: { status: CampaignStatus; isStopped: boolean }) {
  if (isStopped) {
    return (
      <Badge tone="bad" icon={STATUS_ICONS.stopped}>
        Stopped
      </Badge>
    );
  }
  return (
    <Badge tone={STATUS_TONES[status]} icon={status === 'submitted' ? STATUS_ICONS.waiting : undefined}>
      {STATUS_NAMES[status]}
    </Badge>
  );
}
