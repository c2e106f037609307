// `npm run password -- EMAIL`: a new password for somebody, by whoever runs the installation.
import { parseArgs } from 'node:util';
import { openInstallation } from './open-installation';

const [DONE, REFUSED, FAILED] = [0, 1, 2];

const USAGE = `Usage: npm run password -- EMAIL

  Draws a new password for whoever signs in with this e-mail address, and prints it once. Every sign-in of theirs ends.`;

async function run(email: string): Promise<number> {
  const { resetPassword } = await import('@/server/services/sign-in');
  const password = await resetPassword(email);
  if (!password) {
    console.error(`Nobody signs in with ${email}.`);
    return REFUSED;
  }
  console.log(password);
  console.error('Hand it over in person: they change it under Your account.');
  return DONE;
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { help: { type: 'boolean' } } });
  const [email, ...more] = positionals;
  if (values.help || !email || more.length > 0) {
    console.log(USAGE);
    return values.help ? DONE : FAILED;
  }
  const close = await openInstallation();
  try {
    return await run(email);
  } finally {
    await close();
  }
}

process.exitCode = await main().catch((problem: Error) => {
  console.error(problem.message);
  return FAILED;
});
