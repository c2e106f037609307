'use client';

import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { Button } from './button';
import { IconButton } from './icon-button';
import { notify } from './toast';

type CopyButtonProps = {
  /** What is copied. */
  text: string;
  /** What it is, for the name of the button: "Copy decision id". */
  label: string;
  /** Shows the label beside the icon. */
  hasText?: boolean;
  className?: string;
};

/** Puts a text on the clipboard and says so for two seconds. */
export function CopyButton({ text, label, hasText = false, className }: CopyButtonProps) {
  const [isCopied, setCopied] = useState(false);
  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
      setTimeout(() => setCopied(false), 2_000);
    } catch {
      notify({
        tone: 'bad',
        title: 'Not copied',
        description: 'The browser did not allow it. Select the text instead.',
      });
    }
  }
  const icon = isCopied ? <Check aria-hidden className="text-good" /> : <Copy aria-hidden />;
  const said = isCopied ? 'Copied' : label;
  if (hasText)
    return (
      <Button className={className} onClick={copy}>
        {icon} {said}
      </Button>
    );
  return <IconButton size="sm" label={said} icon={icon} className={className} onClick={copy} />;
}
