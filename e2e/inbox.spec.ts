import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { DESKTOP, problemsHere } from './page-problems';

const PHONE = { width: 390, height: 844 };
const verdict = (page: Page) => page.getByRole('region', { name: 'Your verdict' });
const notice = (page: Page, title: string) => page.locator('[data-notification]').filter({ hasText: title });

/** How many wait, as the sidebar says; 0 where it says nothing. */
async function badge(page: Page): Promise<number> {
  const text = await page
    .getByRole('navigation', { name: 'Main' })
    .getByRole('link', { name: /^Review inbox/ })
    .innerText();
  return Number(/\d+/.exec(text)?.[0] ?? 0);
}

/** The decision on screen takes verdicts; what somebody else left open is taken over. */
async function armed(page: Page): Promise<void> {
  const takeOver = verdict(page).getByRole('button', { name: 'Take over' });
  await expect(verdict(page)).toBeVisible();
  if (await takeOver.isVisible()) await takeOver.click();
  await expect(page.locator('button[aria-keyshortcuts="A"]')).not.toHaveAttribute('aria-disabled', 'true');
}

/** Skips to a decision that is not of high risk: approving that one asks no question. */
async function toCalmOne(page: Page): Promise<string> {
  for (;;) {
    await armed(page);
    const current = page.locator('nav[aria-label="Waiting decisions"] [aria-current]');
    if (!/High risk/.test(await current.innerText())) break;
    const before = page.url();
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => page.url()).not.toBe(before);
  }
  return page.locator('[data-decision-heading] strong').innerText();
}

async function openInbox(page: Page): Promise<void> {
  await page.goto('/demo/inbox');
  await armed(page);
}

test('approve, take back, reject with a reason, edit and approve: by keyboard alone', async ({ page, signInAs }) => {
  await signInAs('approver');
  await openInbox(page);
  await expect(verdict(page).getByText('Here because:')).toBeVisible();
  const waiting = await badge(page);
  await expect(verdict(page).getByText(`1 of ${waiting} waiting`)).toBeVisible();

  const name = await toCalmOne(page);
  const heading = page.locator('[data-decision-heading]');
  await page.getByRole('heading', { name: 'What else was considered' }).scrollIntoViewIfNeeded();
  await expect(heading).not.toBeInViewport();
  await page.keyboard.press('a');
  await expect(notice(page, `Approved: ${name}`).getByText(/^It is held for \d+ seconds/)).toBeVisible();
  // However far down the one before was read, the next begins at its top.
  await expect(heading).toBeInViewport();
  await expect.poll(() => badge(page)).toBe(waiting - 1);
  await expect(verdict(page).getByText(`of ${waiting - 1} waiting`)).toBeVisible();

  await page.keyboard.press('z');
  await expect(page.locator('[data-decision-heading] strong')).toHaveText(name);
  await expect.poll(() => badge(page)).toBe(waiting);

  await armed(page);
  await page.keyboard.press('r');
  await expect(page.getByRole('form', { name: 'Reject' })).toBeVisible();
  expect(await problemsHere(page)).toEqual([]);
  const reject = page.getByRole('form', { name: 'Reject' });
  await page.keyboard.press('2');
  await expect(reject.getByRole('radio', { name: 'Not the right moment' })).toBeFocused();
  // Typed on the reason or after a Tab: both times it is the note that is meant.
  await page.keyboard.type('It is');
  await expect(reject.getByLabel('Note')).toHaveValue('It is');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('End');
  await page.keyboard.type(' night there.');
  await expect(reject.getByLabel('Note')).toHaveValue('It is night there.');
  await page.keyboard.press('Control+Enter');
  await expect(notice(page, 'Rejected')).toBeVisible();
  await expect.poll(() => badge(page)).toBe(waiting - 1);
  await expect(page).toHaveTitle(new RegExp(`^\\(${waiting - 1}\\) `));

  await toCalmOne(page);
  await page.keyboard.press('e');
  const subject = page.getByLabel('Subject', { exact: true });
  await expect(subject).toBeFocused();
  await subject.press('Control+a');
  await subject.pressSequentially('Your cart, just as you left it');
  // Pressed before the guardrails have looked at the new words: it waits for them.
  await subject.press('Control+Enter');
  await expect(notice(page, 'Approved as edited')).toBeVisible();
  await expect.poll(() => badge(page)).toBe(waiting - 2);
});

test('an approval pressed while the guardrails look waits for them, and says why not', async ({ page, signInAs }) => {
  await signInAs('approver');
  await openInbox(page);
  await toCalmOne(page);
  let answer = () => {};
  const held = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route('**/api/trpc/*review.checkEdit*', async (route) => {
    await held;
    await route.continue();
  });
  await page.keyboard.press('e');
  const subject = page.getByLabel('Subject', { exact: true });
  await subject.press('Control+a');
  await subject.pressSequentially('URGENT: act now, guaranteed!!!');
  await subject.press('Control+Enter');
  const editor = page.getByRole('region', { name: 'Edit the message' });
  await expect(editor.getByText('Approved as soon as the guardrails have answered.')).toBeVisible();
  answer();
  await expect(editor.getByText(/^Not approved/)).toBeVisible();
  const evidence = page.getByRole('complementary', { name: 'Verdict and evidence' });
  await expect(evidence.getByText(/^your edit: .*blocked/)).toBeVisible();
  await expect(evidence.getByRole('region', { name: 'What changes' })).toBeVisible();
  await expect(page.locator('[data-notification]')).toHaveCount(0);

  // What stands in the editor is approved there and nowhere else.
  await expect(verdict(page).getByText(/^You are editing/)).toBeVisible();
  await expect(verdict(page).getByRole('button', { name: 'Approve' })).toHaveCount(0);
  const link = await page.getByRole('link', { name: 'Link to this decision' }).getAttribute('href');
  await editor.getByRole('button', { name: 'Back' }).click();
  await expect(verdict(page).getByRole('button', { name: 'Go on with your edit' })).toBeVisible();

  // On a phone nothing lies over the button.
  await page.setViewportSize(PHONE);
  await page.goto(link ?? '');
  await armed(page);
  await verdict(page).getByRole('button', { name: 'Edit, then approve' }).click();
  await expect(editor.getByRole('button', { name: 'Approve as edited' })).toBeInViewport();
  await expect(verdict(page)).toBeHidden();
});

test('a decision is free again as soon as the page of who had it open goes away', async ({
  page,
  signInAs,
  browser,
}) => {
  await signInAs('approver');
  await openInbox(page);
  const link = page.url();
  // Who rests on it has it.
  await page.waitForResponse((response) => response.url().includes('review.claim') && response.ok());
  const colleague = await browser.newPage();
  await signInAs('admin', colleague);
  await colleague.goto(link);
  await expect(verdict(colleague).getByRole('button', { name: 'Take over' })).toBeVisible();
  await page.goto('about:blank');
  await expect(verdict(colleague).getByRole('button', { name: 'Take over' })).toHaveCount(0, { timeout: 20_000 });
  await colleague.close();
});

test('what is typed while the palette loads judges nothing and is searched for', async ({ page, signInAs }) => {
  await signInAs('approver');
  await openInbox(page);
  const link = page.url();
  let arrive = () => {};
  const asked = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  let isAsked = false;
  await page.route('**/_next/static/chunks/*.js', async (route) => {
    isAsked = true;
    await asked;
    await route.continue();
  });
  await page.keyboard.press('Control+k');
  await expect.poll(() => isAsked).toBe(true);
  await page.keyboard.type('arz');
  arrive();
  await expect(page.getByPlaceholder('Find a page, a customer, something to do')).toHaveValue('arz');
  await page.keyboard.type('x');
  await expect(page.getByPlaceholder('Find a page, a customer, something to do')).toHaveValue('arzx');
  expect(page.url()).toBe(link);
  await expect(page.locator('[data-notification]')).toHaveCount(0);
});

test('the open decision is judged together with others, and changes are asked for by keyboard alone', async ({
  page,
  signInAs,
}) => {
  await signInAs('approver');
  await openInbox(page);
  await page.keyboard.press('c');
  await expect(page.getByRole('dialog', { name: 'What should be changed?' })).toBeVisible();
  await page.keyboard.type('Say which cart it is.');
  await page.keyboard.press('Control+Enter');
  await expect(notice(page, 'Changes requested')).toBeVisible();

  // Two calm ones, the second of them open.
  await toCalmOne(page);
  await page.keyboard.press('x');
  await page.keyboard.press('ArrowRight');
  await toCalmOne(page);
  await page.keyboard.press('x');
  await page.keyboard.press('a');
  const dialog = page.getByRole('dialog', { name: 'One verdict for all of them' });
  await expect(dialog.getByText(/Leaves (at once|\d)/).first()).toBeVisible();
  const count = await dialog.getByLabel(/^How many/).evaluate((field) => {
    const label = document.querySelector(`label[for="${field.id}"]`)?.textContent ?? '';
    return /Type (\d+)/.exec(label)?.[1] ?? '';
  });
  await dialog.getByLabel(/^How many/).fill(count);
  await page.keyboard.press('Enter');
  const outcome = page.getByRole('dialog', { name: 'What came of it' });
  await expect(outcome.getByText(`${count} approved`)).toBeVisible();
  await outcome.getByRole('button', { name: 'Undo all' }).click();
  await expect(outcome.getByText(`${count} taken back`)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(notice(page, 'That link names no decision')).toHaveCount(0);
});

test('arranging and judging together stand up on a desk, on a phone and in the dark', async ({ page, signInAs }) => {
  // Four dialogs, looked at in each colour and width.
  test.slow();
  await signInAs('approver');
  await openInbox(page);
  await page.keyboard.press('x');
  await expect(page.getByText('1 selected')).toBeVisible();
  for (const scheme of ['light', 'dark'] as const) {
    for (const size of [DESKTOP, PHONE]) {
      await page.emulateMedia({ colorScheme: scheme });
      await page.setViewportSize(DESKTOP);
      await armed(page);
      for (const [key, title] of [
        ['h', 'Snooze until when?'],
        ['c', 'What should be changed?'],
        ['@', 'Whose is this one?'],
      ] as const) {
        await page.keyboard.press(key);
        await page.setViewportSize(size);
        await expect(page.getByRole('dialog', { name: title })).toBeVisible();
        expect(await problemsHere(page), `${title} ${scheme} ${size.width}`).toEqual([]);
        await page.keyboard.press('Escape');
        await expect(page.getByRole('dialog', { name: title })).toHaveCount(0);
        await page.setViewportSize(DESKTOP);
      }
      await page.getByRole('button', { name: 'Judge together' }).click();
      await page.setViewportSize(size);
      await expect(page.getByRole('dialog', { name: 'One verdict for all of them' })).toBeVisible();
      expect(await problemsHere(page), `bulk ${scheme} ${size.width}`).toEqual([]);
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toHaveCount(0);
    }
  }
});

test('a verdict taken back before the server has answered it waits again, and can be judged at once', async ({
  page,
  signInAs,
}) => {
  await signInAs('approver');
  await openInbox(page);
  const name = await toCalmOne(page);
  const waiting = await badge(page);
  let answer = () => {};
  const held = new Promise<void>((resolve) => {
    answer = resolve;
  });
  let undone = 0;
  // A cold server: the verdict takes its time, and so does whatever is read after it was taken back.
  await page.route('**/api/trpc/**', async (route) => {
    const url = route.request().url();
    if (url.includes('review.decide')) await held;
    if (url.includes('review.undo')) undone += 1;
    if (undone > 0 && url.includes('review.get')) await new Promise((resolve) => setTimeout(resolve, 1_500));
    await route.continue();
  });
  await page.keyboard.press('a');
  await page.keyboard.press('z');
  expect(undone).toBe(0);
  answer();
  await expect(page.locator('[data-decision-heading] strong')).toHaveText(name);
  await armed(page);
  await page.keyboard.press('r');
  await expect(page.getByRole('form', { name: 'Reject' })).toBeVisible();
  await page.keyboard.press('2');
  await page.keyboard.press('Control+Enter');
  await expect(notice(page, 'Rejected')).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect.poll(() => badge(page)).toBe(waiting - 1);
});

test('the queue is narrowed by key, keeps its filters over verdicts, and offers to let them go', async ({
  page,
  signInAs,
}) => {
  await signInAs('approver');
  await openInbox(page);
  const filters = page.getByRole('group', { name: 'Filters' });
  await page.keyboard.press('f');
  await expect(filters.getByRole('combobox', { name: 'Source' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(filters).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Filters' })).toBeFocused();
  await page.keyboard.press('f');
  await expect(filters.getByRole('combobox', { name: 'Source' })).toBeFocused();
  // Who chooses by key goes on where they were, also in the narrowed queue.
  const owner = filters.getByRole('combobox', { name: 'Assigned to' });
  await owner.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('option', { name: /^Nobody \(\d+\)$/ })).toBeVisible();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await expect.poll(() => new URL(page.url()).searchParams.get('assignee')).not.toBeNull();
  await expect(owner).toBeFocused();
  expect(await problemsHere(page)).toEqual([]);

  await page.goto('/demo/inbox?assignee=nobody');
  await toCalmOne(page);
  await page.keyboard.press('a');
  await expect(notice(page, 'Approved')).toBeVisible();
  expect(new URL(page.url()).searchParams.get('assignee')).toBe('nobody');

  await page.goto('/demo/inbox?assignee=mine&guardrail=consent');
  await expect(page.getByText('No decision in “All” fits these filters.')).toBeVisible();
  for (const [scheme, size] of [
    ['light', DESKTOP],
    ['dark', PHONE],
  ] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    await page.setViewportSize(size);
    expect(await problemsHere(page), `${scheme} ${size.width}`).toEqual([]);
  }
  await page.setViewportSize(DESKTOP);
  await page.getByRole('status').getByRole('button', { name: 'Clear the filters' }).press('Enter');
  await armed(page);
  expect(new URL(page.url()).search).not.toContain('guardrail');
});

test('what was decided stands in the history with who, why and how long, and leads to its receipt', async ({
  page,
  signInAs,
}) => {
  await signInAs('approver');
  await openInbox(page);
  await page.keyboard.press('r');
  await expect(page.getByRole('form', { name: 'Reject' })).toBeVisible();
  await page.keyboard.press('2');
  await page.keyboard.press('Control+Enter');
  await expect(notice(page, 'Rejected')).toBeVisible();
  await page
    .getByRole('navigation', { name: 'Review inbox', exact: true })
    .getByRole('link', { name: 'History' })
    .press('Enter');
  const figures = page.getByRole('region', { name: 'How people decided' });
  await expect(figures.getByText('Override rate')).toBeVisible();
  const verdicts = page.getByRole('table', { name: 'Verdicts' });
  await expect(verdicts.getByText('Rejected', { exact: true }).first()).toBeVisible();
  for (const scheme of ['light', 'dark'] as const) {
    for (const size of [DESKTOP, PHONE]) {
      await page.emulateMedia({ colorScheme: scheme });
      await page.setViewportSize(size);
      expect(await problemsHere(page), `${scheme} ${size.width}`).toEqual([]);
    }
  }
  await page.setViewportSize(DESKTOP);
  await page.goto('/demo/inbox/history?verdict=approve&agent=creative_testing');
  await expect(page.getByText('No verdict fits these filters')).toBeVisible();
  await page.goto('/demo/inbox/history?verdict=reject');
  await verdicts.getByRole('link').first().press('Enter');
  await expect(page).toHaveURL(/\/decisions\/[0-9a-f-]{36}/);
});

test('of two windows the first sees what the second decided, keeps its note, and is never told that it took', async ({
  page,
  signInAs,
}) => {
  await signInAs('approver');
  await openInbox(page);
  const name = await toCalmOne(page);
  const second = await page.context().newPage();
  await second.goto(page.url());
  await page.bringToFront();
  await page.keyboard.press('r');
  const reject = page.getByRole('form', { name: 'Reject' });
  await expect(reject).toBeVisible();
  await page.keyboard.press('2');
  await page.keyboard.type('It is night there.');
  await second.bringToFront();
  await expect(second.locator('[data-decision-heading] strong')).toHaveText(name);
  await armed(second);
  await second.keyboard.press('a');
  await expect(notice(second, 'Approved')).toBeVisible();
  const left = await badge(second);
  await page.bringToFront();
  await expect(page.getByText('Your note is kept')).toBeVisible();
  await expect(page.getByText('It is night there.')).toBeVisible();
  await expect(page.getByText(`Rejected: ${name}`)).toHaveCount(0);
  await expect.poll(() => badge(page)).toBe(left);
  await expect(page.getByRole('button', { name: `All ${left}`, exact: true })).toBeVisible();
  await page.goto('/demo/inbox?queue=held');
  await expect(page).toHaveTitle(new RegExp(`^\\(${left}\\) `));
});
