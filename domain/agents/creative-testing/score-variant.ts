import { type CopyWords, withFacts } from '../../copy/copy-words';
import type { Candidate } from '../../decisions/candidate';
import { brandScore, toneScore } from '../../guardrails/tone-score';
import type { Policy } from '../../policies/policy';
import type { MessageContent } from '../../templates/content';
import { fillSlots } from '../../templates/slots';
import type { Brand } from '../../workspaces/brand';

/** How fit some words are, each part 0..1; `score` is their mean by the policy's weights. */
export type VariantScore = {
  readonly brand: number;
  readonly tone: number;
  readonly length: number;
  readonly score: number;
};

/** What slots are measured as. */
const SPECIMEN = { 'offer.percent_off': '20', 'cart.item_count': '3 items', 'cart.value': '$120.00' };
const NAME = 'Anna';

/** Scores words as a customer called Anna would read them, by the scorers of the tone guardrail and their length. */
export function scoreVariant(words: CopyWords, brand: Brand, policy: Policy): VariantScore {
  const filled = withFacts(words, SPECIMEN);
  const content: MessageContent = {
    ...filled,
    templateId: 'specimen',
    templateVersion: 1,
    writtenBy: 'template',
    landingUrl: brand.websiteUrl,
    signature: brand.signature,
    claims: [],
  };
  const reader = { workspace: { brand }, customer: { firstName: NAME } };
  const candidate: Pick<Candidate, 'content' | 'products'> = { content, products: [] };
  const brandFit = brandScore(candidate, reader, policy).score;
  const tone = toneScore(candidate, reader).score;
  const length = lengthScore(filled, policy);
  const { brandWeight, toneWeight, lengthWeight } = policy.creative;
  const weighed = brandWeight * brandFit + toneWeight * tone + lengthWeight * length;
  const score = Math.round((weighed / (brandWeight + toneWeight + lengthWeight)) * 1_000) / 1_000;
  return { brand: brandFit, tone, length, score };
}

/**
 * Length, 0..1: a subject between the policy's bounds (0.5, falling to none at half or double them), and a text between
 * its own (0.5, likewise).
 */
function lengthScore(words: CopyWords, policy: Policy): number {
  const subject = [...fillSlots(words.subject, { 'customer.first_name': NAME })].length;
  const body = words.paragraphs.join(' ').trim().split(/\s+/).length;
  const { subjectFrom, wordsFrom, wordsTo } = policy.creative;
  const fit =
    within(subject, subjectFrom, policy.words.subjectLength - 1) * 0.5 + within(body, wordsFrom, wordsTo) * 0.5;
  return Math.round(fit * 1_000) / 1_000;
}

/** 1 between the bounds, falling straight to 0 at half the lower and double the upper one. */
function within(value: number, low: number, high: number): number {
  if (value < low) return Math.max(0, (value - low / 2) / (low / 2));
  return value > high ? Math.max(0, (2 * high - value) / high) : 1;
}
