import { connect, groups, isKithError, programs } from '@kith/sdk';
import { kithScript, kithServer } from '../page.ts';
import type { GroupSource } from './source.ts';

/** Groups of a program on a Kith server; both default to what the script tag says. Throws `unknown-site` when nothing says a site. */
export function openServer(server: string | undefined, site: string | undefined): GroupSource {
  const script = kithScript();
  const key = site ?? script?.dataset.site;
  if (!key) throw Object.assign(new Error('unknown-site'), { code: 'unknown-site' });
  const connection = connect({ server: server ?? kithServer(script, import.meta.url), site: key });
  const capability = groups(connection);
  return {
    page: (query, signal) => capability.page(query, { signal }).catch((error: unknown) => {
      // The browser's last copy says when it is from. Searches are never kept.
      if (isKithError(error) && error.name === 'KithConnectionError') return capability.page(query, { signal, cached: true });
      throw error;
    }),
    program: () => programs(connection).get(),
    connection,
  };
}
