import { readFile } from 'node:fs/promises';
import { choose, expect, test } from './fixtures';

/** Customers whom no other try has brought in. */
const CUSTOMERS = (tried: number) =>
  [
    'Kundennummer;E-Mail;Vorname;Land;Kunde seit;Lieblingsfarbe',
    `K-1${tried};ada${tried}@example.com;Ada;Österreich;02.01.2025;blau`,
    `K-2${tried};bea${tried}@example.com;Bea;DE;soon;rot`,
    `K-3${tried};cleo${tried}@example.com;Cleo;FR;31.12.2025;=SUM(1)`,
    '',
  ].join('\r\n');

test('a marketer hands in a German file, sees how it is read, and imports what can be used', async ({
  page,
  signInAs,
}, { retry, repeatEachIndex }) => {
  const tried = 10 * repeatEachIndex + retry;
  await signInAs('marketer');
  await page.goto('/replay/imports');
  const file = { name: 'kunden.csv', mimeType: 'text/csv', buffer: Buffer.from(CUSTOMERS(tried), 'latin1') };
  // This workspace takes whole logs as well, in a card of their own.
  const card = page.locator('section', { has: page.getByRole('heading', { name: 'Import a CSV file' }) });
  await card.getByLabel(/Choose a file/).setInputFiles(file);
  await card.getByRole('button', { name: 'Hand in the file' }).click();
  await expect(page.getByRole('heading', { name: 'kunden.csv' })).toBeVisible();
  await expect(page.getByText('The file is not UTF-8')).toBeVisible();
  await expect(page.getByRole('combobox', { name: 'The file is an import of' })).toContainText('Customers');
  await expect(page.getByRole('combobox', { name: 'Kundennummer: used for' })).toContainText('Customer id');
  await expect(page.getByRole('combobox', { name: 'Kunde seit: written as' })).toContainText('Day first');
  const preview = page.getByRole('table', { name: 'First rows' });
  await expect(preview.getByRole('cell', { name: /Österreich/ })).toBeVisible();
  await expect(preview.getByRole('cell', { name: /no date with the day first/ })).toBeVisible();
  await choose(page.getByRole('combobox', { name: 'Lieblingsfarbe: used for' }), 'Keep as a trait');
  await page.getByRole('button', { name: 'Look through the file' }).click();
  await expect(page.getByText('2 of 3 rows can be imported, 1 would be refused')).toBeVisible();
  await page.getByRole('button', { name: 'Import 2 rows' }).click();
  await expect(page.getByText('2 of 3 rows used: 2 new events')).toBeVisible();
  const saving = page.waitForEvent('download');
  await page.getByRole('link', { name: 'CSV' }).click();
  const refused = await readFile((await (await saving).path()) ?? '', 'utf8');
  expect(refused).toContain(`K-2${tried},bea${tried}@example.com,Bea,DE,soon,rot,3,Kunde seit,`);
  await page.getByRole('link', { name: 'See the customers' }).click();
  await expect(page.getByText('Cleo').first()).toBeVisible();

  await page.goto('/replay/imports');
  await expect(page.getByRole('table', { name: 'Imported files' }).getByText('kunden.csv').first()).toBeVisible();
});

test('an executive may not import', async ({ page, signInAs }) => {
  await signInAs('executive');
  await page.goto('/replay/imports');
  await expect(page.getByRole('button', { name: 'Hand in the file' })).toHaveCount(0);
});

test('an administrator undoes an import, having seen what goes and what stays', async ({ page, signInAs }, {
  retry,
  repeatEachIndex,
}) => {
  const tried = 10 * repeatEachIndex + retry;
  await signInAs('admin');
  await page.goto('/replay/imports');
  const content = `customer_id,first_name\nU-1${tried},Undine\nU-2${tried},Ulla\n`;
  const card = page.locator('section', { has: page.getByRole('heading', { name: 'Import a CSV file' }) });
  const file = { name: 'wrong.csv', mimeType: 'text/csv', buffer: Buffer.from(content) };
  await card.getByLabel(/Choose a file/).setInputFiles(file);
  await card.getByRole('button', { name: 'Hand in the file' }).click();
  await page.getByRole('button', { name: 'Look through the file' }).click();
  await page.getByRole('button', { name: 'Import 2 rows' }).click();
  await expect(page.getByText('2 of 2 rows used')).toBeVisible();
  await page.getByRole('button', { name: 'Undo the import' }).click();
  const dialog = page.getByRole('dialog', { name: 'Undo this import?' });
  await expect(dialog.getByText('2 customers nobody else told of')).toBeVisible();
  await expect(dialog.getByText('Decisions and messages made meanwhile, as they were.')).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Undo the import' })).toBeDisabled();
  await dialog.getByLabel('Reason').fill('The file of another shop');
  await dialog.getByRole('button', { name: 'Undo the import' }).click();
  await expect(page.getByText('This import was undone')).toBeVisible();
  await expect(page.getByText('“The file of another shop”. Taken back: 2 customers, 2 events.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Undo the import' })).toHaveCount(0);
});
