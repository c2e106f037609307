import { ShieldAlert, ShieldCheck, ShieldQuestion } from 'lucide-react';
import { cn } from '@/components/ui/cn';
import type { Risk } from '@/domain/review/risk';

const RISKS = {
  low: { label: 'Low risk', icon: ShieldCheck, colour: 'text-risk-low' },
  mid: { label: 'Medium risk', icon: ShieldQuestion, colour: 'text-risk-mid' },
  high: { label: 'High risk', icon: ShieldAlert, colour: 'text-risk-high' },
} as const;

/** How much can go wrong by approving: icon, words, colour. */
export function RiskBadge({ risk, className }: { risk: Risk; className?: string }) {
  const { label, icon: Icon, colour } = RISKS[risk];
  return (
    <span className={cn('inline-flex items-center gap-1 text-xs font-medium whitespace-nowrap', colour, className)}>
      <Icon aria-hidden className="size-3.5 shrink-0" />
      {label}
    </span>
  );
}
