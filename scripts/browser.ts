import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { run } from './install.mjs';
import { withProgress } from './progress.mjs';

const OF_THE_SYSTEM = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

function installed(): string | undefined {
  const asked = process.env.CHROMIUM_PATH;
  if (asked && !existsSync(asked)) throw new Error(`CHROMIUM_PATH=${asked} does not exist.`);
  return asked || [...OF_THE_SYSTEM, chromium.executablePath()].find((file) => existsSync(file));
}

async function quietly(command: string, args: string[]): Promise<void> {
  await run(command, args, { cwd: process.cwd(), env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }).catch(
    () => {},
  );
}

function mayInstallPackages(): boolean {
  return process.platform === 'linux' && process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0;
}

/** A Chromium to test with: the system's, Playwright's, a downloaded one, or one from the package manager. */
export async function findBrowser(): Promise<string> {
  const here = installed();
  if (here) return here;
  await withProgress('Downloading Chromium', () => quietly('npx', ['playwright', 'install', 'chromium']), {
    slow: true,
  });
  if (!installed() && mayInstallPackages()) {
    await withProgress(
      'Installing Chromium with apt-get (half a minute)',
      async () => {
        await quietly('apt-get', ['update', '-qq']);
        await quietly('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium']);
      },
      { slow: true },
    );
  }
  const found = installed();
  if (found) return found;
  throw new Error(
    'There is no Chromium to test with. Install Chromium or Chrome, or run `npx playwright install chromium`, or set CHROMIUM_PATH.',
  );
}
