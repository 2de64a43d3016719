import { groupLabels } from '@kith/elements/parts/group-preview';
import { accessKinds, attributes, audiences, formats, ledBy, topics, weekdays, type GroupEdit } from '@kith/sdk/staff';
import { html, nothing, type TemplateResult } from 'lit';
import { dayName, repeats, type ScheduleShape } from './group-schedule.ts';
import { groupEditWords as say } from './locale/group-edits-en.ts';

/** What is wrong, by the name of the field. */
export type Wrong = Readonly<Record<string, string>>;
type More = { most?: number; type?: string; note?: string; required?: boolean; range?: [number, number]; pattern?: string; /** Id of what is offered. */ list?: string };

/** Fields of words and numbers; what is wrong with one stands under it. */
const drawn = (wrong: Wrong) => {
  const noteOf = (name: string, note = '') => html`${note ? html`<span class="note" id="${name}-note">${note}</span>` : nothing}${wrong[name] ? html`<span class="problem" id="${name}-wrong">${wrong[name]}</span>` : nothing}`;
  const described = (name: string, note = '') => [note && `${name}-note`, wrong[name] && `${name}-wrong`].filter(Boolean).join(' ') || nothing;
  return {
    line: (name: string, label: string, value: string | number | undefined, { most = 200, type = 'text', note, required = false, range, pattern, list }: More = {}): TemplateResult => html`<label>${label}<input name=${name} type=${type} maxlength=${most} step=${type === 'number' ? 'any' : nothing} min=${range?.[0] ?? nothing} max=${range?.[1] ?? (type === 'date' ? '9999-12-31' : nothing)} pattern=${pattern ?? nothing} list=${list ?? nothing} ?required=${required} aria-invalid=${wrong[name] ? 'true' : nothing} aria-describedby=${described(name, note)} .value=${String(value ?? '')}></label>${noteOf(name, note)}`,
    area: (name: string, label: string, value: string | undefined, most: number, note = ''): TemplateResult => html`<label>${label}<textarea name=${name} rows="3" maxlength=${most} aria-invalid=${wrong[name] ? 'true' : nothing} aria-describedby=${described(name, note)} .value=${value ?? ''}></textarea></label>${noteOf(name, note)}`,
  };
};
const check = (name: string, label: string, on: boolean | undefined): TemplateResult => html`<label class="check"><input type="checkbox" name=${name} .checked=${on ?? false}>${label}</label>`;
const pick = (name: string, label: string, value: string, options: readonly (readonly [string, string])[]): TemplateResult => html`<label>${label}<select name=${name}>${options.map(([key, text]) => html`<option value=${key} ?selected=${key === value}>${text}</option>`)}</select></label>`;
const chips = (name: string, label: string, values: readonly string[], chosen: readonly string[], text: (value: string) => string): TemplateResult => html`<fieldset><legend>${label}</legend><div class="row">${values.map((value) => html`<label class="chip"><input type="checkbox" name=${name} value=${value} .checked=${chosen.includes(value)}>${text(value)}</label>`)}</div></fieldset>`;
const part = (title: string, open: boolean, body: TemplateResult): TemplateResult => html`<details ?open=${open}><summary>${title}</summary><div class="stack">${body}</div></details>`;

const zones = (): string[] => { try { return Intl.supportedValuesOf('timeZone'); } catch { return []; } };

/** When it meets. `loaded` is what the fields began with, `now` what the form says. */
export function scheduleFields(loaded: ScheduleShape, now: ScheduleShape, pause: string, rule: string, wrong: Wrong): TemplateResult {
  const { line } = drawn(wrong);
  const { repeat } = now;
  const follows = repeat === 'weekly' && !now.days.length || repeat === 'weekdays' && !(now.days.length && now.weeks.length) || repeat === 'dates' && !now.dates.length;
  const days = chips('day', say.on, weekdays, loaded.days, dayName);
  const offered = repeats.filter((item) => item !== 'other' || loaded.repeat === 'other').map((item) => [item, say.repeats[item]!] as const);
  return html`${pick('repeat', say.repeat, loaded.repeat, offered)}
    ${repeat === 'other' ? html`<p class="note">${say.otherRule(rule)}</p>` : nothing}
    ${repeat === 'weekdays' ? html`<input type="hidden" name="has-week" value="1">` : nothing}${repeat === 'weekdays' ? chips('week', say.which, Object.keys(say.whichNames).sort((one, other) => (Number(one) < 0 ? 1 : Number(other) < 0 ? -1 : Number(one) - Number(other))), loaded.weeks, (week) => say.whichNames[week]!) : nothing}
    ${repeat === 'weekly' || repeat === 'weekdays' ? html`<input type="hidden" name="has-day" value="1">${days}` : nothing}
    ${repeat === 'weekly' ? line('every', say.every, loaded.every, { type: 'number', required: true, range: [1, 52] }) : nothing}${repeat === 'dates' ? line('dates', say.monthDays, loaded.dates.join(', '), { pattern: String.raw`(0?[1-9]|[12]\d|3[01])([\s,;]+(0?[1-9]|[12]\d|3[01]))*[\s,;]*` }) : nothing}
    ${follows ? html`<p class="note">${say.follows}</p>` : nothing}
    ${repeat === 'never' ? nothing : html`<div class="row">${line('time', say.time, loaded.time, { type: 'time', required: true })}${line('minutes', say.minutes, loaded.minutes, { type: 'number', required: true })}</div>
      ${line('zone', say.zone, loaded.zone, { list: 'zones' })}<datalist id="zones">${zones().map((zone) => html`<option value=${zone}></option>`)}</datalist>
      <div class="row">${line('first', say.first, loaded.first, { type: 'date', required: true })}${repeat === 'once' || repeat === 'other' ? nothing : line('until', say.until, loaded.until, { type: 'date' })}</div>
      ${pick('pause', say.pause, loaded.paused === 'unknown' ? 'unknown' : loaded.paused ? 'until' : 'none', Object.entries(say.pauses))}${pause === 'until' ? line('pausedUntil', say.pausedUntil, /^\d/.test(loaded.paused) ? loaded.paused : '', { type: 'date', required: true }) : nothing}`}`;
}

/** The fields of a listing, in parts that open; what a choice has no use for is not drawn. `edit` is what was loaded, `now` what the form says. */
export function groupFields(edit: GroupEdit, now: GroupEdit, point: TemplateResult, when: TemplateResult, wrong: Wrong): TemplateResult {
  const { line, area } = drawn(wrong);
  const { place, online, contact, ages } = edit;
  const here = now.format === 'in-person' || now.format === 'mixed';
  const away = now.format !== 'in-person';
  return html`${part(say.parts.words, true, html`${line('name', say.name, edit.name, { most: 64, note: say.nameNote })}${line('summary', say.summary, edit.summary, { most: 300 })}${area('notes', say.notes, edit.notes, 4000)}${area('expect', say.expect, edit.expect, 2000)}`)}
    ${part(say.parts.when, true, when)}
    ${part(say.parts.where, true, html`<fieldset><legend>${say.format}</legend><div class="row">${formats.map((format) => html`<label class="chip"><input type="radio" name="format" value=${format} .checked=${edit.format === format}>${groupLabels.formats[format]}</label>`)}</div></fieldset>
      ${here ? html`${line('placeName', say.placeName, place?.name)}${line('address', say.address, place?.address, { most: 300 })}<div class="row">${line('locality', say.locality, place?.locality, { most: 120 })}${line('country', say.country, place?.country, { most: 60 })}</div>
        ${line('room', say.room, place?.room, { most: 120 })}${line('entrance', say.entrance, place?.entrance, { most: 300 })}${line('transit', say.transit, place?.transit, { most: 300 })}${area('placeNotes', say.placeNotes, place?.notes, 2000)}
        <fieldset><legend>${say.point}</legend><div class="row">${line('latitude', say.latitude, place?.latitude, { type: 'number' })}${line('longitude', say.longitude, place?.longitude, { type: 'number' })}</div>${point}${check('approximate', say.approximate, place?.approximate)}</fieldset>` : nothing}
      ${away ? html`${line('onlineUrl', say.url, online?.url, { most: 2000 })}${area('onlineNotes', say.onlineNotes, online?.notes, 2000)}${line('onlinePhone', say.phone, online?.phone, { most: 120 })}${area('phoneNotes', say.phoneNotes, online?.phoneNotes, 2000)}` : nothing}`)}
    ${part(say.parts.who, false, html`${chips('topics', say.topics, topics, edit.topics, (slug) => groupLabels.topics[slug] ?? slug)}${chips('audiences', say.audiences, audiences, edit.audiences, (slug) => groupLabels.audiences[slug] ?? slug)}
      ${chips('access', say.access, accessKinds, edit.access, (slug) => groupLabels.access[slug] ?? slug)}${pick('ledBy', say.led, edit.ledBy ?? '', [['', say.ledNone], ...ledBy.map((value) => [value, groupLabels.ledBy[value] ?? value] as const)])}
      <div class="row">${line('agesFrom', say.agesFrom, ages?.from, { type: 'number' })}${line('agesTo', say.agesTo, ages?.to, { type: 'number' })}</div>${line('languages', say.languages, edit.languages.join(', '))}
      <div class="row">${line('capacity', say.capacity, edit.capacity, { type: 'number' })}${pick('room3', say.room3, edit.hasRoom === undefined ? '' : edit.hasRoom ? 'yes' : 'no', Object.entries(say.rooms))}</div>${check('waitingList', say.waitingList, edit.waitingList)}
      <div class="row">${line('sessions', say.sessions, edit.sessions, { type: 'number' })}${line('enrolUntil', say.enrolUntil, edit.enrolUntil, { type: 'date' })}</div>`)}
    ${part(say.parts.like, false, html`${chips('attributes', say.attributes, attributes, edit.attributes, (slug) => groupLabels.needs[slug] ?? groupLabels.attributes[slug] ?? slug)}${line('cost', say.cost, edit.cost)}${line('names', say.names, edit.names)}${area('guidelines', say.guidelines, edit.guidelines, 2000, say.guidelinesNote)}`)}
    ${part(say.parts.contact, false, html`${line('role', say.role, contact?.role, { most: 120 })}${line('contactPhone', say.contactPhone, contact?.phone, { most: 60 })}${line('contactEmail', say.contactEmail, contact?.email)}${line('url', say.site, edit.url, { most: 2000 })}${area('alerts', say.alerts, (edit.alerts ?? []).join('\n'), 5000)}`)}`;
}
