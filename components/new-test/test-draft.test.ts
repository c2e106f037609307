import { describe, expect, it } from 'vitest';
import {
  copyWords,
  errorsOf,
  keptText,
  missingWords,
  newArm,
  newDraft,
  readKept,
  stylesLeft,
  typedWords,
} from './test-draft';

const WORDS = {
  subject: 'A',
  plainSubject: 'B',
  preheader: 'C',
  headline: 'D',
  paragraphs: ['First.', 'Second.'],
  callToAction: 'E',
};

describe('the words of a variant', () => {
  it('are typed as one text and come back as paragraphs', () => {
    expect(typedWords(WORDS).text).toBe('First.\n\nSecond.');
    expect(copyWords({ ...typedWords(WORDS), subject: ' A ', text: '\nFirst.\n \nSecond.\n\n' })).toEqual(WORDS);
  });

  it('are missed place by place', () => {
    const arm = { ...newArm('benefit'), words: { ...typedWords(WORDS), headline: ' ', text: 'a\n\nb\n\nc\n\nd' } };
    expect(missingWords(arm)).toEqual({
      headline: 'Write the headline.',
      text: 'Three paragraphs at most, with an empty line between them.',
    });
  });

  it('have what the checks found at the field it stands in', () => {
    const problems = [
      { style: 'benefit', where: 'subject without a name', words: 'One.' },
      { style: 'benefit', where: 'paragraph 2', words: 'Two.' },
      { style: 'benefit', where: 'paragraph 3', words: 'Three.' },
      { style: 'benefit', where: null, words: 'Four.' },
      { style: 'scarcity', where: 'button', words: 'Five.' },
    ] as const;
    expect(errorsOf(problems, 'benefit')).toEqual({ plainSubject: 'One.', text: 'Two. Three.', all: 'Four.' });
  });
});

describe('a test that is being made', () => {
  it('is kept, and read again only where its message is still tested', () => {
    const draft = newDraft('cart-recovery');
    expect(readKept(keptText(draft), ['cart-recovery'])).toEqual(draft);
    expect(readKept(keptText(draft), ['another'])).toBeNull();
    for (const text of [null, '{', '{"shape":0}', 'null']) expect(readKept(text, ['cart-recovery'])).toBeNull();
  });

  it('has each style once', () => {
    expect(stylesLeft([newArm('benefit'), newArm('scarcity')])).toEqual(['curiosity', 'social_proof']);
  });
});
