import { phrasesIn } from '../../guardrails/visible-words';
import { percentWords } from '../../shared/figure-words';
import { fillSlots } from '../../templates/slots';
import type { Policy } from '../policy';
import { error, type LintFacts, type LintFinding, type LintRule, when } from './finding';
import { libraryMessages } from './library-messages';

/** Rules of language that the product’s own templates could not keep. */
export const wordsRules: readonly LintRule[] = [forbiddenInLibrary, spamInSubjects, subjectsTooLong, capitals];

function forbiddenInLibrary({ words }: Policy, facts: LintFacts): LintFinding[] {
  return messagesWith(facts, words.subjectLength, words.forbidden, (message, company) =>
    [message.subject, message.preheader, message.headline, ...message.paragraphs, message.callToAction]
      .join('\n')
      .replaceAll(company, ''),
  ).map(([word, templates]) =>
    error(`words.forbidden-in-library.${word}`, {
      at: ['words.forbidden'],
      message: `“${word}” is forbidden, and ${templateWords(templates)} it: every such message is blocked.`,
      suggestion: `Allow “${word}”, or take the template out of use first.`,
    }),
  );
}

function spamInSubjects({ words }: Policy, facts: LintFacts): LintFinding[] {
  return messagesWith(facts, words.subjectLength, words.spamPhrases, ({ subject }) => subject).map(
    ([phrase, templates]) =>
      error(`words.spam-in-library.${phrase}`, {
        at: ['words.spamPhrases'],
        message: `“${phrase}” marks spam, and the subject of ${templateWords(templates)} it: every such message is blocked.`,
        suggestion: `Take “${phrase}” off the list.`,
      }),
  );
}

type Message = ReturnType<typeof libraryMessages>[number];

/** Which of the phrases the library’s messages hold, and which templates do. */
function messagesWith(
  { brand }: LintFacts,
  subjectLength: number,
  phrases: readonly string[],
  textOf: (message: Message, company: string) => string,
): [string, string[]][] {
  const messages = libraryMessages(brand, subjectLength);
  const found = new Map<string, Set<string>>();
  for (const message of messages) {
    for (const phrase of phrasesIn(textOf(message, message.companyName), phrases)) {
      found.set(phrase, (found.get(phrase) ?? new Set()).add(message.templateId));
    }
  }
  return [...found].map(([phrase, templates]) => [phrase, [...templates]]);
}

function templateWords(templates: readonly string[]): string {
  const [first = '', ...more] = templates;
  if (more.length === 0) return `the template ${first} uses`;
  return `${templates.length} templates (${first}, ${more.slice(0, 2).join(', ')}${more.length > 2 ? ', …' : ''}) use`;
}

/** The library falls back to its shortest subject: when even that is too long, the template cannot be sent. */
function subjectsTooLong({ words: { subjectLength } }: Policy, { brand }: LintFacts): LintFinding[] {
  const long = libraryMessages(brand, subjectLength)
    .map(({ templateId, subject }) => ({ templateId, length: [...fillSlots(subject, {})].length }))
    .filter(({ length }) => length >= subjectLength);
  const longest = Math.max(0, ...long.map(({ length }) => length));
  const templates = new Set(long.map(({ templateId }) => templateId)).size;
  return when(long.length > 0, () =>
    error('words.subjects-too-long', {
      at: ['words.subjectLength'],
      message: `${templates === 1 ? 'The subject of 1 template is' : `The subjects of ${templates} templates are`} too long for ${subjectLength} characters: every such message is blocked.`,
      suggestion: `Allow at least ${longest + 1} characters; the product starts with 60.`,
    }),
  );
}

function capitals({ words: { capitalsShare, subjectLength } }: Policy, { brand }: LintFacts): LintFinding[] {
  const shares = libraryMessages(brand, subjectLength).map(({ subject }) => shareOfCapitals(subject));
  const highest = Math.max(0, ...shares);
  return when(highest >= capitalsShare, () =>
    error('words.capitals-shut-out', {
      at: ['words.capitalsShare'],
      message: `Subjects of the library have up to ${percentWords(Math.round(highest * 100))} capitals, and ${percentWords(capitalsShare * 100)} counts as shouting: such messages are blocked.`,
      suggestion: 'Allow more; the product starts with 50%.',
    }),
  );
}

function shareOfCapitals(subject: string): number {
  const letters = subject.match(/\p{L}/gu)?.length ?? 0;
  return letters === 0 ? 0 : (subject.match(/\p{Lu}/gu)?.length ?? 0) / letters;
}
