'use client';

import { Toast as Base } from '@base-ui/react/toast';
import { CircleAlert, CircleCheck, Info, X } from 'lucide-react';
import { useEffect } from 'react';
import { cn } from './cn';
import type { Announcement, Notification } from './toast';

type Tone = NonNullable<Notification['tone']>;
type ToastData = { tone: Tone };

const manager = Base.createToastManager<ToastData>();
const ERROR_MS = 10_000;
const NEWS_MS = 5_000;

const ICONS = { good: CircleCheck, bad: CircleAlert, info: Info };
const COLOURS = { good: 'text-good', bad: 'text-bad', info: 'text-info' };

function show(id: string, { title, description, tone = 'info', durationMs, action }: Notification): void {
  manager.add({
    id,
    title,
    description,
    data: { tone },
    priority: tone === 'bad' ? 'high' : 'low',
    timeout: durationMs ?? (tone === 'bad' ? ERROR_MS : NEWS_MS),
    actionProps: action ? { children: action.label, onClick: action.onClick } : undefined,
  });
}

type ToastStackProps = { announcements: readonly Announcement[]; onTaken: () => void };

/** Draws notifications, takes them away in time and reads them out. */
export function ToastStack({ announcements, onTaken }: ToastStackProps) {
  useEffect(() => {
    if (announcements.length === 0) return;
    onTaken();
    for (const each of announcements) {
      if (each.kind === 'show') show(each.id, each.notification);
      else manager.close(each.id);
    }
  }, [announcements, onTaken]);
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
        data-notification
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
