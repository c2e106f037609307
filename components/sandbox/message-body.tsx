'use client';

import { Image as ImageIcon, Monitor, Moon, Smartphone, Sun } from 'lucide-react';
import { useState } from 'react';
import { useOwnOrigin } from '@/components/layout/use-own-origin';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { IconButton } from '@/components/ui/icon-button';
import { SegmentedControl } from '@/components/ui/segmented-control';
import { hasRemoteImages, messageDocument } from './prepare-message-document';

export type Device = 'desktop' | 'phone';

const DEVICES = [
  { value: 'desktop', label: <Monitor aria-hidden />, ariaLabel: 'Desktop width' },
  { value: 'phone', label: <Smartphone aria-hidden />, ariaLabel: 'Phone width', shortcut: 'M' },
] as const;

type MessageBodyProps = {
  html: string;
  subject: string;
  device: Device;
  onDeviceChange: (device: Device) => void;
};

/** The HTML part as a mail client would show it: in a frame that can run nothing, with links that really lead on. */
export function MessageBody({ html, subject, device, onDeviceChange }: MessageBodyProps) {
  const origin = useOwnOrigin();
  const [isDark, setDark] = useState(false);
  const [allowsRemote, setAllowsRemote] = useState(false);
  const own = origin ? [origin] : [];
  const isHoldingBack = !allowsRemote && hasRemoteImages(html, own);
  const imageOrigins = allowsRemote ? [...own, 'https:', 'http:'] : own;
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <SegmentedControl label="Width" segments={DEVICES} value={device} onValueChange={onDeviceChange} />
        <IconButton
          label={isDark ? 'Show as in light mode' : 'Show as in dark mode'}
          variant="secondary"
          icon={isDark ? <Sun aria-hidden /> : <Moon aria-hidden />}
          aria-pressed={isDark}
          onClick={() => setDark(!isDark)}
        />
        {isHoldingBack ? (
          <Button size="sm" variant="ghost" onClick={() => setAllowsRemote(true)}>
            <ImageIcon aria-hidden /> Load pictures from elsewhere
          </Button>
        ) : null}
      </div>
      <div className={cn('flex justify-center rounded-lg border border-border bg-sunken', device === 'phone' && 'p-4')}>
        {origin ? (
          <iframe
            key={`${isDark}-${allowsRemote}`}
            title={`Message: ${subject}`}
            // No allow-scripts and no allow-same-origin: what is inside can neither run nor reach us.
            sandbox="allow-popups allow-popups-to-escape-sandbox"
            referrerPolicy="no-referrer"
            srcDoc={messageDocument(html, { isDark, imageOrigins })}
            style={{ colorScheme: isDark ? 'dark' : 'light' }}
            className={cn(
              'block h-[max(560px,calc(100dvh-330px))] w-full bg-white',
              isDark && 'bg-black',
              device === 'phone' ? 'max-w-[390px] rounded-lg border border-border-strong' : 'rounded-lg',
            )}
          />
        ) : (
          <div className="h-[max(560px,calc(100dvh-330px))] w-full" />
        )}
      </div>
    </div>
  );
}
