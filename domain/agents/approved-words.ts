import { chooseTemplate, isWindowOpen, speaksOfOffer, type TemplateUse } from '../channels/whatsapp-template';
import type { Reason } from '../decisions/candidate';
import type { Snapshot } from '../decisions/snapshot';
import type { Policy } from '../policies/policy';
import type { MessageContent } from '../templates/content';
import { type WhatsappBrief, whatsappMessage } from '../templates/library';

/** A message by a template of WhatsApp. */
export type ApprovedWords = {
  readonly content: MessageContent;
  readonly reason: Reason;
  /** False where the words have no place for a code, so that none is to be made. */
  readonly namesOffer: boolean;
};

type Wanted = { speaksFor: TemplateUse; leavesAt: Date; brief: WhatsappBrief };

/**
 * The words to begin a conversation with on WhatsApp. Null where the customer wrote lately, so that words are free; and
 * where no template fits: what is said then is for the guardrails to refuse, in words that say what is missing.
 */
export function approvedWords(
  { whatsapp }: Snapshot,
  policy: Policy,
  { speaksFor, leavesAt, brief }: Wanted,
): ApprovedWords | null {
  const { templates, lastInboundAt, locale } = whatsapp;
  if (isWindowOpen(lastInboundAt, leavesAt.toISOString(), policy.whatsapp.windowHours)) return null;
  const template = chooseTemplate(templates, { speaksFor, hasOffer: brief.offer !== null, locale });
  if (!template) return null;
  return {
    content: whatsappMessage(template, brief),
    reason: {
      text: `Begins the conversation with the template “${template.name}”.`,
      factor: 'template',
      value: template.name,
    },
    namesOffer: speaksOfOffer(template),
  };
}
