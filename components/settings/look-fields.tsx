'use client';

import { Checkbox } from '@/components/ui/checkbox';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import type { BrandForm } from '@/domain/workspaces/brand-form';
import type { BrandFieldsProps } from './brand-fields';

const NEW_LOGO: NonNullable<BrandForm['logo']> = { url: '', width: 320, height: 80 };
const NEW_ACCENT = '#d9b45f';

/** The colours and the logo of messages. */
export function LookFields({ brand, onChange, errorAt }: Omit<BrandFieldsProps, 'whyWebsiteStands'>) {
  const { accentColor, logo } = brand;
  return (
    <div className="flex flex-col gap-4">
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Main colour" hint="Of the line above, the button and links." error={errorAt('mainColor')}>
          <ColorInput value={brand.mainColor} onChange={(mainColor) => onChange({ mainColor })} />
        </Field>
        {accentColor === null ? null : (
          <Field label="Second colour" hint="Of the frame around a code." error={errorAt('accentColor')}>
            <ColorInput value={accentColor} onChange={(next) => onChange({ accentColor: next })} />
          </Field>
        )}
      </div>
      <Checkbox
        label="A second colour"
        checked={accentColor !== null}
        onCheckedChange={(isOn) => onChange({ accentColor: isOn ? NEW_ACCENT : null })}
      />
      <Checkbox
        label="A logo instead of the company’s name"
        checked={logo !== null}
        onCheckedChange={(isOn) => onChange({ logo: isOn ? NEW_LOGO : null })}
      />
      {logo ? (
        <div className="grid gap-4 sm:grid-cols-[1fr_6.5rem_6.5rem]">
          <Field
            label="Address of the logo"
            hint="Of a picture that everybody can load."
            error={errorAt('logo')}
            className="min-w-0"
          >
            <Input
              type="url"
              placeholder="https://"
              value={logo.url}
              onValueChange={(url) => onChange({ logo: { ...logo, url } })}
            />
          </Field>
          <Field label="Width" hint="Pixels.">
            <Input
              type="number"
              min={1}
              value={logo.width}
              onValueChange={(width) => onChange({ logo: { ...logo, width: Number(width) } })}
            />
          </Field>
          <Field label="Height" hint="Pixels.">
            <Input
              type="number"
              min={1}
              value={logo.height}
              onValueChange={(height) => onChange({ logo: { ...logo, height: Number(height) } })}
            />
          </Field>
        </div>
      ) : null}
    </div>
  );
}

function ColorInput({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  return <Input type="color" value={value} onValueChange={onChange} className="w-20 cursor-pointer px-1 py-1" />;
}
