/**
 * Why the database cannot do what it is asked: `away` it does not answer, `full` it has no room left to write, `busy`
 * somebody holds what is needed or everything takes too long.
 */
export type DatabaseTrouble = 'away' | 'full' | 'busy';

/** Marks the failure of a page; all that the browser is told of it. */
export const TROUBLE_DIGESTS: Record<DatabaseTrouble, string> = {
  away: 'DATABASE_AWAY',
  full: 'DATABASE_FULL',
  busy: 'DATABASE_BUSY',
};

/** The trouble that a failure's mark names; null for every other failure. */
export function troubleOf(digest: string | undefined): DatabaseTrouble | null {
  const [found] = (['away', 'full', 'busy'] as const).filter((trouble) => TROUBLE_DIGESTS[trouble] === digest);
  return found ?? null;
}

/** What a person is shown, on a page and in a call's refusal. */
export const TROUBLE_WORDS: Record<DatabaseTrouble, { title: string; text: string; refusal: string }> = {
  away: {
    title: 'The database is restarting',
    text: 'Nothing is lost. This page loads by itself as soon as the database is back, usually within seconds.',
    refusal: 'The database does not answer. Nothing was changed; try again in a moment.',
  },
  full: {
    title: 'The database cannot write: its disk is full',
    text: 'What was saved is safe, and sending waits. An administrator has to make room on the disk the database is on, or give it a larger one; this page loads by itself as soon as there is room.',
    refusal:
      'The database cannot write: its disk is full. Nothing was changed; an administrator has to make room on its disk.',
  },
  busy: {
    title: 'The database is busy',
    text: 'Nothing is lost. Something holds what this page needs, or the database has too much to do. This page tries again by itself; if it goes on for minutes, an administrator finds what holds it in the log of this installation.',
    refusal:
      'The database is busy with something else. Nothing was changed; try again in a moment. If it goes on for minutes, an administrator finds in the log what holds it.',
  },
};
