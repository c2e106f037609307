import { formatCount } from '@/lib/format';

/** How many cases, in the words of their figure: "1 touch", "1,240 touches". `cases` is what the registry calls them. */
export function caseCount(count: number, cases: string): string {
  return `${formatCount(count)} ${caseNoun(count, cases)}`;
}

/** The noun alone, as a count asks for it. */
export function caseNoun(count: number, cases: string): string {
  return count === 1 ? cases.replace(/(?<=touch|address)es$|s$/, '') : cases;
}
