'use client';

import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import type { FieldShape, PolicyValue } from '@/domain/policies/description';
import type { ControlProps } from './simple-control';
import { wordsOfText } from './words-of-text';

type WordsShape = Extract<FieldShape, { kind: 'words' }>;

/** A list of phrases: press one away, type one, or paste many. */
export function WordsControl({ value, onChange, label }: ControlProps<WordsShape>) {
  const [text, setText] = useState('');
  const words = Array.isArray(value) ? value.map(String) : [];
  function add(from: string) {
    const fresh: PolicyValue = [...words, ...wordsOfText(from, words)];
    onChange(fresh);
    setText('');
  }
  return (
    <div className="flex flex-col gap-2">
      <ul aria-label={label} className="flex flex-wrap gap-1.5">
        {words.map((word) => (
          <li
            key={word}
            className="inline-flex min-h-6 items-center gap-1 rounded-sm border border-border bg-sunken pl-2 text-table"
          >
            {word}
            <button
              type="button"
              aria-label={`Remove ${word}`}
              onClick={() => onChange(words.filter((each) => each !== word))}
              className="grid size-6 place-items-center rounded-sm text-fg-muted hover:bg-hover hover:text-fg pointer-coarse:size-9"
            >
              <X aria-hidden className="size-3.5" />
            </button>
          </li>
        ))}
        {words.length === 0 ? <li className="text-table text-fg-muted">None</li> : null}
      </ul>
      <div className="flex max-w-96 gap-2">
        <Input
          aria-label={`Add to ${label}`}
          placeholder="Type one, or paste many"
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            event.preventDefault();
            add(text);
          }}
          onPaste={(event) => {
            const pasted = event.clipboardData.getData('text');
            if (!/[\n,;]/.test(pasted)) return;
            event.preventDefault();
            add(pasted);
          }}
        />
        <Button onClick={() => add(text)} disabledReason={text.trim() === '' ? 'Type a word first.' : undefined}>
          <Plus aria-hidden /> Add
        </Button>
      </div>
    </div>
  );
}
