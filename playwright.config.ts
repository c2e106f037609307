import { defineConfig, devices } from '@playwright/test';

// scripts/e2e.ts starts the product and says where it is and which browser to use.
const { E2E_URL = 'http://localhost:3000', E2E_BROWSER, PLAYWRIGHT_JSON_OUTPUT_NAME } = process.env;

/** Specs that only look; they share the product without noticing each other. */
const READING = /(accessibility|budget|charts|edge|figures|keyboard|receipt|states)\.spec\.ts$/;

/** Specs that change nothing but what they made themselves, each file on its own. */
const APART =
  /(channels|events|executive-day|experiments|marketer-day|own-workspace|people|segments|snippet)\.spec\.ts$/;

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  workers: 2,
  projects: [
    { name: 'reading', testMatch: READING, fullyParallel: true, outputDir: 'test-results/reading' },
    { name: 'apart', testMatch: APART, outputDir: 'test-results/apart' },
    // One after the other, on a product of their own (scripts/e2e.ts).
    { name: 'changing', testIgnore: [READING, APART], workers: 1, outputDir: 'test-results/changing' },
  ],
  // A second try tells a broken page from an unsteady spec, which `npm test` names at its end.
  retries: PLAYWRIGHT_JSON_OUTPUT_NAME ? 1 : 0,
  forbidOnly: Boolean(PLAYWRIGHT_JSON_OUTPUT_NAME),
  // Enough for a machine that does much else; a page that is broken says so long before.
  timeout: 120_000,
  expect: { timeout: 30_000 },
  reporter: PLAYWRIGHT_JSON_OUTPUT_NAME ? [['list'], ['json', { outputFile: PLAYWRIGHT_JSON_OUTPUT_NAME }]] : 'list',
  use: {
    ...devices['Desktop Chrome'],
    baseURL: E2E_URL,
    locale: 'en-GB',
    timezoneId: 'UTC',
    // A trace of every first try would cost a third of the machine; a picture of the failure is kept anyway.
    trace: 'on-first-retry',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(E2E_BROWSER ? { executablePath: E2E_BROWSER } : {}),
      // Chromium's own sandbox needs rights that root in a container does not have.
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    },
  },
});
