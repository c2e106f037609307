import { stageName } from '@/components/customers/customer-words';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { SelectList } from '@/components/ui/select-list';
import type { CampaignDocument } from '@/domain/campaigns/campaign';
import { CAMPAIGN_TRIGGERS, TRIGGER_NAMES } from '@/domain/campaigns/campaign-ids';
import { LIFECYCLE_STAGES } from '@/domain/customers/lifecycle-stages';
import { localInput, newTrigger } from './campaign-draft';
import { SegmentField } from './segment-field';

type Trigger = CampaignDocument['trigger'];
type TriggerCardProps = { trigger: Trigger; onChange: (trigger: Trigger) => void };

const KINDS = CAMPAIGN_TRIGGERS.map((kind) => ({ value: kind, label: TRIGGER_NAMES[kind] }));
const STAGES = LIFECYCLE_STAGES.map((stage) => ({ value: stage, label: stageName(stage) }));
const MONTHS = Array.from({ length: 12 }, (_, index) => ({
  value: String(index + 1),
  label: new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' }).format(Date.UTC(2024, index, 1)),
}));

const CHANGES = [
  { value: 'entered', label: 'Entering it' },
  { value: 'left', label: 'Leaving it' },
] as const;

/** What makes a customer begin. */
export function TriggerCard({ trigger, onChange }: TriggerCardProps) {
  const { now } = useWorkspace();
  return (
    <Card>
      <CardHeader
        title="Schedule"
        description="What makes a customer begin. Nobody goes through it twice, but for a yearly one."
      />
      <CardBody className="grid gap-4 sm:grid-cols-2">
        <Field label="Begins">
          <SelectList
            options={KINDS}
            value={trigger.kind}
            onValueChange={(kind) => onChange(newTrigger(kind, new Date(now)))}
          />
        </Field>
        <Details trigger={trigger} onChange={onChange} />
      </CardBody>
    </Card>
  );
}

function Details({ trigger, onChange }: TriggerCardProps) {
  switch (trigger.kind) {
    case 'scheduled':
      return (
        <Field label="Date and time" hint="In the time zone of this browser.">
          <Input
            type="datetime-local"
            required
            value={localInput(trigger.at)}
            onValueChange={(text) => {
              const at = new Date(text);
              if (!Number.isNaN(at.getTime())) onChange({ kind: 'scheduled', at: at.toISOString() });
            }}
          />
        </Field>
      );
    case 'season':
      return (
        <div className="grid grid-cols-2 gap-3">
          <Field label="Month">
            <SelectList
              options={MONTHS}
              value={String(trigger.month)}
              onValueChange={(month) => onChange({ ...trigger, month: Number(month) })}
            />
          </Field>
          <Whole label="Day" value={trigger.day} max={31} onChange={(day) => onChange({ ...trigger, day })} />
        </div>
      );
    case 'nth_purchase':
      return (
        <Whole
          label="Order number"
          value={trigger.count}
          max={1000}
          onChange={(count) => onChange({ ...trigger, count })}
        />
      );
    case 'days_since_signup':
      return <Whole label="Days" value={trigger.days} max={3650} onChange={(days) => onChange({ ...trigger, days })} />;
    case 'stage_changed':
      return (
        <Field label="New stage">
          <SelectList options={STAGES} value={trigger.to} onValueChange={(to) => onChange({ ...trigger, to })} />
        </Field>
      );
    case 'segment_changed':
      return (
        <div className="grid grid-cols-2 gap-3">
          <SegmentField
            label="Segment"
            value={trigger.segmentId}
            onChange={(segmentId) => onChange({ ...trigger, segmentId })}
          />
          <Field label="On">
            <SelectList
              options={CHANGES}
              value={trigger.change}
              onValueChange={(change) => onChange({ ...trigger, change })}
            />
          </Field>
        </div>
      );
    case 'signup':
      return null;
  }
}

type WholeProps = { label: string; value: number; max: number; onChange: (value: number) => void };

/** A whole number from 1 on. */
export function Whole({ label, value, max, onChange }: WholeProps) {
  return (
    <Field label={label}>
      <Input
        type="number"
        inputMode="numeric"
        min={1}
        max={max}
        required
        value={String(value)}
        onValueChange={(text) => onChange(Math.max(1, Math.min(max, Math.trunc(Number(text)) || 1)))}
      />
    </Field>
  );
}
