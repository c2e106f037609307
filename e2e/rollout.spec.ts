import type { Page } from '@playwright/test';
import { choose, expect, test } from './fixtures';
import { problemsHere } from './page-problems';

const HALTED = /The rollout is halted/;

/** A message that has left is reported, as an approver does who finds it wrong. */
async function reportOne(page: Page): Promise<void> {
  await page.goto('/demo/decisions?outcome=executed');
  await page.getByRole('table', { name: 'Decisions' }).locator('[data-row-link]').first().click();
  await page.getByRole('button', { name: 'Report a problem' }).click();
  const dialog = page.getByRole('dialog', { name: 'Report a problem with this message' });
  await choose(dialog.getByRole('combobox', { name: 'Which guardrail should have stopped it?' }), 'Tone and brand');
  await dialog.getByLabel('What was wrong?').fill('It calls a kettle a friend.');
  expect(await problemsHere(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Report it' }).click();
  await expect(page.getByText('Reported: this message should not have left')).toBeVisible();
  await expect(page.getByText('“It calls a kettle a friend.”')).toBeVisible();
}

test('a reported violation halts the rollout; the administrator resumes it and decides at the gate', async ({
  page,
  browser,
  signInAs,
}) => {
  const elsewhere = await browser.newContext();
  const approver = await elsewhere.newPage();
  await signInAs('approver', approver);
  await reportOne(approver);
  await elsewhere.close();

  await signInAs('admin');
  await page.goto('/demo/rollout');
  await expect(page.getByRole('main').getByText(HALTED)).toBeVisible();
  expect(await problemsHere(page)).toEqual([]);
  await page.getByRole('main').getByRole('button', { name: 'Resume' }).click();
  const stops = page.getByRole('dialog', { name: 'Kill switch' });
  await stops.getByLabel('Why sending may go on').fill('The words were mended.');
  await stops.getByRole('button', { name: 'Resume' }).click();
  await expect(page.getByRole('main').getByText(HALTED)).toHaveCount(0);

  await expect(page.getByRole('link', { name: 'Revenue per touch' })).toBeVisible();
  await page.getByRole('button', { name: 'Decide at the gate' }).click();
  const dialog = page.getByRole('dialog', { name: 'Decide at the gate' });
  await dialog.getByRole('radio', { name: /^No-go/ }).click();
  await dialog.getByLabel('Why?').fill('The last gate is not met yet.');
  expect(await problemsHere(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Record the no-go' }).click();
  await expect(dialog).toHaveCount(0);
  const decisions = page.getByRole('table', { name: 'Decisions at the gates' });
  await expect(decisions.getByText('The last gate is not met yet.')).toBeVisible();
});

test('an executive sees the gates from the scorecard, and decides nothing', async ({ page, signInAs }) => {
  await signInAs('executive');
  await page.goto('/demo/scorecard');
  await page.getByRole('link', { name: 'See the gates' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Rollout' })).toBeVisible();
  await expect(page.getByText('Phase 3: Optimise')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Decide at the gate' })).toHaveCount(0);
});
