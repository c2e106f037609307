'use client';

import { Toast as Base } from '@base-ui/react/toast';
import { CircleAlert, CircleCheck, Info, X } from 'lucide-react';
import { cn } from './cn';

type Tone = 'good' | 'bad' | 'info';
type ToastData = { tone: Tone };

const manager = Base.createToastManager<ToastData>();

export type Notification = {
  title: string;
  description?: string;
  tone?: Tone;
  /** How long it stays; errors stay longer than good news. */
  durationMs?: number;
  action?: { label: string; onClick: () => void };
};

/** Says what just happened, in a corner and to screen readers. Returns its id for `dismiss`. */
export function notify({ title, description, tone = 'info', durationMs, action }: Notification): string {
  return manager.add({
    title,
    description,
    data: { tone },
    priority: tone === 'bad' ? 'high' : 'low',
    timeout: durationMs ?? (tone === 'bad' ? 10_000 : 5_000),
    actionProps: action ? { children: action.label, onClick: action.onClick } : undefined,
  });
}

/** Takes a notification away before its time. */
export function dismiss(id: string): void {
  manager.close(id);
}

const ICONS = { good: CircleCheck, bad: CircleAlert, info: Info };
const COLOURS = { good: 'text-good', bad: 'text-bad', info: 'text-info' };

/** Where notifications appear; stands once in the root layout. */
export function Toaster() {
  return (
    <Base.Provider toastManager={manager} limit={3}>
      <Base.Portal>
        <Base.Viewport className="fixed right-4 bottom-4 z-60 flex w-[min(calc(100vw-32px),380px)] flex-col gap-2">
          <ToastList />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  );
}

function ToastList() {
  const { toasts } = Base.useToastManager<ToastData>();
  return toasts.map((toast) => {
    const tone = toast.data?.tone ?? 'info';
    const Icon = ICONS[tone];
    return (
      <Base.Root
        key={toast.id}
        toast={toast}
        className="rounded-lg border border-border bg-raised shadow-raised transition-[opacity,translate] duration-200 ease-calm data-ending-style:translate-y-2 data-ending-style:opacity-0 data-limited:hidden data-starting-style:translate-y-2 data-starting-style:opacity-0"
      >
        <Base.Content className="flex items-start gap-2.5 p-3">
          <Icon aria-hidden className={cn('mt-0.5 size-4 shrink-0', COLOURS[tone])} />
          <div className="min-w-0 flex-1">
            <Base.Title className="text-sm font-medium" />
            <Base.Description className="mt-0.5 text-table text-fg-muted" />
            <Base.Action className="mt-2 rounded-sm text-table font-medium text-link underline underline-offset-2 hover:no-underline" />
          </div>
          <Base.Close
            aria-label="Dismiss"
            className="grid size-6 shrink-0 place-items-center rounded-sm text-fg-muted hover:bg-hover hover:text-fg pointer-coarse:size-11"
          >
            <X aria-hidden className="size-3.5" />
          </Base.Close>
        </Base.Content>
      </Base.Root>
    );
  });
}
