import { CircleAlert, CircleCheck, Info, type LucideIcon, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Tone } from './badge';
import { cn } from './cn';

const TONES: Record<Tone, { look: string; icon: LucideIcon }> = {
  good: { look: 'border-good/30 bg-good-soft [&>svg]:text-good', icon: CircleCheck },
  bad: { look: 'border-bad/30 bg-bad-soft [&>svg]:text-bad', icon: CircleAlert },
  warn: { look: 'border-warn/30 bg-warn-soft [&>svg]:text-warn', icon: TriangleAlert },
  info: { look: 'border-info/25 bg-info-soft [&>svg]:text-info', icon: Info },
  neutral: { look: 'border-border bg-neutral-soft [&>svg]:text-fg-muted', icon: Info },
};

type NoticeProps = {
  tone?: Tone;
  icon?: LucideIcon;
  title?: ReactNode;
  actions?: ReactNode;
  /** `alert` for what has just gone wrong, `status` for what has just changed; nothing for what was always so. */
  role?: 'alert' | 'status';
  className?: string;
  children?: ReactNode;
};

/** A remark about the whole page or section, in its place. */
export function Notice({ tone = 'info', icon, title, actions, role, className, children }: NoticeProps) {
  const Icon = icon ?? TONES[tone].icon;
  return (
    <div
      role={role}
      className={cn('flex items-start gap-2.5 rounded-lg border px-3 py-2.5 text-sm', TONES[tone].look, className)}
    >
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0 flex-1">
        {title ? <p className="font-medium">{title}</p> : null}
        {children ? <div className={cn(title ? 'text-fg-muted' : 'text-fg')}>{children}</div> : null}
      </div>
      {actions ? <div className="flex shrink-0 items-center gap-2">{actions}</div> : null}
    </div>
  );
}
