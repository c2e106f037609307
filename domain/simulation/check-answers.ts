import type { Occasion, ResponseParameters } from './parameters';
import { type MessageFacts, responseProbabilities } from './response';

/** A delivered message and the kinds of answer that came, such as opened and clicked. */
export type GivenAnswer = { facts: MessageFacts; kinds: readonly string[] };

/** How many answers of a kind came on an occasion, beside how many the parameters make likely. */
export type AnswerCheck = {
  occasion: Occasion;
  kind: 'opened' | 'clicked' | 'unsubscribed';
  delivered: number;
  observed: number;
  expected: number;
  /** Standard deviations between the two; 0 where the parameters leave nothing to chance. */
  z: number;
};

const OCCASIONS: readonly Occasion[] = ['cart', 'winback', 'news'];
const KINDS = ['opened', 'clicked', 'unsubscribed'] as const;

/** What people answered, by occasion and kind, against the law they answer by; occasions that did not come are left out. */
export function checkAnswers(given: readonly GivenAnswer[], parameters: ResponseParameters): AnswerCheck[] {
  return OCCASIONS.flatMap((occasion) => {
    const some = given.filter(({ facts }) => facts.occasion === occasion);
    return some.length === 0 ? [] : KINDS.map((kind) => checkOf(occasion, kind, some, parameters));
  });
}

function checkOf(
  occasion: Occasion,
  kind: AnswerCheck['kind'],
  given: readonly GivenAnswer[],
  parameters: ResponseParameters,
): AnswerCheck {
  let [observed, expected, variance] = [0, 0, 0];
  for (const { facts, kinds } of given) {
    const p = probabilityOf(kind, facts, parameters);
    expected += p;
    variance += p * (1 - p);
    if (kinds.includes(kind)) observed++;
  }
  const z = variance > 0 ? (observed - expected) / Math.sqrt(variance) : 0;
  return { occasion, kind, delivered: given.length, observed, expected, z };
}

/** Unconditional: P(kind | delivered), as `planResponses` draws it. */
function probabilityOf(kind: AnswerCheck['kind'], facts: MessageFacts, parameters: ResponseParameters): number {
  const { open, clickIfOpened, unsubscribeIfOpened, complaint } = responseProbabilities(facts, parameters);
  const opened = (1 - complaint) * open;
  if (kind === 'opened') return opened;
  return kind === 'unsubscribed' ? opened * unsubscribeIfOpened : opened * (1 - unsubscribeIfOpened) * clickIfOpened;
}
