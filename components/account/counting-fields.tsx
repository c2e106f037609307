import { useMemo } from 'react';
import { Field } from '@/components/ui/field';
import { SelectList } from '@/components/ui/select-list';
import { CURRENCIES } from '@/domain/shared/currencies';

type ChoiceProps = { value: string; hint: string; onChange: (value: string) => void; error: string | undefined };

/** What amounts are counted in, by its code. */
export function CurrencyField({ value, hint, onChange, error }: ChoiceProps) {
  const options = useMemo(() => {
    const names = new Intl.DisplayNames('en', { type: 'currency' });
    return CURRENCIES.map((code) => ({ value: code, label: `${code} · ${names.of(code) ?? code}` }));
  }, []);
  return (
    <Field label="Currency" hint={hint} error={error}>
      <SelectList options={options} value={value} onValueChange={onChange} />
    </Field>
  );
}

/** What days are cut by, by its name. */
export function ZoneField({ value, hint, onChange, error }: ChoiceProps) {
  const options = useMemo(() => {
    const zones = [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone'), value])].sort();
    return zones.map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }));
  }, [value]);
  return (
    <Field label="Time zone" hint={hint} error={error}>
      <SelectList options={options} value={value} onValueChange={onChange} />
    </Field>
  );
}
