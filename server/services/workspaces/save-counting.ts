import { z } from 'zod';
import { CURRENCIES } from '@/domain/shared/currencies';
import { appendAudit } from '../../audit';
import { authorise, createContext, type ServiceContext } from '../../context';
import type { Db } from '../../db';
import { ServiceError } from '../../errors';
import { inTransaction } from '../../in-transaction';
import { restartPolicy } from '../policies';
import { Typed } from './brand-input';
import { knownZone } from './known-zone';
import { whyCurrencyStands } from './why-currency-stands';
import { getWorkspaceSettings, type WorkspaceSettings } from './workspace-settings';

export const SaveCountingInput = z.object({
  /** ISO 4217. */
  currency: Typed,
  /** IANA name: "Europe/Berlin". */
  timezone: Typed,
});

/**
 * Changes what a workspace counts in; the audit log says from what to what. Days of all its figures are cut by the new time
 * zone, past ones too. With another currency the policy begins anew with the defaults of that currency. Throws forbidden;
 * invalid, naming the field, for what is not known and for a demo, which lives where its shop is; conflict at `currency`
 * once anything was counted or written in the present one.
 */
export async function saveCounting(
  ctx: ServiceContext,
  input: z.input<typeof SaveCountingInput>,
): Promise<WorkspaceSettings> {
  authorise(ctx, 'settings.manage');
  const given = SaveCountingInput.parse(input);
  const isPolicyNew = await inTransaction(ctx, async (tx) => {
    const { workspaceId: id } = ctx;
    // What comes in meanwhile refers to this row, and waits.
    await tx.$queryRaw`SELECT 1 FROM workspace WHERE id = ${id}::uuid FOR UPDATE`;
    const before = await tx.workspace.findUniqueOrThrow({
      where: { id },
      select: { currency: true, timezone: true, isDemo: true },
    });
    const { currency } = given;
    const timezone = await knownZone(tx, given.timezone);
    const isCurrencyNew = currency !== before.currency;
    const isZoneNew = timezone !== before.timezone;
    if (!isCurrencyNew && !isZoneNew) return false;
    if (before.isDemo) {
      const message = 'A demo counts as its shop does: its people live in this time zone and pay in this currency.';
      throw new ServiceError('invalid', message, { field: isZoneNew ? 'timezone' : 'currency' });
    }
    if (isCurrencyNew) await checkCurrency(tx, ctx, currency);
    await tx.workspace.update({ where: { id }, data: { currency, timezone } });
    const payload = {
      ...(isCurrencyNew && { currency: { before: before.currency, after: currency } }),
      ...(isZoneNew && { timezone: { before: before.timezone, after: timezone } }),
    };
    await appendAudit(tx, ctx, { action: 'workspace.counting_changed', subject: `workspace:${id}`, payload });
    if (isCurrencyNew) {
      const reason = `The defaults of the product in ${currency}: the workspace counted in ${before.currency} before.`;
      await restartPolicy(tx, ctx, { currency, reason });
    }
    return isCurrencyNew;
  });
  if (isPolicyNew) await ctx.publish('policy/activated', { workspaceId: ctx.workspaceId });
  return getWorkspaceSettings(await createContext(ctx.workspaceId, ctx.actor));
}

async function checkCurrency(tx: Db, ctx: ServiceContext, currency: string): Promise<void> {
  if (!CURRENCIES.includes(currency)) {
    throw new ServiceError('invalid', 'Choose one of the currencies in use.', { field: 'currency' });
  }
  const why = await whyCurrencyStands(tx, ctx);
  if (why !== null) throw new ServiceError('conflict', why, { field: 'currency' });
}
