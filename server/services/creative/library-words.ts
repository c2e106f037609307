import { isCampaignLetter } from '@/domain/copy/campaign-letters';
import type { CopyWords } from '@/domain/copy/copy-words';
import { SPECIMEN } from '@/domain/copy/specimen';
import type { PolicyInForce } from '@/domain/policies/in-force';
import type { MessageContent } from '@/domain/templates/content';
import { campaignMessage, cartRecovery, winbackDiscount } from '@/domain/templates/library';
import type { Brand } from '@/domain/workspaces/brand';

/** What the template library says to the customer whom words are shown to. */
export function libraryWords(templateId: string, brand: Brand, policy: PolicyInForce): CopyWords {
  const offer = { percentOff: SPECIMEN.percentOff, expiresAt: new Date(0).toISOString() };
  const brief = {
    brand,
    firstName: SPECIMEN.firstName,
    subjectLength: policy.document.words.subjectLength,
    landingUrl: brand.websiteUrl,
    offer,
  };
  const { itemCount, valueText } = SPECIMEN;
  if (isCampaignLetter(templateId)) {
    const letter = campaignMessage(templateId, { ...brief, offer: null, showsProducts: true, channel: 'email' });
    return wordsOf(letter);
  }
  const content =
    templateId === 'winback-discount' ? winbackDiscount(brief) : cartRecovery({ ...brief, itemCount, valueText });
  return wordsOf(content);
}

function wordsOf({ subject, preheader, headline, paragraphs, callToAction }: MessageContent): CopyWords {
  return { subject, plainSubject: subject, preheader, headline, paragraphs, callToAction };
}
