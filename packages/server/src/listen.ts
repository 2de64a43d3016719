import type { Server } from 'node:http';
import { Refusal } from './refusal.ts';

/** Listens, or throws a `Refusal` that says why it cannot be. `named`: the settings that give host and port. */
export async function listen(server: Server, { host, port }: { host: string; port: number }, named: { host: string; port: string }): Promise<Server> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', ({ code }: NodeJS.ErrnoException) => {
      const says = code === 'EADDRINUSE' ? `Port ${port} is in use. Set ${named.port} to another one.`
        : code === 'EACCES' ? `This user may not listen on port ${port}: those below 1024 are kept for the system. Set ${named.port} to one above, like 8080, and let the proxy have this one.`
        : code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN' ? `${named.host} (${host}) is no address of this machine. Set it to 127.0.0.1 where the proxy runs on the same machine, or to 0.0.0.0 for every address that it has.`
        : `Kith cannot listen on ${host}, port ${port} (${code ?? 'unknown reason'}). Look at ${named.host} and ${named.port}.`;
      reject(new Refusal(code === 'EADDRINUSE' ? 'port-in-use' : 'address', says));
    });
    server.listen(port, host, resolve);
  });
  return server;
}
