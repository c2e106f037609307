import { z } from 'zod';
import { canonicalJson, type Json } from '../audit/canonical-json';
import type { Policy } from '../policies/policy';
import { mayApprove } from '../review/discount-authority';
import type { Role } from '../workspaces/permissions';
import type { CampaignDocument } from './campaign';
import { CAMPAIGN_SECTIONS, type CampaignSection } from './campaign-ids';

const Instant = z.iso.datetime();

/** Who said yes to a section, and to which revision of the campaign. A missing section is not approved. */
export const Approvals = z.partialRecord(
  z.enum(CAMPAIGN_SECTIONS),
  z.object({ by: z.string(), at: Instant, revision: z.number().int() }),
);
export type Approvals = z.infer<typeof Approvals>;

/** Who wrote each section last; null where no person did. */
export const SectionAuthors = z.record(z.enum(CAMPAIGN_SECTIONS), z.string().nullable());
export type SectionAuthors = z.infer<typeof SectionAuthors>;

/** What of a document stands under a section. Name and goal stand under none: they reach no customer. */
export function sectionOf(document: CampaignDocument, section: CampaignSection): unknown {
  switch (section) {
    case 'audience':
      return document.audience;
    case 'messages':
      return document.steps;
    case 'schedule':
      return { trigger: document.trigger, priority: document.priority };
    case 'budget':
      return document.budgetCents;
  }
}

/** The sections in which two documents differ. */
export function changedSections(before: CampaignDocument, after: CampaignDocument): CampaignSection[] {
  const text = (document: CampaignDocument, section: CampaignSection) =>
    canonicalJson(sectionOf(document, section) as Json);
  return CAMPAIGN_SECTIONS.filter((section) => text(before, section) !== text(after, section));
}

/** The approvals that still hold once these sections were changed. */
export function approvalsWithout(approvals: Approvals, changed: readonly CampaignSection[]): Approvals {
  return Object.fromEntries(
    Object.entries(approvals).filter(([section]) => !(changed as readonly string[]).includes(section)),
  );
}

/** The sections nobody has approved as they are. */
export function openSections(approvals: Approvals): CampaignSection[] {
  return CAMPAIGN_SECTIONS.filter((section) => !approvals[section]);
}

/**
 * Why somebody may not approve these sections; null where they may. Nobody approves a campaign of their own, nor a
 * section they wrote last, nor messages with a discount that is above their office.
 */
export function whyNotApprove(
  person: { id: string; role: Role },
  campaign: { authorId: string | null; sectionAuthors: SectionAuthors; document: Pick<CampaignDocument, 'steps'> },
  sections: readonly CampaignSection[],
  policy: Policy,
): string | null {
  if (campaign.authorId === person.id) return 'You made this campaign: somebody else approves it.';
  if (sections.some((section) => campaign.sectionAuthors[section] === person.id)) {
    return 'You changed what is to be approved: somebody else approves it.';
  }
  const percentOff = Math.max(0, ...campaign.document.steps.map((step) => step.percentOff));
  return sections.includes('messages') && !mayApprove(person.role, percentOff, policy)
    ? `It gives up to ${percentOff}%: above ${policy.financial.managerUpToPercent}% only an administrator may approve the messages.`
    : null;
}
