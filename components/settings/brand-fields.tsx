'use client';

import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Textarea } from '@/components/ui/textarea';
import type { BrandField, BrandForm } from '@/domain/workspaces/brand-form';

export type BrandFieldsProps = {
  brand: BrandForm;
  onChange: (change: Partial<BrandForm>) => void;
  errorAt: (field: BrandField) => string | undefined;
  /** The website is not for typing, and why. */
  whyWebsiteStands?: string;
};

/** Who messages come from and how they end: the words of a brand that the law asks for. */
export function BrandFields({ brand, onChange, errorAt, whyWebsiteStands }: BrandFieldsProps) {
  const typed = (field: keyof BrandForm) => (value: string) => onChange({ [field]: value });
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field label="Company" hint="As customers know it. It stands above every message." error={errorAt('companyName')}>
        <Input value={brand.companyName} onValueChange={typed('companyName')} autoComplete="organization" />
      </Field>
      <Field
        label="Website"
        hint={whyWebsiteStands ?? 'Of the shop. Links in messages lead there and nowhere else.'}
        error={errorAt('websiteUrl')}
      >
        <Input
          type="url"
          inputMode="url"
          placeholder="https://"
          value={brand.websiteUrl}
          onValueChange={typed('websiteUrl')}
          readOnly={whyWebsiteStands !== undefined}
        />
      </Field>
      <Field label="Sender’s name" hint="What an inbox shows beside the subject." error={errorAt('fromName')}>
        <Input value={brand.fromName} onValueChange={typed('fromName')} />
      </Field>
      <Field
        label="Sender’s address"
        hint="E-mail comes from here: your provider must allow its domain."
        error={errorAt('fromEmail')}
      >
        <EmailInput value={brand.fromEmail} onValueChange={typed('fromEmail')} />
      </Field>
      <Field label="Answers go to" hint="An address that somebody reads." error={errorAt('replyTo')}>
        <EmailInput value={brand.replyTo} onValueChange={typed('replyTo')} />
      </Field>
      <Field
        label="Postal address"
        hint="Stands below every message: the law wants it there."
        error={errorAt('postalAddress')}
      >
        <Input value={brand.postalAddress} onValueChange={typed('postalAddress')} autoComplete="street-address" />
      </Field>
      <Field
        label="Signature"
        hint="How messages end. One that is not signed so is not sent."
        error={errorAt('signature')}
        className="sm:col-span-2"
      >
        <Textarea
          rows={2}
          value={brand.signature}
          onChange={(event) => onChange({ signature: event.currentTarget.value })}
        />
      </Field>
    </div>
  );
}

function EmailInput(props: { value: string; onValueChange: (value: string) => void }) {
  return <Input {...props} type="email" autoCapitalize="none" spellCheck={false} autoComplete="off" />;
}
