import type { Context, Hono } from 'hono';
import { GroupQuery, type Group } from '@kith/contract';
import { writeKith, writeMeetingGuide, writeTable } from '@kith/finder/publish';
import { givenIn } from '@kith/finder/search-form';
import { inSlices } from '@kith/finder';
import type { Variables } from '../app.ts';
import type { Packed } from '../compress.ts';
import { ProblemError } from '../errors.ts';
import type { KnownProgram } from '../programs.ts';
import type { Store } from '../store/store.ts';
import { acrossPrograms, forNobody } from '../store/tenant.ts';
import { calendarInSteps } from './calendar.ts';
import type { Groups } from './groups.ts';
import type { GroupAsks } from './asks.ts';
import { groupListPage, groupPage, takeBackPage, type AskState, type View } from './pages.ts';
import { groupPath } from './public-handlers.ts';
import { Published } from './published.ts';

type Env = { Variables: Variables };
export interface PageGate {
  store: Store; groups: Groups;
  /** Draws a page of a program; nothing drawn is "not found", in words. */
  page: (method: 'GET' | 'POST', path: string, draw: (program: KnownProgram, site: string, language: string, context: Context<Env>, form: URLSearchParams) => Promise<string | undefined>) => void;
  /** The program of a key, for who may ask now; throws what the caller is told. */
  admitFeed: (context: Context<Env>, site: string) => Promise<KnownProgram>;
  address: (context: Context<Env>) => string;
  /** Waits for the program's turn at what can wait. */
  turn: <Result>(program: KnownProgram, work: () => Promise<Result>) => Promise<Result>;
  sendPacked: (context: Context, packed: Packed, type: string, status: 200, headers?: Record<string, string>) => Promise<Response>;
  /** Without staff there is nobody to ask. */
  asks?: GroupAsks | undefined;
  /** Whether the caller may send one more. */
  mayAsk: (context: Context<Env>, program: KnownProgram) => boolean;
}

const PAGE_SIZE = 20;
/** Most addresses that a sitemap may hold (sitemaps.org). */
const MOST_ADDRESSES = 50_000;

/** The fields of a posted search. Unknown values are left out: a page without script has nobody to mend them. */
function readForm(form: URLSearchParams): GroupQuery {
  const shapes = GroupQuery.shape as Record<string, { safeParse: (value: unknown) => { success: boolean } }>;
  const known = Object.entries(givenIn(form)).filter(([name, value]) => Object.hasOwn(shapes, name) && shapes[name]!.safeParse(value).success);
  const read = GroupQuery.safeParse(Object.fromEntries(known));
  return read.success ? read.data : {};
}

/** The pages about groups, what search engines ask for, and the listings as others read them. */
export function mountGroupPages(app: Hono<Env>, { store, groups, page, admitFeed, address, turn, sendPacked, asks, mayAsk }: PageGate): void {
  const viewOf = (program: KnownProgram, site: string, language: string, context: Context<Env>): View => ({ program: program.page, site, language, address: address(context), listed: program.listed });
  page('GET', '/embed/find-a-group', async (program, site, language, context) => {
    const cursor = GroupQuery.shape.cursor.safeParse(context.req.query('cursor'));
    const query: GroupQuery = cursor.success && cursor.data ? { cursor: cursor.data } : {};
    return groupListPage(viewOf(program, site, language, context), await groups.search(program.row, { ...query, limit: PAGE_SIZE }), query);
  });
  page('POST', '/embed/find-a-group', async (program, site, language, context, form) => {
    const query = readForm(form);
    return groupListPage(viewOf(program, site, language, context), await groups.search(program.row, { ...query, limit: PAGE_SIZE }), query);
  });
  page('GET', '/groups/:site/:id', async (program, site, language, context) => {
    const group = await groups.get(program.row, context.req.param('id')!);
    return group && groupPage(viewOf(program, site, language, context), group);
  });

  /** A form of the group's page, answered on the same page; what was asked can be taken back when the group is gone, or takes no questions any more. */
  const answered = (path: string, needsGroup: boolean, answer: (program: KnownProgram, id: string, form: URLSearchParams) => Promise<AskState>) => {
    const draw = async (program: KnownProgram, site: string, language: string, context: Context<Env>, state: AskState) => {
      const group = await groups.get(program.row, context.req.param('id')!);
      const view = viewOf(program, site, language, context);
      return group && (group.invites?.includes('ask') || !needsGroup) ? groupPage(view, group, state) : needsGroup ? undefined : takeBackPage(view, context.req.param('id')!, state);
    };
    // Somebody who loads the page again.
    page('GET', `/groups/:site/:id/${path}`, (program, site, language, context) => (asks ? draw(program, site, language, context, needsGroup ? {} : { back: true }) : Promise.resolve(undefined)));
    page('POST', `/groups/:site/:id/${path}`, async (program, site, language, context, form) => {
      if (!asks) return undefined;
      // A page of somebody else's has no business here; browsers that do not say where a form comes from are let through.
      if (['cross-site', 'same-site'].includes(context.req.header('sec-fetch-site') ?? '')) throw new ProblemError('origin-not-allowed');
      if (!mayAsk(context, program)) return draw(program, site, language, context, { problem: 'tooMany', back: !needsGroup });
      const id = context.req.param('id')!;
      if (needsGroup && !(await groups.get(program.row, id))?.invites?.includes('ask')) return undefined;
      return draw(program, site, language, context, await answer(program, id, form));
    });
  };
  answered('ask', true, async (program, id, form) => {
    const contact = (form.get('contact') ?? '').trim();
    if (contact.length < 3 || contact.length > 200) return { problem: 'missing' };
    return { code: await asks!.ask(program.row.id, id, { contact, name: (form.get('name') ?? '').trim().slice(0, 40), mayLeaveMessage: form.get('message') === 'on' }) };
  });
  answered('ask/withdraw', false, async (program, _id, form) => (await asks!.withdraw(program.row.id, form.get('code') ?? '') ? { gone: true, back: true } : { problem: 'wrongCode', back: true }));

  /** Current keys of the programs that want to be found. */
  const listedSites = async (): Promise<{ site: string; program: KnownProgram['row'] }[]> => {
    const rows = await acrossPrograms(() => store.read.selectFrom('site_keys').innerJoin('programs', 'programs.id', 'site_keys.program_id').selectAll('programs').select('site_keys.site_key').where('site_keys.ends_at', 'is', null).orderBy('site_keys.created_at').execute());
    return rows.map(({ site_key: site, ...program }) => ({ site, program }));
  };
  app.get('/robots.txt', (context) => {
    context.set('route', 'GET /robots.txt');
    return context.text(`User-agent: *\nAllow: /groups/\nAllow: /embed/find-a-group\nAllow: /pages.css\nDisallow: /\nSitemap: ${address(context)}/sitemap.xml\n`, 200, { 'cache-control': 'public, max-age=3600' });
  });
  app.get('/sitemap.xml', async (context) => {
    context.set('route', 'GET /sitemap.xml');
    const entries: string[] = [];
    // Each program by itself: what is begun for one goes on as that one's.
    for (const { site } of await listedSites()) await forNobody(async () => {
      const program = await admitFeed(context, site).catch(() => undefined);
      if (!program?.listed) return;
      entries.push(`<url><loc>${address(context)}/embed/find-a-group?site=${encodeURIComponent(site)}</loc></url>`);
      for await (const group of groups.all(program.row)) {
        if (group.sampleYear !== undefined) continue;
        if (entries.length >= MOST_ADDRESSES) break;
        const changed = /^\d{4}-\d{2}-\d{2}/.exec(group.checkedAt ?? group.updatedAt ?? '')?.[0];
        entries.push(`<url><loc>${address(context)}${groupPath(site, group)}</loc>${changed ? `<lastmod>${changed}</lastmod>` : ''}</url>`);
      }
    });
    return context.body(`<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${entries.join('\n')}\n</urlset>\n`, 200, { 'content-type': 'application/xml; charset=utf-8', 'cache-control': 'public, max-age=3600' });
  });

  const published = new Published(groups);
  const writers: Record<string, { type: string; write: (list: Group[], program: KnownProgram, link: (group: Group) => string) => string | Promise<string> }> = {
    'meeting-guide.json': { type: 'application/json', write: (list, _program, link) => JSON.stringify(writeMeetingGuide(list, link)) },
    'groups.csv': { type: 'text/csv; charset=utf-8; header=present', write: (list, _program, link) => writeTable(list, link) },
    'groups.json': { type: 'application/json', write: (list) => writeKith(list) },
    'groups.ics': { type: 'text/calendar; charset=utf-8', write: async (list, program, link) => { const text = await inSlices(calendarInSteps(list, { program: program.row.id, name: program.page.partner, page: link })); if (text === undefined) throw new ProblemError('no-dates'); return text; } },
  };
  app.get('/feeds/:site/:file', async (context) => {
    context.set('route', 'GET /feeds/{site}/{file}');
    const { site, file } = context.req.param();
    const program = await admitFeed(context, site);
    const writer = Object.hasOwn(writers, file) ? writers[file] : undefined;
    if (!writer || !program.listed) throw new ProblemError('not-found');
    const root = address(context);
    const packed = await published.get(program.row, `${file} ${site} ${root}`, async (list) => writer.write(list, program, (group) => `${root}${groupPath(site, group)}`), (work) => turn(program, work));
    return sendPacked(context, packed, writer.type, 200, { 'cache-control': 'public, max-age=300', 'access-control-allow-origin': '*' });
  });
}
