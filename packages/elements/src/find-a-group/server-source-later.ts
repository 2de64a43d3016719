/** Takes the place of `server-source.ts` in the copy for pages that have feeds alone: what talks to a server comes when a finder without `src` does. */
export const openServer = async (server: string | undefined, site: string | undefined) => (await import('./server-source.ts')).openServer(server, site);
