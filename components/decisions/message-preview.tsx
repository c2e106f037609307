'use client';

import { ImageOff, Moon, Sun, Ticket } from 'lucide-react';
import { useState } from 'react';
import { useOwnOrigin } from '@/components/layout/use-own-origin';
import { hasRemoteImages, messageDocument } from '@/components/sandbox/prepare-message-document';
import { cn } from '@/components/ui/cn';
import { IconButton } from '@/components/ui/icon-button';
import { SegmentedControl } from '@/components/ui/segmented-control';

export type PreviewMessage = { subject: string | null; preheader: string | null; html: string | null; text: string };
type PreviewMode = 'desktop' | 'mobile' | 'text';

const MODES = [
  { value: 'desktop', label: 'Desktop' },
  { value: 'mobile', label: 'Mobile' },
  { value: 'text', label: 'Text', ariaLabel: 'Plain text' },
] as const;

type MessagePreviewProps = {
  message: PreviewMessage;
  /** Who it comes from, as the customer reads it. */
  from: string;
  /** Name of the frame for screen readers. */
  title: string;
  /** The code in it is a stand-in: the customer's own is made when the message is. */
  hasSampleCode?: boolean;
  /** Offers the look in a mail program that is set to dark. */
  hasDark?: boolean;
  className?: string;
};

/** The message as the customer would see it, in a frame that can run nothing and reach nothing. */
export function MessagePreview({
  message,
  from,
  title,
  hasSampleCode = false,
  hasDark = false,
  className,
}: MessagePreviewProps) {
  const [mode, setMode] = useState<PreviewMode>('desktop');
  const [isDark, setDark] = useState(false);
  const shown = message.html === null ? 'text' : mode;
  return (
    <section aria-label="Message" className={cn('overflow-hidden rounded-lg border border-border', className)}>
      <header className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-border bg-surface px-3 py-2">
        <div className="min-w-0 flex-1 basis-40">
          <p className="truncate text-sm font-medium">{message.subject ?? 'Short message'}</p>
          <p className="truncate text-xs text-fg-muted">
            {from}
            {message.preheader ? ` · ${message.preheader}` : null}
          </p>
        </div>
        {message.html === null ? null : (
          <div className="flex items-center gap-2" data-print="hide">
            <SegmentedControl label="Show the message as" segments={MODES} value={mode} onValueChange={setMode} />
            {hasDark ? (
              <IconButton
                label={isDark ? 'Show as in light mode' : 'Show as in dark mode'}
                variant="secondary"
                icon={isDark ? <Sun aria-hidden /> : <Moon aria-hidden />}
                aria-pressed={isDark}
                disabled={shown === 'text'}
                onClick={() => setDark(!isDark)}
              />
            ) : null}
          </div>
        )}
      </header>
      <div className="bg-sunken p-3">
        {shown === 'text' || message.html === null ? (
          <pre className="mx-auto max-w-[72ch] rounded-md border border-border bg-surface p-4 font-sans text-sm break-words whitespace-pre-wrap">
            {message.text}
          </pre>
        ) : (
          <HtmlFrame html={message.html} title={title} isMobile={shown === 'mobile'} isDark={isDark} />
        )}
        {hasSampleCode ? (
          <p className="mt-2 flex items-center justify-center gap-1.5 text-xs text-fg-muted">
            <Ticket aria-hidden className="size-3.5 shrink-0" /> YOUR-CODE stands for a code of the customer’s own, made
            when the message is approved.
          </p>
        ) : null}
      </div>
    </section>
  );
}

type HtmlFrameProps = { html: string; title: string; isMobile: boolean; isDark: boolean };

function HtmlFrame({ html, title, isMobile, isDark }: HtmlFrameProps) {
  const origin = useOwnOrigin();
  const frame = cn(
    'mx-auto block h-[420px] w-full rounded-md border border-border',
    isDark ? 'bg-black' : 'bg-white',
    isMobile ? 'max-w-[375px]' : 'max-w-[680px]',
  );
  // Which pictures may be shown is known in the browser: before that there is its place, and no frame to load twice.
  if (!origin) return <div className={frame} />;
  const imageOrigins = [origin];
  return (
    <>
      <iframe
        key={String(isDark)}
        // A press on a link inside goes nowhere: the sandbox allows no scripts, no forms and no pop-ups.
        sandbox=""
        title={title}
        srcDoc={messageDocument(html, { isDark, imageOrigins })}
        style={{ colorScheme: isDark ? 'dark' : 'light' }}
        className={frame}
      />
      {hasRemoteImages(html, imageOrigins) ? (
        <p className="mt-2 flex items-center justify-center gap-1.5 text-xs text-fg-muted">
          <ImageOff aria-hidden className="size-3.5" /> Pictures from elsewhere are off, as in most mail programs.
        </p>
      ) : null}
    </>
  );
}
