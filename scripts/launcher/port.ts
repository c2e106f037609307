import { createServer } from 'node:net';

/** The port to listen on: the one asked for (0: any). Throws, saying what to do, when somebody else has it. */
export function choosePort(asked: string | undefined): Promise<number> {
  const wanted = asked ? Number(asked) : 3000;
  if (!Number.isInteger(wanted) || wanted < 0 || wanted > 65_535)
    throw new Error(`PORT=${asked} is not a port: give a number up to 65535.`);
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      const why = error.code === 'EACCES' ? 'may not be used by this account' : 'is in use by another program';
      reject(new Error(`Port ${wanted} ${why}. Choose another one: PORT=${wanted + 1} npm start`));
    });
    probe.listen(wanted, () => {
      const address = probe.address();
      probe.close(() => resolve(address && typeof address === 'object' ? address.port : wanted));
    });
  });
}
