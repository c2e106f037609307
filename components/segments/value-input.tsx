'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { type KeyboardEvent, useId, useState } from 'react';
import { useDebounced } from '@/components/forms/use-debounced';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Input } from '@/components/ui/input';
import { useTRPC } from '@/lib/trpc/client';
import type { SegmentValuesOf } from '@/server/services/segments';

/** Values of the workspace's own rows that fit what is typed; asked only once somebody is in the field. */
function useValues(of: SegmentValuesOf | null, search: string, isAsked: boolean) {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const rested = useDebounced(search);
  const { data } = useQuery({
    ...trpc.segments.values.queryOptions(
      { workspace: slug, of: of ?? { kind: 'event' }, search: rested },
      { trpc: { abortOnUnmount: true } },
    ),
    enabled: isAsked && of !== null,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  return (of && data) || [];
}

type ValueInputProps = {
  label: string;
  /** What is completed; null for free text. */
  of: SegmentValuesOf | null;
  value: string;
  onChange: (value: string) => void;
  placeholder?: string;
  className?: string;
};

/** A text that the browser completes out of the workspace's own data; anything else can be typed too. */
export function ValueInput({ label, of, value, onChange, placeholder, className = 'w-44' }: ValueInputProps) {
  const listId = useId();
  const [isAsked, setAsked] = useState(false);
  const values = useValues(of, value, isAsked);
  return (
    <span className={className}>
      <Input
        aria-label={label}
        list={listId}
        maxLength={255}
        placeholder={placeholder ?? label}
        value={value}
        onFocus={() => setAsked(true)}
        onValueChange={onChange}
      />
      <Completions id={listId} values={values} />
    </span>
  );
}

type ValuesInputProps = {
  label: string;
  of: SegmentValuesOf;
  values: readonly string[];
  onChange: (values: string[]) => void;
  /** How a value is shown and kept: "de" as "DE". */
  normalise?: (value: string) => string;
};

/** Several of them: each is added with Enter, a comma, or by picking it, and taken away by its button. */
export function ValuesInput({ label, of, values, onChange, normalise = (value) => value }: ValuesInputProps) {
  const listId = useId();
  const [text, setText] = useState('');
  const [isAsked, setAsked] = useState(false);
  const found = useValues(of, text, isAsked);
  function add(written: string) {
    const value = normalise(written.trim());
    setText('');
    if (value && !values.includes(value) && values.length < 50) onChange([...values, value]);
  }
  function type(next: string) {
    // What was picked from the list arrives whole, without a key of its own.
    if (found.some(({ value }) => value === next) && next.length - text.length > 1) add(next);
    else if (next.endsWith(',')) add(next.slice(0, -1));
    else setText(next);
  }
  function press(event: KeyboardEvent<HTMLInputElement>) {
    if (event.key === 'Enter') {
      event.preventDefault();
      add(text);
    } else if (event.key === 'Backspace' && text === '' && values.length > 0) onChange(values.slice(0, -1));
  }
  return (
    <span className="flex min-w-44 flex-1 flex-wrap items-center gap-1.5">
      {values.map((value) => (
        <span
          key={value}
          className="inline-flex h-7 items-center gap-0.5 rounded-sm border border-border bg-sunken pl-2 text-table pointer-coarse:h-11"
        >
          {value}
          <button
            type="button"
            aria-label={`Take ${value} away`}
            onClick={() => onChange(values.filter((other) => other !== value))}
            className="grid size-6 place-items-center rounded-sm text-fg-muted hover:bg-hover hover:text-fg pointer-coarse:size-11"
          >
            <X aria-hidden className="size-3.5" />
          </button>
        </span>
      ))}
      <span className="w-40">
        <Input
          aria-label={label}
          list={listId}
          maxLength={255}
          placeholder={values.length > 0 ? 'Add another' : label}
          value={text}
          onFocus={() => setAsked(true)}
          onBlur={() => add(text)}
          onValueChange={type}
          onKeyDown={press}
        />
        <Completions id={listId} values={found} />
      </span>
    </span>
  );
}

function Completions({ id, values }: { id: string; values: readonly { value: string; label: string | null }[] }) {
  return (
    <datalist id={id}>
      {values.map(({ value, label }) => (
        <option key={value} value={value} label={label ?? undefined} />
      ))}
    </datalist>
  );
}
