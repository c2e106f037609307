import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { dataDirectory } from '../places';
import { Session } from './session';

/** What the first start wrote down about who may come in. */
export type Access = {
  url: string;
  users: { email: string; password: string; role: string }[];
  replay?: { workspace: string };
};

/** What the installation of this data directory says of itself; null where it was never started. */
export async function readAccess(): Promise<Access | null> {
  try {
    return JSON.parse(await readFile(path.join(dataDirectory(), 'demo-access.json'), 'utf8'));
  } catch {
    return null;
  }
}

/** Signs in at a running installation, as TOUCHSTONE_EMAIL or else as the marketer of the demo. Throws words that help. */
export async function openSession(asked: string | null, access: Access | null): Promise<Session> {
  const url = asked ?? access?.url;
  if (!url) throw new Error('Touchstone has not been started here yet: run `npm start`, or name it with --url.');
  const answers = await fetch(`${url}/api/health`).then(
    () => true,
    () => false,
  );
  if (!answers)
    throw new Error(`Touchstone does not answer at ${url}. Start it with \`npm start\`, then import again.`);
  const demo = access?.users.find((user) => user.role === 'marketer');
  const email = process.env.TOUCHSTONE_EMAIL || demo?.email;
  const password = process.env.TOUCHSTONE_PASSWORD || demo?.password;
  if (!email || !password) throw new Error('Who imports? Set TOUCHSTONE_EMAIL and TOUCHSTONE_PASSWORD.');
  const session = new Session(url);
  await session.signIn(email, password);
  return session;
}
