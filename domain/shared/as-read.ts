/**
 * Characters nobody sees: controls, zero-width ones, marks that turn the direction of writing, blank letters, variation
 * selectors and the "tag" letters in which a hidden text can be carried. Tabs and ends of lines are seen.
 */
export const UNSEEN =
  /(?![\t\n\r])[\p{Cc}\p{Cf}\p{Co}\p{Cs}]|[\u034F\u115F\u1160\u17B4\u17B5\u2028\u2029\u2800\u3164\uFFA0]|[\uFE00-\uFE0F]|[\u{E0100}-\u{E01EF}]/gu;

/** Where such a character is a part of what is seen: of an emoji, a keycap, a flag, or of a word whose script joins its letters. */
const PART_OF_A_SIGN =
  /\p{Extended_Pictographic}(?:\uFE0F|\p{Emoji_Modifier})*(?:\u200D\p{Extended_Pictographic}(?:\uFE0F|\p{Emoji_Modifier})*)+|\p{Extended_Pictographic}\uFE0F|[#*\d]\uFE0F\u20E3|\u{1F3F4}[\u{E0061}-\u{E007A}]{2,6}\u{E007F}|(?<=[\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Malayalam}\p{Script=Sinhala}])\p{M}*[\u200C\u200D](?=[\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Malayalam}\p{Script=Sinhala}])/gu;

/** The text without what nobody sees of it. */
export function withoutUnseen(text: string): string {
  if (text.search(UNSEEN) < 0) return text;
  const signs = text.match(PART_OF_A_SIGN) ?? [];
  return text
    .split(PART_OF_A_SIGN)
    .map((part, index) => `${part.replace(UNSEEN, '')}${signs[index] ?? ''}`)
    .join('');
}

/** The first character of a text that nobody sees, as its number is written (“U+200B”); null where there is none. */
export function unseenIn(text: string): string | null {
  if (text.search(UNSEEN) < 0) return null;
  const code = text.replace(PART_OF_A_SIGN, '').match(UNSEEN)?.[0]?.codePointAt(0);
  return code === undefined ? null : `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}

/** Whether a reader sees a letter or a figure in it. */
export function isReadable(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(withoutUnseen(text.normalize('NFKC')));
}

/**
 * Letters of other alphabets that look Latin, each before the letter it looks like (Unicode, UTS 39, as far as typefaces
 * of e-mail draw them alike). The skeletons of the packages there are turn "0" into "O" and "m" into "rn" as well, which
 * no figure could be read from.
 */
const LOOKS_LATIN =
  // Cyrillic
  'аaсcԁdеeһhіiјjкkӏlоoрpԛqѕsѵvԝwхxуyүyАAВBСCЕEԌGНHІIӀIЈJКKМMОOРPԚQЅSТTѴVԜWХXУYҮY' +
  // Greek
  'αaϲcιiϳjκkηnοoρpυuνvχxγyΑAΒBϹCΕEΗHΙIͿJΚKΜMΝNΟOΡPΤTΧXΥYΖZ' +
  // Armenian
  'ցgհhյjոnօoզqսuՕOՏSԼL' +
  // Cherokee
  'ᎪAᏴBᏟCᎠDᎬEᏀGᎻHᎫJᏦKᏞLᎷMᏢPᎡRᏚSᎢTᏙVᏔWᏃZ' +
  // Lisu
  'ꓐBꓑPꓓDꓔTꓖGꓗKꓙJꓚCꓜZꓝFꓟMꓠNꓡLꓢSꓣRꓦVꓧHꓪWꓫXꓬYꓮAꓰEꓲIꓳOꓴU' +
  // Latin letters in another dress
  'ıiɑaɡgɩiᴀaʙbᴄcᴅdᴇeꜰfɢgʜhɪiᴊjᴋkʟlᴍmɴnᴏoᴘpʀrꜱsᴛtᴜuᴠvᴡwʏyᴢzꞁl';
const LATIN_OF = new Map([...LOOKS_LATIN.matchAll(/(.)(.)/gu)].map(([, like = '', latin = '']) => [like, latin]));
const LOOKS = new RegExp(`[${[...LATIN_OF.keys()].join('')}]`, 'u');
const WORD = /[\p{L}\p{N}\p{M}]+/gu;
const LATIN_WORD = /[\p{Script=Latin}\p{N}][\p{Script=Latin}\p{N}\p{M}]*/gu;
const LATIN = /\p{Script=Latin}/u;
const OTHER = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}\p{Script=Lisu}]/u;

/** A word that mixes Latin letters with ones of another alphabet that look Latin: nobody writes it by hand. Else null. */
export function mixedWordIn(text: string): string | null {
  if (!OTHER.test(text)) return null;
  const isMixed = (word: string) =>
    LATIN.test(word) && [...word].some((letter) => OTHER.test(letter) && LATIN_OF.has(letter));
  return text.normalize('NFKC').match(WORD)?.find(isMixed) ?? null;
}

/** What nobody sees taken out, and compatibility forms as what they look like: "６０％" is "60%". */
export function asRead(text: string): string {
  return withoutUnseen(text.normalize('NFKC'));
}

const PLAIN = /^[\u0020-\u007E\n\u00A0-\u00FF–—‘’“”…€]*$/;

/**
 * The text as an eye takes it that looks for Latin words and figures: look-alikes as the Latin letters they look like,
 * figures of other scripts as ours, marks laid over a letter gone. A word with a letter of its own alphabet that looks
 * like nothing Latin stays as it is. For matching alone: nobody is shown it.
 */
export function folded(text: string): string {
  const read = withoutOddMarks(withFigures(asRead(text)));
  const latin = PLAIN.test(read)
    ? read
    : read
        .replace(WORD, foldWord)
        .replaceAll('٪', '%')
        .replace(/[。․‧ꓸ]/gu, '.');
  return latin.replace(FIGURE_IN_LETTERS, (figure) => figure.replace(/[Oo]/g, '0').replace(/[Il|]/g, '1'));
}

const NOT_PLAIN_FIGURES =
  /[\u2776-\u2793\u24EA-\u24FF\u{1F10B}\u{1F10C}]|[\u{1F150}-\u{1F169}\u{1F170}-\u{1F189}]|[\u{1F193}]|\u20E3/gu;

/** Marks that no alphabet of western Europe lays on a letter: "pạssword" reads as "password". */
const ODD_MARKS = /(?![\u0300-\u0304\u0306-\u0308\u030A-\u030C\u0327\u0328])\p{Mn}/gu;

function withoutOddMarks(text: string): string {
  return PLAIN.test(text)
    ? text
    : text.replace(LATIN_WORD, (word) => word.normalize('NFD').replace(ODD_MARKS, '').normalize('NFC'));
}

/** Figures and letters in circles, on keys and in boxes, which normal forms leave as they are: "6️⃣0️⃣", "❻⓿", "🆓". */
function withFigures(text: string): string {
  return text.search(NOT_PLAIN_FIGURES) < 0 ? text : text.replace(NOT_PLAIN_FIGURES, plainFigure);
}

function plainFigure(sign: string): string {
  const code = sign.codePointAt(0) ?? 0;
  if (code === 0x20e3) return '';
  if (code === 0x1f193) return ' free ';
  if (code === 0x24ff || code === 0x24ea || code === 0x1f10b || code === 0x1f10c) return '0';
  if (code >= 0x2776 && code <= 0x2793) return String(((code - 0x2776) % 10) + 1);
  if (code >= 0x24eb && code <= 0x24fe) return String(code <= 0x24f4 ? code - 0x24eb + 11 : code - 0x24f5 + 1);
  return String.fromCharCode(65 + (code >= 0x1f170 ? code - 0x1f170 : code - 0x1f150));
}

/** "6O %", "l0 %": letters that stand for a figure. */
const FIGURE_IN_LETTERS =
  /(?<![\p{L}\p{N}])(?=[\dOoIl|]*[OoIl|])(?=[OoIl|]*\d)[\dOoIl|]{2,4}(?=\s?(?:%|per\s?cent\b))/gu;

function foldWord(word: string): string {
  const plain = word.replace(/(?<=[\p{Script=Latin}\p{N}])\p{Mn}+/gu, '').replace(/(?![0-9])\p{Nd}/gu, digitOf);
  if (!LOOKS.test(plain)) return plain;
  const isWhole = [...plain].every((letter) => LATIN_OF.has(letter) || !OTHER.test(letter));
  const isMixed = LATIN.test(plain);
  return isWhole || isMixed ? [...plain].map((letter) => LATIN_OF.get(letter) ?? letter).join('') : plain;
}

/** "٦" is 6: the figures of a script stand in a row from its nought on. */
function digitOf(figure: string): string {
  const code = figure.codePointAt(0) ?? 0;
  let nought = code;
  while (nought > code - 9 && /\p{Nd}/u.test(String.fromCodePoint(nought - 1))) nought -= 1;
  return String(code - nought);
}
