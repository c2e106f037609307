'use client';

import { Dices } from 'lucide-react';
import { useRef, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { SelectList } from '@/components/ui/select-list';
import { Textarea } from '@/components/ui/textarea';
import type { ProviderField } from '@/domain/channels/port';

type ProviderFieldInputProps = {
  field: ProviderField;
  /** What is set, where that is no secret. */
  value: string | undefined;
  /** The last characters of the secret that is set. */
  secretHint: string | undefined;
  error: string | undefined;
};

/** One thing to fill in, as the provider describes it. A secret that is set is not shown; left empty it stays. */
export function ProviderFieldInput({ field, value, secretHint, error }: ProviderFieldInputProps) {
  const { id, label, hint, isOptional } = field;
  const kept = secretHint === undefined ? '' : ` One that ends in ${secretHint} is set; leave this empty to keep it.`;
  return (
    <Field label={label} hint={`${hint}${kept}`} error={error} optional={isOptional} name={id}>
      <Control field={field} value={value} isRequired={!isOptional && secretHint === undefined} />
    </Field>
  );
}

type ControlProps = { field: ProviderField; value: string | undefined; isRequired: boolean };

function Control({ field, value, isRequired }: ControlProps) {
  const { id, kind, placeholder, canBeMade } = field;
  const common = { name: id, required: isRequired, placeholder, autoComplete: 'off', spellCheck: false } as const;
  if (kind === 'choice') return <Choice field={field} value={value} />;
  if (kind === 'secret_text') return <Textarea {...common} rows={6} className="font-mono" />;
  if (canBeMade) return <MadeInput {...common} />;
  if (kind === 'number') return <Input {...common} type="number" min={0.01} step="any" defaultValue={value} />;
  return <Input {...common} type={kind === 'secret' ? 'password' : 'text'} defaultValue={value} />;
}

function Choice({ field: { id, choices = [] }, value }: Pick<ControlProps, 'field' | 'value'>) {
  const [chosen, setChosen] = useState(value ?? choices[0]?.value ?? '');
  return (
    <>
      <SelectList options={choices} value={chosen} onValueChange={setChosen} />
      <input type="hidden" name={id} value={chosen} />
    </>
  );
}

/** A secret of our own making: made up here, and to be copied to the provider before it is saved. */
function MadeInput(props: { name: string; required: boolean; placeholder: string | undefined }) {
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  return (
    <div className="flex gap-2">
      <Input {...props} ref={input} value={text} onChange={(event) => setText(event.target.value)} autoComplete="off" />
      <Button
        onClick={() => {
          setText(madeSecret());
          input.current?.focus();
        }}
      >
        <Dices aria-hidden /> Make one
      </Button>
    </div>
  );
}

function madeSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(24));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
