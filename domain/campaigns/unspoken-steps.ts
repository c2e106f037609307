import type { AssignedTemplate } from '../channels/whatsapp-schema';
import { chooseTemplate, speaksOfOffer, TEMPLATE_USES } from '../channels/whatsapp-template';
import type { CampaignStep } from './campaign';
import { templateName } from './campaign-ids';

/** What WhatsApp has approved words for: a message, and whether the words speak of a code. */
export type SpokenUse = { use: string; isOfOffer: boolean };

/** What these templates speak for, each once: as decisions choose them. */
export function spokenUses(templates: readonly AssignedTemplate[]): SpokenUse[] {
  return TEMPLATE_USES.flatMap(({ id }) => {
    const [withCode, without] = [true, false].map((hasOffer) =>
      chooseTemplate(templates, { speaksFor: id, hasOffer, locale: null }),
    );
    return [
      ...(withCode && speaksOfOffer(withCode) ? [{ use: id, isOfOffer: true }] : []),
      ...(without ? [{ use: id, isOfOffer: false }] : []),
    ];
  });
}

type Step = Pick<CampaignStep, 'channel' | 'template' | 'percentOff'>;

/** Why a step that goes by WhatsApp cannot begin a conversation, in a sentence; null where it can, and on other channels. */
export function whyUnspoken({ channel, template, percentOff }: Step, spoken: readonly SpokenUse[]): string | null {
  if (channel !== 'whatsapp') return null;
  const own = spoken.filter(({ use }) => use === template);
  if (own.some(({ isOfOffer }) => !isOfOffer || percentOff > 0)) return null;
  const name = templateName(template);
  return own.length > 0
    ? `The approved WhatsApp templates for “${name}” all speak of a code, and this message has none.`
    : `No approved WhatsApp template speaks for “${name}”.`;
}

/** The steps, from 1, that cannot begin a conversation, and why. */
export function unspokenSteps(steps: readonly Step[], spoken: readonly SpokenUse[]): { step: number; why: string }[] {
  return steps.flatMap((step, index) => {
    const why = whyUnspoken(step, spoken);
    return why ? [{ step: index + 1, why }] : [];
  });
}

/** What it means, and what helps. */
export const UNSPOKEN_MEANS =
  'Until one does, it reaches only those who wrote to the shop lately; for everybody else a guardrail blocks it. Choose an approved template in Settings, Channels.';
