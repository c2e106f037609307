'use client';

import { Tooltip as Base } from '@base-ui/react/tooltip';
import type { ReactNode } from 'react';
import { Kbd } from './kbd';
import { useOpenAfterMount } from './use-open-after-mount';

type TooltipPopupProps = {
  content: ReactNode;
  shortcut?: string;
  side: 'top' | 'right' | 'bottom' | 'left';
  /** The control it stands beside. */
  anchor: Element;
  open: boolean;
  /** Escape, a press elsewhere. */
  onDismiss: () => void;
  /** It has faded out. */
  onClosed: () => void;
  onPointerEnter: () => void;
  onPointerLeave: () => void;
};

/** The words of a tooltip, beside their control. */
export function TooltipPopup({
  content,
  shortcut,
  side,
  anchor,
  open,
  onDismiss,
  onClosed,
  onPointerEnter,
  onPointerLeave,
}: TooltipPopupProps) {
  return (
    <Base.Root
      open={useOpenAfterMount(open)}
      onOpenChange={(isOpen) => {
        if (!isOpen) onDismiss();
      }}
      onOpenChangeComplete={(isOpen) => {
        if (!isOpen) onClosed();
      }}
    >
      <Base.Portal>
        <Base.Positioner anchor={anchor} side={side} sideOffset={6} className="z-50">
          <Base.Popup
            onPointerEnter={onPointerEnter}
            onPointerLeave={onPointerLeave}
            className="popup flex max-w-72 items-center gap-2 border-transparent bg-primary px-2 py-1 text-xs text-primary-fg"
          >
            <span>{content}</span>
            {shortcut ? <Kbd keys={shortcut} /> : null}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
