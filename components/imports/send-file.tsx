import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { Progress } from '@/components/ui/progress';
import type { Upload } from './use-upload';

type SendFileProps = {
  upload: Upload;
  /** The button's icon and words. */
  children: ReactNode;
  /** What happens once the file has left: "Sent. The import begins". */
  sentLabel: string;
  failedTitle: string;
  /** Why it cannot be sent yet. */
  reason?: string;
  size?: 'md' | 'lg';
  onSend: () => void;
  onStop: () => void;
};

/** Sends a chosen file: the button, how far it is and how to stop it, and what went wrong. */
export function SendFile({
  upload,
  children,
  sentLabel,
  failedTitle,
  reason,
  size = 'md',
  onSend,
  onStop,
}: SendFileProps) {
  return (
    <>
      {upload.state === 'failed' ? (
        <Notice tone="bad" role="alert" title={failedTitle}>
          {upload.message}
        </Notice>
      ) : null}
      {upload.state === 'sending' ? (
        <div className="flex items-end gap-3">
          <Progress label={upload.sent < 1 ? 'Sending the file' : sentLabel} value={upload.sent * 100} />
          {upload.sent < 1 ? (
            <Button size="sm" onClick={onStop}>
              Stop
            </Button>
          ) : null}
        </div>
      ) : (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
          <Button variant="primary" size={size} disabledReason={reason} onClick={onSend}>
            {children}
          </Button>
          {reason ? (
            <span aria-hidden className="text-table text-fg-muted">
              {reason}
            </span>
          ) : null}
        </div>
      )}
    </>
  );
}
