import type { Person, ProgramSettings } from '@kith/sdk/staff';
import { html, type TemplateResult } from 'lit';
import { words } from './locale/en.ts';
import { mentoringFields, readMentoring } from './mentor-settings.ts';
import { defined, Part } from './part.ts';

const say = words.settings;
type NumberField = 'keepHours' | 'incidentDays' | 'longestWait' | 'chatMinutes' | 'graceMinutes' | 'breakMinutes' | 'shiftHours';

/** The program's settings; nothing of what visitors write is in reach of this page. */
export class KithSettings extends Part {
  static override properties = { ...Part.properties, settings: { state: true }, people: { state: true } };
  private settings: ProgramSettings | undefined;
  private people: Person[] = [];
  protected override async begin(): Promise<void> { try { this.settings = (await this.state.call('settings.get')).settings; this.people = (await this.state.call('people.list')).people; } catch { this.problem = words.failed; } }
  private readonly save = (event: SubmitEvent) => {
    const { text, data } = this.form(event);
    const lines = (name: string) => text(name).split('\n').map((line) => line.trim()).filter(Boolean);
    const list = (name: string) => text(name).split(',').map((item) => item.trim()).filter(Boolean);
    const hours = lines('hours').map((line) => /^([A-Z, ]+)\s+(\d\d:\d\d)\s*[-–]\s*(\d\d:\d\d)$/i.exec(line));
    if (hours.some((line) => !line)) { this.problem = say.hoursWrong; return; }
    const number = (name: NumberField) => Number(text(name));
    const before = this.settings!;
    const settings: ProgramSettings = {
      ...before, expectation: text('expectation'), escalationContact: { name: text('contactName'), phone: text('contactPhone'), email: text('contactEmail') }, title: text('peerTitle'),
      hours: hours.map((line) => ({ days: line![1]!.toUpperCase().split(/[\s,]+/).filter(Boolean), from: line![2]!, to: line![3]! })), mandatedReporter: text('mandatedReporter') as 'yes', mandatedText: text('mandatedText'), ages: text('ages'), ageBands: list('ageBands'), minorBands: list('minorBands'), adultsAnswerMinors: data.has('adultsAnswerMinors'), regions: list('regions'),
      quickExit: data.has('quickExit'), groups: { listed: data.has('listed'), ...(text('tilesUrl') ? { tiles: { url: text('tilesUrl'), attribution: text('tilesBy') } } : {}) }, part2: data.has('part2'), keepHours: number('keepHours'), incidentDays: number('incidentDays'), longestWait: number('longestWait'), chatMinutes: number('chatMinutes'), graceMinutes: number('graceMinutes'), breakMinutes: number('breakMinutes'), shiftHours: number('shiftHours'),
      requirements: lines('requirements').map((label, at) => before.requirements.find((item) => item.label === label) ?? { id: `r-${at}-${label.toLowerCase().replace(/[^a-z0-9]+/g, '-').slice(0, 30)}`, label, kind: 'training' as const }),
      mentoring: readMentoring(before.mentoring, { text, data, lines }),
      openers: lines('openers'), resources: lines('resources').map((line) => { const [title, ...rest] = line.split('|'); return { title: title!.trim(), text: rest.join('|').trim() }; }), complaintsTo: text('complaintsTo'),
    };
    void this.run(async () => { await this.state.call('settings.set', { body: settings }); await this.begin(); }, words.saved);
  };
  protected override render(): TemplateResult {
    const { settings } = this;
    if (!settings) return html`<h1>${say.heading}</h1><p role="status">${this.problem || words.loading}</p>`;
    const line = (name: string, label: string, value: string) => html`<label>${label}<input name=${name} .value=${value}></label>`;
    const area = (name: string, label: string, value: string, rows = 3) => html`<label>${label}<textarea name=${name} rows=${rows} .value=${value}></textarea></label>`;
    const number = (name: NumberField, label: string) => html`<label>${label}<input name=${name} type="number" min="0" required .value=${String(settings[name])}></label>`;
    const pick = (name: string, label: string, value: string, values: Record<string, string>) => html`<label>${label}<select name=${name}>${Object.entries(values).map(([key, text]) => html`<option value=${key} ?selected=${key === value}>${text}</option>`)}</select></label>`;
    return html`<h1>${say.heading}</h1><p>${say.note}</p><form @submit=${this.save}>
      ${area('expectation', say.expectation, settings.expectation, 4)}${line('contactName', say.contactName, settings.escalationContact.name)}${line('contactPhone', say.contactPhone, settings.escalationContact.phone)}${line('contactEmail', say.contactEmail, settings.escalationContact.email)}
      ${line('peerTitle', say.peerTitle, settings.title)}${area('hours', say.hours, settings.hours.map(({ days, from, to }) => `${days.join(',')} ${from}-${to}`).join('\n'))}
      ${number('keepHours', say.keepHours)}${number('incidentDays', say.incidentDays)}${pick('mandatedReporter', say.mandatedReporter, settings.mandatedReporter, say.mandatedAnswers)}${area('mandatedText', say.mandatedText, settings.mandatedText)}
      ${line('ages', say.ages, settings.ages)}${line('ageBands', say.ageBands, settings.ageBands.join(', '))}${line('minorBands', say.minorBands, settings.minorBands.join(', '))}<label class="check"><input type="checkbox" name="adultsAnswerMinors" .checked=${settings.adultsAnswerMinors}>${say.adultsAnswerMinors}</label>${line('regions', say.regions, settings.regions.join(', '))}
      <label class="check"><input type="checkbox" name="quickExit" .checked=${settings.quickExit}>${say.quickExit}</label><label class="check"><input type="checkbox" name="listed" .checked=${settings.groups.listed}>${say.listed}</label>${line('tilesUrl', say.tilesUrl, settings.groups.tiles?.url ?? '')}${line('tilesBy', say.tilesBy, settings.groups.tiles?.attribution ?? '')}<label class="check"><input type="checkbox" name="part2" .checked=${settings.part2}>${say.part2}</label>
      ${number('longestWait', say.longestWait)}${number('chatMinutes', say.chatMinutes)}${number('graceMinutes', say.graceMinutes)}${number('breakMinutes', say.breakMinutes)}${number('shiftHours', say.shiftHours)}
      ${area('requirements', say.requirements, settings.requirements.map(({ label }) => label).join('\n'))}${area('openers', say.openers, settings.openers.join('\n'), 4)}${area('resources', say.resources, settings.resources.map(({ title, text }) => `${title} | ${text}`).join('\n'), 4)}
      ${pick('complaintsTo', say.complaintsTo, settings.complaintsTo, { '': say.everySupervisor, ...Object.fromEntries(this.people.filter(({ roles }) => roles.includes('supervisor')).map(({ id, name }) => [id, name])) })}
      ${mentoringFields(settings.mentoring, this.people)}
      <button class="button main">${words.save}</button></form>${this.said()}`;
  }
}
defined('kith-settings', KithSettings);
