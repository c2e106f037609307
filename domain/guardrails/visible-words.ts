import { CHOICES } from '../channels/short-text';
import type { Candidate } from '../decisions/candidate';
import type { ProductFact, Snapshot } from '../decisions/snapshot';
import { asRead, folded } from '../shared/as-read';
import type { MessageContent } from '../templates/content';
import { fillSlots, slotsIn } from '../templates/slots';

/** Who reads, and what is known of the products: what of a snapshot is in the words. */
export type Reader = {
  readonly customer: Pick<Snapshot['customer'], 'firstName'>;
} & Partial<Pick<Snapshot, 'catalogue' | 'products' | 'newProducts'>>;

/** Who writes: the name that the words may hold whatever it means. */
type Branded = { readonly workspace: { readonly brand: Pick<Snapshot['workspace']['brand'], 'companyName'> } };

/** What of a candidate is read; where no products are named, its words alone. */
export type Read = Pick<Candidate, 'content'> & Partial<Pick<Candidate, 'products' | 'channel'>>;

/**
 * The words as this customer would read them, without what nobody sees; `all` has the names of the products that are shown
 * with them. Letters that look Latin stand as they are: `phrasesIn` and `folded` take them for what they look like.
 */
export type VisibleWords = { readonly subject: string; readonly body: string; readonly all: string };

type Seen = { firstName: string | null; names: string; words: VisibleWords };
const seen = new WeakMap<MessageContent, Seen>();

/** Fills the slots with what is known at decision time; the code, not yet made, reads as ten letters. */
export function visibleWords(message: Read, snapshot: Reader): VisibleWords {
  const { content } = message;
  const { firstName } = snapshot.customer;
  const names = namesShown(message, snapshot);
  const before = seen.get(content);
  if (before?.firstName === firstName && before.names === names) return before.words;
  const words = filled(content, firstName, names);
  seen.set(content, { firstName, names, words });
  return words;
}

/** Channels whose messages show products beside their words. */
const SHOWING: ReadonlySet<string> = new Set(['email', 'web']);

/**
 * The products that stand in the message. None by a snapshot from before it was told apart who spoke of a product: what
 * was decided then is decided the same again.
 */
export function shownProducts({ products = [], channel }: Read, snapshot: Reader): ProductFact[] {
  if (!snapshot.catalogue || products.length === 0 || (channel && !SHOWING.has(channel))) return [];
  const known = [...(snapshot.products ?? []), ...(snapshot.newProducts ?? [])];
  return products.flatMap((sku) => known.find((product) => product.sku === sku) ?? []);
}

/** The names of the products that stand in the message, each on a line of its own. */
export function namesShown(message: Read, snapshot: Reader): string {
  return shownProducts(message, snapshot)
    .map(({ name }) => name)
    .join('\n');
}

function filled(content: MessageContent, firstName: string | null, names: string): VisibleWords {
  // An empty name is as unknown as none: Liquid fills in the default.
  const fill = (text: string) => asRead(fillSlots(text, { ...SPECIMEN, 'customer.first_name': firstName || null }));
  const subject = fill(content.subject);
  const body = [content.preheader, content.headline, ...content.paragraphs, content.callToAction].map(fill).join('\n');
  const shown = asRead(names);
  return { subject, body, all: [subject, body, ...(shown ? [shown] : [])].join('\n') };
}

/** The name taken out where it stands alone: not as a part of an address ("Fernloom.evil.example"). */
function withoutName(text: string, name: string): string {
  if (name === '') return text;
  return text.split(name).reduce((left, right) => {
    const isPart = /[\p{L}\p{N}.@/-]$/u.test(left) || /^(?:[\p{L}\p{N}@/-]|\.[\p{L}\p{N}])/u.test(right);
    return isPart ? `${left}${name}${right}` : `${left} … ${right}`;
  });
}

const measured = new WeakMap<MessageContent, { firstName: string | null; companyName: string; text: string }>();

/**
 * The words as an eye takes them, whole and on one line each, to look for promises, addresses and demands in: every slot
 * filled, look-alikes as what they look like. The company's own name is left out: it may be "Half Price Books".
 */
export function measuredWords(content: MessageContent, snapshot: Reader & Branded): string {
  const { firstName } = snapshot.customer;
  const { companyName } = snapshot.workspace.brand;
  const before = measured.get(content);
  if (before?.firstName === firstName && before.companyName === companyName) return before.text;
  const values = { ...SPECIMEN, 'offer.expires_on': LONGEST_EXPIRY, 'customer.first_name': firstName || null };
  const lines = [content.subject, content.preheader, content.headline, ...content.paragraphs, content.callToAction];
  const filledIn = fillSlots(lines.join('\n'), values);
  const text = folded(withoutName(filledIn, companyName));
  measured.set(content, { firstName, companyName, text });
  return text;
}

/** What a slot that is filled at rendering is measured as. */
export const CODE_SPECIMEN = 'XXXX-XXXXX';
const SPECIMEN = { 'offer.code': CODE_SPECIMEN };
/** The last hour of a code, as long as it can be written. */
const LONGEST_EXPIRY = 'Wednesday, 30 September at 23:59 GMT+13';

/** The text of an SMS as it will be billed: words, name, code, and both links at their full length. */
export function smsText(content: MessageContent, snapshot: Snapshot): string {
  const link = 'x'.repeat(snapshot.sending.linkCharacters);
  const values = {
    ...SPECIMEN,
    'offer.expires_on': LONGEST_EXPIRY,
    'customer.first_name': snapshot.customer.firstName,
  };
  const words = [content.headline, ...content.paragraphs].filter((text) => text !== '').join(' ');
  return fillSlots(`${words}\n${content.callToAction}: ${link}\n${CHOICES}: ${link}`, values);
}

/** What was found in texts looked through last, by the list that was looked for: a campaign says the same to thousands. */
const found = new WeakMap<readonly string[], Map<string, readonly string[]>>();
const MOST_FOUND = 500;

/**
 * Which of the phrases a text holds as whole words; case, runs of spaces and typographic quotes do not matter. Nobody may
 * write to a list of phrases that was looked for.
 */
export function phrasesIn(text: string, phrases: readonly string[]): string[] {
  const before = found.get(phrases) ?? new Map<string, readonly string[]>();
  const same = before.get(text);
  if (same) return [...same];
  const made = lookedFor(text, phrases);
  if (before.size >= MOST_FOUND) before.clear();
  before.set(text, made);
  found.set(phrases, before);
  return [...made];
}

function lookedFor(text: string, phrases: readonly string[]): string[] {
  const plain = ` ${simplifiedText(text)} `;
  const simple = simplified(phrases);
  return phrases.filter((_phrase, index) => {
    const wanted = simple[index] ?? '';
    let at = plain.indexOf(wanted);
    while (at >= 0) {
      if (!isWordPart(plain[at - 1]) && !isWordPart(plain[at + wanted.length])) return true;
      at = plain.indexOf(wanted, at + 1);
    }
    return false;
  });
}

/** Whether the message speaks to this person: a slot with their name, or products chosen for them. */
export function isPersonal(candidate: Pick<Candidate, 'content' | 'products'>): boolean {
  const { content } = candidate;
  const texts = [content.subject, content.preheader, content.headline, ...content.paragraphs];
  return (
    candidate.products.length > 0 || texts.some((text) => slotsIn(text).some((slot) => slot.startsWith('customer.')))
  );
}

const known = new WeakMap<readonly string[], readonly string[]>();

/** A policy's lists are looked for in every message: each is simplified once. */
function simplified(phrases: readonly string[]): readonly string[] {
  const before = known.get(phrases);
  if (before) return before;
  const made = phrases.map(simplify);
  known.set(phrases, made);
  return made;
}

/** Texts looked through last. One message is searched for several lists, and only the first search has to simplify it. */
const recent = new Map<string, string>();
const MOST_RECENT = 16;

function simplifiedText(text: string): string {
  const before = recent.get(text);
  if (before !== undefined) return before;
  const made = simplify(text);
  if (recent.size >= MOST_RECENT) recent.clear();
  recent.set(text, made);
  return made;
}

function simplify(text: string): string {
  return folded(text).toLowerCase().replaceAll('’', "'").replace(/\s+/g, ' ');
}

function isWordPart(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}]/u.test(character);
}
