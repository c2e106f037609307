'use client';

import { Field } from '@base-ui/react/field';
import type { ComponentProps } from 'react';
import { cn } from './cn';
import { controlStyles } from './input';

/** Several lines of text; grows with its content where the browser can. */
export function Textarea({ className, rows = 3, ...props }: ComponentProps<'textarea'>) {
  return (
    <Field.Control
      render={
        <textarea
          {...props}
          rows={rows}
          className={cn(controlStyles, 'field-sizing-content min-h-18 py-1.5 pointer-coarse:h-auto', className)}
        />
      }
    />
  );
}
