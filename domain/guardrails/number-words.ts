/** Numbers in words, in the languages that shops write their messages in: what each is. Compounds are made of them. */
const TENS: Readonly<Record<string, number>> = {
  ...{ ten: 10, fifteen: 15, twenty: 20, thirty: 30, forty: 40, fifty: 50, sixty: 60, seventy: 70, eighty: 80 },
  ...{ ninety: 90, hundred: 100, five: 5, zehn: 10, fünfzehn: 15, zwanzig: 20, dreißig: 30, dreissig: 30 },
  ...{ vierzig: 40, fünfzig: 50, fuenfzig: 50, sechzig: 60, siebzig: 70, achtzig: 80, neunzig: 90, hundert: 100 },
  ...{ dix: 10, quinze: 15, vingt: 20, trente: 30, quarante: 40, cinquante: 50, soixante: 60 },
  ...{ 'soixante-dix': 70, 'quatre-vingts': 80, 'quatre-vingt': 80, 'quatre-vingt-dix': 90, cent: 100 },
  ...{ diez: 10, quince: 15, veinte: 20, treinta: 30, cuarenta: 40, cincuenta: 50, sesenta: 60, setenta: 70 },
  ...{ ochenta: 80, noventa: 90, cien: 100, dieci: 10, quindici: 15, venti: 20, trenta: 30, quaranta: 40 },
  ...{ cinquanta: 50, sessanta: 60, settanta: 70, ottanta: 80, novanta: 90, cento: 100, tien: 10, vijftien: 15 },
  ...{ twintig: 20, dertig: 30, veertig: 40, vijftig: 50, zestig: 60, zeventig: 70, tachtig: 80, negentig: 90 },
  ...{ honderd: 100, dez: 10, vinte: 20, trinta: 30, quarenta: 40, cinquenta: 50, sessenta: 60, oitenta: 80 },
};
const ONES: Readonly<Record<string, number>> = {
  ...{ one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9 },
};

const alternatives = (words: Readonly<Record<string, number>>) =>
  Object.keys(words)
    .toSorted((a, b) => b.length - a.length)
    .join('|');

/** A number in words, as the source of a regular expression. */
export const NUMBER_IN_WORDS = `(?:${alternatives(TENS)})(?:[\\s-](?:${alternatives(ONES)}))?|(?:${alternatives(ONES)})`;

/** What "60", "12,5" or "twenty-five" is; not a number where it is none. */
export function numberOf(text: string): number {
  const plain = text.toLowerCase().trim();
  const figure = Number(plain.replace(',', '.'));
  if (!Number.isNaN(figure)) return figure;
  const known = TENS[plain] ?? ONES[plain];
  if (known !== undefined) return known;
  const [tens = '', ones = ''] = plain.split(/[\s-]/);
  return (TENS[tens] ?? Number.NaN) + (ONES[ones] ?? Number.NaN);
}
