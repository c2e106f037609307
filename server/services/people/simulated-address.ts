import { systemDb } from '../../system-db';

/** Whether an address is of somebody who exists only in generated history, in whatever workspace: nobody signs in as them. */
export async function isSimulatedAddress(email: string): Promise<boolean> {
  return (await systemDb().user.count({ where: { email, isSimulated: true } })) > 0;
}
