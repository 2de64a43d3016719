import assert from 'node:assert/strict';
import { test } from 'node:test';
import { opensText } from './availability.ts';
import { saveHelpline } from './helplines.ts';
import { saveSettings, startingSettings } from './program-settings.ts';
import { listPrograms } from './programs.ts';
import { exampleApp, staffedApp } from './testing.ts';

test('without scripts the chat and the form say so, with the numbers, the program, and what works', async (context) => {
  const { store, app, url } = await staffedApp(context);
  await saveHelpline(store, 'one', { id: 'desk', name: 'Front desk', note: 'Weekdays from 8 to 6.', channels: [{ type: 'call', value: '555-0142' }], first: false });
  const said = new Set<string>();
  for (const element of ['talk-to-a-peer', 'request-a-mentor']) {
    for (const lang of ['en', 'es', 'ar']) {
      const page = await (await app.request(`${url}/embed/${element}?site=pk_one&lang=${lang}`)).text();
      assert.doesNotMatch(page, /<noscript/, 'what blocks scripts is not always the browser itself');
      assert.match(page, /href="tel:911"/);
      assert.match(page, /Front desk.*Weekdays from 8 to 6\..*href="tel:5550142"/s);
      for (const other of ['find-a-group', 'crisis-resources']) assert.ok(page.includes(`href="/embed/${other}?site=pk_one&amp;lang=${lang}"`), other);
      said.add(/<p>([^<]*(?:scripts|النصوص البرمجية)[^<]*)<\/p>/.exec(page)![1]!);
    }
  }
  assert.equal(said.size, 6);
});

test('the card in another language: what the program has not named itself is named in it, and the clock has a name', async (context) => {
  const { get, store } = await exampleApp(context);
  const program = (await listPrograms(store)).find(({ id }) => id === 'one')!;
  await saveSettings(store, 'one', { ...startingSettings(program), hours: [{ days: ['MO'], from: '09:00', to: '17:00' }] });
  for (const [lang, title] of [['en', 'Peer supporter'], ['es', 'Persona de apoyo'], ['ar', 'شخص داعم']] as const) {
    const { words, ...rest } = await (await get(`/v1/availability?site=pk_one&lang=${lang}`)).json() as { title: string; words: Record<string, string> };
    assert.equal(rest.title, title);
    assert.ok(words.who!.includes(title));
    assert.doesNotMatch(words.hours!, /America\//);
  }
});

test('when it opens: "today" on the same day of the program, else the day; with the zone as people name it', () => {
  const now = Date.parse('2026-11-29T15:00:00Z');
  const at = (instant: string, language = 'en') => opensText(language, instant, 'America/New_York', now).replace(/\s/g, ' ');
  assert.equal(at('2026-11-29T19:00:00Z'), 'today, 2:00 PM EST');
  assert.match(at('2026-11-29T19:00:00Z', 'es'), /^hoy/);
  assert.match(at('2026-11-29T19:00:00Z', 'ar'), /اليوم/);
  assert.match(at('2026-11-30T16:00:00Z'), /^Monday/);
  assert.match(at('2026-12-06T19:00:00Z'), /^Sunday/, 'a week later it is not today');
});
