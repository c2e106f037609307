import {
  CalendarClock,
  CircleSlash,
  Clock,
  EyeOff,
  Hand,
  type LucideIcon,
  Send,
  ThumbsDown,
  ThumbsUp,
} from 'lucide-react';
import { Badge } from '@/components/ui/badge';
import type { Outcome } from '@/domain/decisions/outcome';
import { OUTCOME_WORDS } from '@/lib/words/outcome-words';

/** The sign of an outcome; those without one carry that of their colour. */
export const OUTCOME_ICONS: Partial<Record<Outcome, LucideIcon>> = {
  in_review: Hand,
  scheduled: CalendarClock,
  executed: Send,
  approved: ThumbsUp,
  edited: ThumbsUp,
  rejected: ThumbsDown,
  held_out: EyeOff,
  expired: Clock,
  cancelled: CircleSlash,
};

/** Where a decision stands: icon, word, colour. */
export function OutcomeBadge({ outcome, className }: { outcome: Outcome; className?: string }) {
  const { label, tone } = OUTCOME_WORDS[outcome];
  return (
    <Badge tone={tone} icon={OUTCOME_ICONS[outcome]} className={className}>
      {label}
    </Badge>
  );
}
