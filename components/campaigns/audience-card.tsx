import { useState } from 'react';
import { STAGE_WORDS } from '@/components/customers/customer-words';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { Checkbox } from '@/components/ui/checkbox';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { SelectList } from '@/components/ui/select-list';
import type { AudienceRule } from '@/domain/campaigns/campaign';
import { CHANNEL_NAMES, CHANNELS } from '@/domain/channels/channel-ids';
import { LIFECYCLE_STAGES } from '@/domain/customers/lifecycle-stages';
import { VALUE_BANDS } from '@/domain/customers/value-bands';
import { countriesOf } from './campaign-draft';
import { BAND_NAMES } from './campaign-words';
import { SegmentChoices } from './segment-field';

const CONSENTS = [
  { value: 'any', label: 'Whether or not they agreed' },
  ...CHANNELS.map((channel) => ({ value: channel as string, label: `Agreed to ${CHANNEL_NAMES[channel]}` })),
];
const ORDERS = [
  { value: 'any', label: 'With or without orders' },
  { value: 'some', label: 'Has ordered' },
  { value: 'never', label: 'Never ordered' },
] as const;

type AudienceCardProps = { audience: AudienceRule; onChange: (audience: AudienceRule) => void };

/** Whom a campaign is for: everybody who meets each rule. */
export function AudienceCard({ audience, onChange }: AudienceCardProps) {
  const [countries, setCountries] = useState(audience.countries.join(', '));
  function set(change: Partial<AudienceRule>) {
    onChange({ ...audience, ...change });
  }
  const consent = CHANNELS.find((channel) => channel === audience.consent) ?? 'any';
  return (
    <Card>
      <CardHeader
        title="Audience"
        description="Everybody who meets each rule; a group with nothing chosen is no rule."
      />
      <CardBody className="flex flex-col gap-4">
        <Choices
          legend="Lifecycle stage"
          choices={LIFECYCLE_STAGES.map((stage) => ({ value: stage, label: STAGE_WORDS[stage].label }))}
          chosen={audience.stages}
          onChange={(stages) => set({ stages })}
        />
        <Choices
          legend="Lifetime value"
          choices={VALUE_BANDS.map((band) => ({ value: band, label: BAND_NAMES[band] }))}
          chosen={audience.valueBands}
          onChange={(valueBands) => set({ valueBands })}
        />
        <SegmentChoices chosen={audience.segments} onChange={(segments) => set({ segments })} />
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="Countries" optional hint="Two letters each: DE, GB.">
            <Input
              value={countries}
              onValueChange={(text) => {
                setCountries(text);
                set({ countries: countriesOf(text) });
              }}
            />
          </Field>
          <Field label="Consent">
            <SelectList
              options={CONSENTS}
              value={consent as string}
              onValueChange={(value) => set({ consent: CHANNELS.find((channel) => channel === value) ?? null })}
            />
          </Field>
          <Field label="Orders">
            <SelectList options={ORDERS} value={audience.orders} onValueChange={(orders) => set({ orders })} />
          </Field>
          <div className="grid grid-cols-2 gap-3">
            <Days
              label="Last order, min. days"
              value={audience.lastOrderAtLeastDays}
              onChange={(lastOrderAtLeastDays) => set({ lastOrderAtLeastDays })}
            />
            <Days
              label="Last order, max. days"
              value={audience.lastOrderAtMostDays}
              onChange={(lastOrderAtMostDays) => set({ lastOrderAtMostDays })}
            />
          </div>
        </div>
      </CardBody>
    </Card>
  );
}

function Days(props: { label: string; value: number | null; onChange: (days: number | null) => void }) {
  return (
    <Field label={props.label}>
      <Input
        type="number"
        inputMode="numeric"
        min={0}
        max={3650}
        value={props.value === null ? '' : String(props.value)}
        onValueChange={(text) =>
          props.onChange(text === '' ? null : Math.max(0, Math.min(3650, Math.trunc(Number(text)))))
        }
      />
    </Field>
  );
}

type ChoicesProps<Value extends string> = {
  legend: string;
  choices: readonly { value: Value; label: string }[];
  chosen: readonly Value[];
  onChange: (chosen: Value[]) => void;
};

function Choices<Value extends string>({ legend, choices, chosen, onChange }: ChoicesProps<Value>) {
  return (
    <fieldset>
      <legend className="mb-1.5 text-table font-medium">{legend}</legend>
      <div className="flex flex-wrap gap-x-5 gap-y-1">
        {choices.map(({ value, label }) => (
          <Checkbox
            key={value}
            label={label}
            checked={chosen.includes(value)}
            onCheckedChange={(isOn) => onChange(isOn ? [...chosen, value] : chosen.filter((other) => other !== value))}
          />
        ))}
      </div>
    </fieldset>
  );
}
