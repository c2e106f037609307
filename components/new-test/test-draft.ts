import type { CopyWords } from '@/domain/copy/copy-words';
import { CHALLENGER_STYLES, type ChallengerStyle } from '@/domain/copy/styles';
import type { TestGoal } from '@/domain/experiments/aims';
import type { Allocation } from '@/domain/experiments/allocation';
import type { WordsProblem } from '@/server/services/creative';

/** The words of a variant as they are typed: paragraphs in one text, an empty line between them. */
export type TypedWords = Record<WordPart, string>;
export type WordPart = 'subject' | 'plainSubject' | 'preheader' | 'headline' | 'text' | 'callToAction';

export type ArmDraft = {
  /** Its own for as long as the draft is, whatever its style. */
  id: number;
  style: ChallengerStyle;
  words: TypedWords;
  draftId: string | null;
  writer: string | null;
};

/** A test that is being made. */
export type TestDraft = {
  templateId: string;
  goal: TestGoal;
  guardsOrders: boolean;
  /** Null: as the policy has it. */
  allocation: Allocation | null;
  /** Least relative lift worth telling, in percent. */
  liftPercent: number;
  /** As the browser writes it ("2026-11-24T09:00"); null for as soon as it is approved. */
  startsAt: string | null;
  /** Chosen though nobody can say how long it takes. */
  isUnforeseen: boolean;
  arms: ArmDraft[];
};

export const PART_NAMES: Record<WordPart, string> = {
  subject: 'Subject',
  plainSubject: 'Subject without a name',
  preheader: 'Preview line',
  headline: 'Headline',
  text: 'Text',
  callToAction: 'Button',
};
export const WORD_PARTS = Object.keys(PART_NAMES) as WordPart[];

const NO_WORDS: TypedWords = { subject: '', plainSubject: '', preheader: '', headline: '', text: '', callToAction: '' };

export function newArm(style: ChallengerStyle, others: readonly ArmDraft[] = []): ArmDraft {
  const id = 1 + Math.max(0, ...others.map((arm) => arm.id));
  return { id, style, words: NO_WORDS, draftId: null, writer: null };
}

export function newDraft(templateId: string): TestDraft {
  return {
    templateId,
    goal: 'clicks',
    guardsOrders: false,
    allocation: null,
    liftPercent: 20,
    startsAt: null,
    isUnforeseen: false,
    arms: [newArm('benefit')],
  };
}

/** The styles that no variant has yet. */
export function stylesLeft(arms: readonly ArmDraft[]): ChallengerStyle[] {
  return CHALLENGER_STYLES.filter((style) => arms.every((arm) => arm.style !== style));
}

export function typedWords({ paragraphs, ...words }: CopyWords): TypedWords {
  return { ...words, text: paragraphs.join('\n\n') };
}

export function copyWords({ text, ...words }: TypedWords): CopyWords {
  const trimmed = Object.fromEntries(Object.entries(words).map(([part, value]) => [part, value.trim()]));
  const paragraphs = text.split(/\n\s*\n/).map((paragraph) => paragraph.trim());
  return { ...words, ...trimmed, paragraphs: paragraphs.filter(Boolean) };
}

/** What is wrong with a variant, by place; `all` for the whole of it. */
export type ArmErrors = Partial<Record<WordPart | 'all', string>>;

/** What still has to be written, before anybody else looks. */
export function missingWords({ words }: ArmDraft): ArmErrors {
  const empty = WORD_PARTS.filter((part) => words[part].trim() === '');
  const errors: ArmErrors = Object.fromEntries(
    empty.map((part) => [part, `Write the ${PART_NAMES[part].toLowerCase()}.`]),
  );
  if (copyWords(words).paragraphs.length > 3)
    errors.text = 'Three paragraphs at most, with an empty line between them.';
  return errors;
}

const PLACES: readonly [start: string, part: WordPart][] = [
  ['subject without', 'plainSubject'],
  ['subject', 'subject'],
  ['preview', 'preheader'],
  ['headline', 'headline'],
  ['paragraph', 'text'],
  ['button', 'callToAction'],
];

/** What the checks found in one variant, at the fields it stands in. */
export function errorsOf(problems: readonly WordsProblem[], style: ChallengerStyle): ArmErrors {
  const errors: ArmErrors = {};
  for (const { where, words } of problems.filter((problem) => problem.style === style)) {
    const part = PLACES.find(([start]) => where?.startsWith(start))?.[1] ?? 'all';
    errors[part] = errors[part] ? `${errors[part]} ${words}` : words;
  }
  return errors;
}

const SHAPE = 2;

/** The draft that this browser kept; null for none, or for one that cannot be read. */
export function readKept(text: string | null, templateIds: readonly string[]): TestDraft | null {
  try {
    const kept = JSON.parse(text ?? 'null') as { shape?: number; draft?: TestDraft } | null;
    return kept?.shape === SHAPE && kept.draft && templateIds.includes(kept.draft.templateId) ? kept.draft : null;
  } catch {
    return null;
  }
}

export function keptText(draft: TestDraft): string {
  return JSON.stringify({ shape: SHAPE, draft });
}
