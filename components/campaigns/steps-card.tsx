import { Plus, Trash2 } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { Field } from '@/components/ui/field';
import { IconButton } from '@/components/ui/icon-button';
import { Input } from '@/components/ui/input';
import { SelectList } from '@/components/ui/select-list';
import type { CampaignDocument } from '@/domain/campaigns/campaign';
import { CAMPAIGN_CHANNELS, templatesFor } from '@/domain/campaigns/campaign-ids';
import { type SpokenUse, unspokenSteps } from '@/domain/campaigns/unspoken-steps';
import { CHANNEL_NAMES } from '@/domain/channels/channel-ids';
import { nextStep } from './campaign-draft';
import { Whole } from './trigger-card';
import { UnspokenNotice } from './unspoken-notice';

type Steps = CampaignDocument['steps'];
type Step = Steps[number];

/** Messages a campaign can have. */
const MOST = 6;
const CHANNEL_OPTIONS = CAMPAIGN_CHANNELS.map((channel) => ({ value: channel, label: CHANNEL_NAMES[channel] }));
const TIMINGS = [
  { value: 'usual_hour', label: 'At the usual hour' },
  { value: 'at_once', label: 'As soon as it is due' },
] as const;

type StepsCardProps = {
  steps: Steps;
  /** What WhatsApp has approved words for; null while that is not known. */
  spoken: readonly SpokenUse[] | null;
  onChange: (steps: Steps) => void;
};

/** The sequence: which message on which day, each only where none before led to an order. */
export function StepsCard({ steps, spoken, onChange }: StepsCardProps) {
  function change(position: number, step: Step) {
    onChange(steps.map((other, index) => (index === position ? step : other)));
  }
  return (
    <Card>
      <CardHeader
        title="Messages"
        description="Day 1 is the day a customer begins. Each further one is sent only where none before led to an order."
        actions={
          <Button
            onClick={() => onChange([...steps, nextStep(steps)])}
            disabledReason={steps.length < MOST ? undefined : `A campaign has at most ${MOST} messages.`}
          >
            <Plus aria-hidden /> Add a message
          </Button>
        }
      />
      <CardBody className="flex flex-col gap-4">
        <ol className="flex flex-col gap-4">
          {steps.map((step, index) => (
            // Steps have no name but their place.
            // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place in the sequence
            <li key={index} className="rounded-md border border-border p-3">
              <div className="mb-2 flex items-center justify-between">
                <h3 className="text-sm font-medium">Message {index + 1}</h3>
                {index > 0 ? (
                  <IconButton
                    label={`Remove message ${index + 1}`}
                    icon={<Trash2 aria-hidden />}
                    onClick={() => onChange(steps.filter((_, other) => other !== index))}
                  />
                ) : null}
              </div>
              <StepFields step={step} isFirst={index === 0} onChange={(next) => change(index, next)} />
            </li>
          ))}
        </ol>
        {spoken ? <UnspokenNotice steps={unspokenSteps(steps, spoken)} /> : null}
      </CardBody>
    </Card>
  );
}

function StepFields({ step, isFirst, onChange }: { step: Step; isFirst: boolean; onChange: (step: Step) => void }) {
  const templates = templatesFor(step.channel).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <div className="grid gap-3 sm:grid-cols-2 xl:grid-cols-3">
      <Field label="Channel">
        <SelectList
          options={CHANNEL_OPTIONS}
          value={step.channel}
          onValueChange={(channel) => {
            const fits = templatesFor(channel);
            const template = fits.find(({ id }) => id === step.template) ?? fits[0];
            if (template) onChange({ ...step, channel, template: template.id });
          }}
        />
      </Field>
      <Field
        label="Template"
        {...(step.channel === 'whatsapp' && { hint: 'Sent by the template that speaks for it in Settings, Channels.' })}
      >
        <SelectList
          options={templates}
          value={step.template}
          onValueChange={(template) => onChange({ ...step, template })}
        />
      </Field>
      {isFirst ? (
        <Field label="Day">
          <Input value="1" readOnly />
        </Field>
      ) : (
        <Whole label="Day" value={step.day} max={120} onChange={(day) => onChange({ ...step, day })} />
      )}
      <Field label="Discount, %" hint="0 for none.">
        <Input
          type="number"
          inputMode="numeric"
          min={0}
          max={50}
          value={String(step.percentOff)}
          onValueChange={(text) =>
            onChange({ ...step, percentOff: Math.max(0, Math.min(50, Math.trunc(Number(text)) || 0)) })
          }
        />
      </Field>
      <Field label="Leaves">
        <SelectList options={TIMINGS} value={step.timing} onValueChange={(timing) => onChange({ ...step, timing })} />
      </Field>
    </div>
  );
}
