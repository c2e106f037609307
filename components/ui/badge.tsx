import {
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CircleSlash,
  Clock,
  Info,
  type LucideIcon,
  TriangleAlert,
} from 'lucide-react';
import type { ReactNode } from 'react';
import type { Tone } from '@/domain/reports/tones';
import { cn } from './cn';

export type { Tone };

const TONES: Record<Tone, string> = {
  good: 'bg-good-soft text-good',
  bad: 'bg-bad-soft text-bad',
  warn: 'bg-warn-soft text-warn',
  info: 'bg-info-soft text-info',
  neutral: 'bg-neutral-soft text-neutral',
};
const ICONS: Record<Tone, LucideIcon> = {
  good: CircleCheck,
  bad: CircleAlert,
  warn: TriangleAlert,
  info: Info,
  neutral: CircleDashed,
};

/** More icons for states that have no tone of their own. */
export const STATUS_ICONS = { waiting: Clock, stopped: CircleSlash } as const;

type BadgeProps = {
  tone?: Tone;
  /** The tone's own icon unless told; null for a plain tag. A status always has icon and word, never colour alone. */
  icon?: LucideIcon | null;
  children: ReactNode;
  className?: string;
};

/** A status: icon, word and colour together. */
export function Badge({ tone = 'neutral', icon, children, className }: BadgeProps) {
  const Icon = icon === undefined ? ICONS[tone] : icon;
  return (
    <span
      className={cn(
        'inline-flex h-5.5 shrink-0 items-center gap-1 rounded-sm px-1.5 text-xs font-medium whitespace-nowrap',
        TONES[tone],
        className,
      )}
    >
      {Icon ? <Icon aria-hidden className="size-3.5 shrink-0" /> : null}
      {children}
    </span>
  );
}

/** A quiet tag: a category, not a state. */
export function Tag({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <span
      className={cn(
        'inline-flex h-5.5 items-center gap-1 rounded-sm border border-border px-1.5 text-xs whitespace-nowrap text-fg-muted',
        className,
      )}
    >
      {children}
    </span>
  );
}
