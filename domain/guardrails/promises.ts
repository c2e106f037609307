import { NUMBER_IN_WORDS, numberOf } from './number-words';

/**
 * What words promise of money. `untrue`: figures and gifts that no offer gives, with the percentages among them; `unproven`:
 * what may be true of the shop (free delivery, a refund) and what nothing here can tell.
 */
export type Promises = {
  readonly untrue: readonly string[];
  readonly percents: readonly number[];
  readonly unproven: readonly string[];
};

const NOTHING: Promises = { untrue: [], percents: [], unproven: [] };

const NUMBER = `\\d+(?:[.,]\\d+)?|${NUMBER_IN_WORDS}`;
const PERCENT =
  '(?:%|(?:percent|per\\s?cent|prozent|pour\\s?cents?|por\\s?ciento|per\\s?cento|por\\s?cento|procent)(?!\\p{L}))';
const START = '(?<![\\p{L}\\p{N}.,])';
const END = '(?![\\p{L}\\p{N}])';
/** Up to two words between the figure and what it is of. */
const WORDS = '(?:\\p{L}+\\s+){0,2}';
const CUT =
  'off|discount|less|reduction|cheaper|rebate|savings?|rabatt|nachlass|ermäßigung|günstiger|billiger|réduction|remise|rabais|descuento|rebaja|sconto|korting|goedkoper|desconto';
const CUT_BEFORE =
  "save|saving|saves|savings?\\s+of|discounts?\\s+of|reduced\\s+by|up\\s+to|cheaper\\s+by|spare|sparen|rabatt\\s+von|bis\\s+zu|économisez|remise\\s+de|réduction\\s+de|jusqu’à|jusqu'à|ahorra|descuento\\s+del?|hasta|risparmia|sconto\\s+del|fino\\s+a|bespaar|korting\\s+van|poupe|desconto\\s+de|até";

const PERCENTAGE = new RegExp(`${START}([-−–]\\s?)?(${NUMBER})[\\s-]?${PERCENT}`, 'giu');
const CUT_AFTER = new RegExp(`^\\s*-?\\s*(?:${WORDS}(?:${CUT})|(?:cash)?back)${END}`, 'iu');
const SAVES = new RegExp(`(?:${CUT_BEFORE})\\s+(?:\\p{L}+\\s+){0,2}$`, 'iu');
/** Nothing follows that the share could be of: "You get 60 %." */
const BARE =
  /^\s*(?:$|[.,;:!?)\n]|(?:on|for|from|if|when|today|now|at|auf|für|sur|pour|en|para|su|op|voor|em)(?!\p{L}))/iu;

const NUMBER_OFF = new RegExp(`${START}(${NUMBER})\\s+off(?![\\p{L}\\p{N}-])`, 'giu');
const HALF = new RegExp(
  `${START}(?:half(?:\\s+(?:of\\s+)?(?:the|its|their|your))?[\\s-]?(?:off|prices?|priced)|(?:1⁄2|1\\/2)\\s+(?:price|off)|(?:one|two|three|a)[\\s-](?:third|quarter|fifth|tenth)s?\\s+off|halbe[rn]?\\s+preis|moitié\\s+prix|mitad\\s+de(?:l)?\\s+precio|metà\\s+prezzo|halve\\s+prijs|metade\\s+do\\s+preço)${END}`,
  'giu',
);
const ONE_FOR_NOTHING = new RegExp(
  `${START}(?:buy\\s+(?:one|two|three|\\d)[\\s,–-]+(?:and\\s+)?get\\s+(?:one|two|another|the|\\d)|(?:two|2|three|3)\\s?(?:for|für|pour|x|por|per|voor)\\s?(?:one|two|1|2|the\\s+price\\s+of\\s+(?:one|two|1|2))|bogo|nothing\\s+to\\s+pay|pay(?:ing)?\\s+nothing|for\\s+nothing|what\\s+you(?:\\s+have|’ve|'ve)?\\s+paid|(?:free|complimentary)\\s+(?:gifts?|vouchers?|credit|money|cash)|gratis-?\\s?geschenk|cadeau\\s+gratuit|regalo\\s+gratis)${END}`,
  'giu',
);

const UNIT = 'usd|eur|gbp|chf|dollars?|euros?|pounds?|bucks|pesos?';
const SUM = `(?:\\p{Sc}\\s?\\d[\\d.,]*(?<=\\d)|${START}(?:\\d[\\d.,]*|${NUMBER_IN_WORDS})\\s?(?:\\p{Sc}|(?:${UNIT})${END}))`;
const GIVEN =
  'off|discount|less|cheaper|rebate|(?:cash)?back|(?:store\\s+)?credit|vouchers?|bonus|refund|gifts?|rabatt|nachlass|gutschein|geschenkt?|zurück|remise|réduction|cadeau|remboursés?|descuento|regalo|sconto|korting|desconto';
const MONEY_GIVEN = new RegExp(`${SUM}\\s+(?:\\p{L}+\\s+)?(?:${GIVEN})${END}`, 'giu');
const MONEY_TAKEN = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:(?:refunds?|gifts?|gift\\s?cards?|vouchers?|credit|bonus|prize|cashback|rebate|discount|reduction|gutschein|rückerstattung|remboursement|reembolso|rimborso)(?:\\s+(?:of|worth|over|for|up|to|von|im|wert|über|de|por|di|van))*|(?:win|save|saving|get|receive|earn|claim|gewinnen?|sparen?|gagnez|économisez|gana|ahorra)(?:\\s+(?:up|to|you|a|an|your|extra|another|sie|du|bis|zu))*)\\s+${SUM}`,
  'giu',
);

/** Sums are looked for where there can be one alone: that costs more than all the rest. */
const NAMES_MONEY = new RegExp(`\\p{Sc}|${UNIT}`, 'iu');

/** "Feel free", "sugar-free", "free from", "free to" promise nothing. */
const FREE =
  /(?<![\p{L}\p{N}-])(?<!\b(?:feel|hands|set|break|roam)\s)free(?!\s+(?:to|from|time)(?!\p{L}))(?!\s+of\s+(?!charge))(?![\p{L}\p{N}-])/giu;
const MAYBE = new RegExp(
  `(?<![\\p{L}\\p{N}-])(?:kostenlose?[rnsm]?|kostenfrei|gratis|gratuite?s?|gratuitement|gratuito|geschenkt|refund(?:s|ed)?|reimburse[ds]?|vouchers?|gift\\s?cards?|cash\\s?back|money[\\s-]back|store\\s+credit|on\\s+the\\s+house|complimentary|giveaway|rebates?|prizes?|no\\s+charge|gutscheine?|rückerstattung|remboursements?|reembolso|rimborso|terugbetaling|clearance)${END}`,
  'giu',
);

/** A text without any of these promises nothing: looking for that is cheaper. */
const MAY_PROMISE = new RegExp(
  `[%‰\\p{Sc}]|\\d|${PERCENT}|off|half|halb|moiti|mitad|met|halve|free|pay|paid|gift|bogo|buy|back|refund|for|für|gratis|gratui|kosten|geschenk|voucher|${UNIT}|complimentary|house|giveaway|rebate|prize|charge|gutschein|rück|rembours|reembolso|rimborso|terugbetaling|clearance|reimburse|credit|cadeau|regalo`,
  'iu',
);

/** What a text, folded as an eye reads it, promises beyond the percentages that are given (20 for "20% off"). */
export function promisesIn(text: string, given: readonly number[]): Promises {
  if (!MAY_PROMISE.test(text)) return NOTHING;
  const cuts = [...percentagesIn(text, true), ...numbersOffIn(text)].filter(({ percent }) => !given.includes(percent));
  const halves = given.includes(50) ? [] : all(text, HALF);
  const untrue = [
    ...cuts.map(({ words }) => words),
    ...halves,
    ...all(text, ONE_FOR_NOTHING),
    ...(NAMES_MONEY.test(text) ? [...all(text, MONEY_GIVEN), ...all(text, MONEY_TAKEN)] : []),
  ];
  return {
    untrue: [...new Set(untrue)],
    percents: cuts.map(({ percent }) => percent).filter((percent) => !Number.isNaN(percent)),
    unproven: [...new Set([...all(text, FREE), ...all(text, MAYBE)])],
  };
}

/** A share or a number that is said to be off, and what it is; not a number where it cannot be read. */
export type Cut = { readonly words: string; readonly percent: number };

/** Discounts that a name states, beyond those that are given; a share alone ("Dark chocolate 70%") is none. */
export function cutsIn(name: string, given: readonly number[]): Cut[] {
  const cuts = [...percentagesIn(name, false), ...numbersOffIn(name)];
  return cuts.filter(({ percent }) => !given.includes(percent));
}

/**
 * Shares that read as a discount: something is off, saved or less by them; with `orBare` also where nothing is there that
 * they could be of.
 */
function percentagesIn(text: string, orBare: boolean): Cut[] {
  return [...text.matchAll(PERCENTAGE)].flatMap((match) => {
    const [figure, minus, number = ''] = match;
    const after = text.slice(match.index + figure.length).split(/[.!?\n](?:\s|$)/, 1)[0] ?? '';
    const before =
      text
        .slice(Math.max(0, match.index - 40), match.index)
        .split(/[.!?\n]\s/)
        .at(-1) ?? '';
    const percent = numberOf(number);
    const of = CUT_AFTER.exec(after)?.[0] ?? '';
    const saves = SAVES.exec(before)?.[0] ?? '';
    const isBare = orBare && percent !== 100 && BARE.test(after);
    if (!minus && !of && !saves && !isBare) return [];
    return [{ words: `${saves}${figure}${of}`.trim(), percent }];
  });
}

/** "60 off": the sign left out. */
function numbersOffIn(text: string): Cut[] {
  return [...text.matchAll(NUMBER_OFF)].map(([words, number = '']) => ({ words, percent: numberOf(number) }));
}

function all(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([found]) => found.trim());
}

const CODE_WORD =
  /(?<![\p{L}\p{N}])(?:codes?|coupons?|vouchers?|promo|gutschein(?:code)?|código|codice)\s*[:=]?\s*["“'‘„«]?([\p{L}\p{N}][\p{L}\p{N}-]{3,})/giu;
const USED_CODE =
  /(?<![\p{L}\p{N}])(?:[Uu]se|[Ee]nter|[Aa]pply|[Qq]uote|[Mm]ention|[Tt]ype)\s+["“'‘„«]?((?=[\p{Lu}\p{N}-]*\p{Lu})(?=[\p{Lu}\p{N}-]*\p{N})[\p{Lu}\p{N}-]{4,})(?!\p{L})/gu;
const LIKE_A_CODE = /^(?=.*\p{Lu})[\p{Lu}\p{N}-]+$|^\p{L}+-?\d[\p{L}\p{N}-]*$/u;

/** Codes that words name, apart from those that are the customer's. */
export function codesIn(text: string, known: readonly string[]): string[] {
  const named = [...text.matchAll(CODE_WORD), ...text.matchAll(USED_CODE)].map(([, code = '']) => code);
  return [...new Set(named)].filter((code) => LIKE_A_CODE.test(code) && !known.includes(code));
}
