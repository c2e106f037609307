import { expect, test } from './fixtures';
import { problemsHere } from './page-problems';

test('an executive hands the scorecard on: on paper, as a file, at an address that ends', async ({
  page,
  browser,
  signInAs,
}) => {
  await signInAs('executive');
  await page.goto('/demo/scorecard?range=7d');
  // A key that is pressed before the page runs is nobody's.
  await expect(async () => {
    await page.keyboard.press('p');
    await expect(page).toHaveURL(/\/scorecard\/report\?range=7d/, { timeout: 3_000 });
  }).toPass();
  const sheet = page.getByRole('article', { name: 'Scorecard' });
  await expect(sheet.getByRole('heading', { name: 'Revenue per marketing touch' })).toBeVisible();
  const hero = await sheet.getByRole('region', { name: 'Revenue per marketing touch' }).innerText();

  const paper = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  expect(paper.match(/\/Type \/Page\b/g), 'one side of paper').toHaveLength(1);
  const saving = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Save as PDF' }).click();
  expect((await saving).suggestedFilename()).toMatch(/^scorecard-.*\.pdf$/);

  await page.getByRole('button', { name: 'Share' }).click();
  const dialog = page.getByRole('dialog', { name: 'Share this scorecard' });
  await dialog.getByRole('radio', { name: 'For 7 days' }).click();
  await dialog.getByRole('button', { name: 'Make an address' }).click();
  const address = await dialog.getByText(/\/s\/[\w-]{32}$/).innerText();
  await dialog.getByRole('button', { name: 'Done' }).click();

  const stranger = await (await browser.newContext()).newPage();
  await stranger.goto(address);
  await expect(stranger.getByRole('article', { name: 'Scorecard' })).toBeVisible();
  expect(await stranger.getByRole('region', { name: 'Revenue per marketing touch' }).innerText()).toBe(hero);
  expect(await problemsHere(stranger)).toEqual([]);
  await stranger.setViewportSize({ width: 360, height: 740 });
  expect(await problemsHere(stranger)).toEqual([]);

  const shared = page.getByRole('table', { name: 'Shared addresses' });
  await shared.getByRole('button', { name: 'Take back' }).first().click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Take back' }).click();
  await expect(page.getByText('The address leads nowhere now')).toBeVisible();
  await stranger.reload();
  await expect(stranger.getByText('This address leads to no scorecard')).toBeVisible();
  await stranger.context().close();
});
