import { Badge } from '@/components/ui/badge';
import type { PrivacyRequestItem } from '@/server/services/privacy';
import { STATUS_WORDS } from './privacy-words';

/** Where a request stands. */
export function RequestStatusBadge({ status }: Pick<PrivacyRequestItem, 'status'>) {
  const { label, tone } = STATUS_WORDS[status];
  return <Badge tone={tone}>{label}</Badge>;
}
