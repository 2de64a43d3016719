import { isApiError, type Person, type ProgramSettings } from '@kith/sdk/staff';
import { html, nothing, type TemplateResult } from 'lit';
import { kept } from './drafts.ts';
import { words } from './locale/en.ts';
import { settingsWords as say } from './locale/settings-en.ts';
import { mentoringFields, readMentoring } from './mentor-settings.ts';
import { defined, Part } from './part.ts';

type NumberField = 'keepHours' | 'incidentDays' | 'longestWait' | 'chatMinutes' | 'graceMinutes' | 'breakMinutes' | 'shiftHours';
/** The field that an answer of the server is about, where it is called otherwise here. */
const fieldOf = (path: string): string => ({ 'escalationContact.name': 'contactName', 'escalationContact.phone': 'contactPhone', 'escalationContact.email': 'contactEmail', 'groups.tiles.url': 'tilesUrl', 'groups.tiles.attribution': 'tilesBy', 'title': 'peerTitle' })[path] ?? (path.startsWith('mentoring.') ? `m-${path.split('.')[1]!}` : path.split('.')[0]!);

/** The program's settings; nothing of what visitors write is in reach of this page. */
export class KithSettings extends Part {
  static override properties = { ...Part.properties, settings: { state: true } };
  private settings: ProgramSettings | undefined;
  private revision = '';
  private people: Person[] = [];
  /** What is not saved yet stays, also when somebody looks at another part. */
  readonly #draft = () => `settings ${this.state.program}`;
  protected override async begin(): Promise<void> {
    try { this.people = (await this.state.call('people.list')).people; await this.read(); } catch { this.problem = words.failed; }
  }
  private async read(): Promise<void> { ({ settings: this.settings, revision: this.revision } = await this.state.call('settings.get')); await this.updateComplete; }

  private field(name: string): HTMLInputElement | undefined { return this.renderRoot.querySelector<HTMLInputElement>(`[name="${name}"]`) ?? undefined; }
  private labelOf(name: string): string { return [...this.field(name)?.closest('label')?.childNodes ?? []].filter((node) => node instanceof Text).map(({ data }) => data.trim()).find(Boolean) ?? ''; }
  /** At the field itself too: it takes the focus, and says what to write. */
  private wrong(name: string, what: string): string {
    const field = this.field(name);
    field?.setCustomValidity(what);
    field?.reportValidity();
    return field ? say.wrong(this.labelOf(name), what) : what;
  }
  protected override problemOf(error: unknown): string {
    if (!isApiError(error) || !error.paths[0] || error.paths[0] === 'state') return super.problemOf(error);
    const name = fieldOf(error.paths[0]);
    return this.wrong(name, say.write[name] ?? error.message);
  }

  private readonly save = (event: SubmitEvent) => {
    const { text, data, element } = this.form(event);
    const lines = (name: string) => text(name).split('\n').map((line) => line.trim()).filter(Boolean);
    const list = (name: string) => text(name).split(',').map((item) => item.trim()).filter(Boolean);
    const hours = lines('hours').map((line) => /^([A-Z, ]+)\s+(\d\d:\d\d)\s*[-–]\s*(\d\d:\d\d)$/i.exec(line));
    if (hours.some((line) => !line)) { this.done = ''; this.problem = this.wrong('hours', say.write.hours!); return; }
    if (text('tilesBy') && !text('tilesUrl')) { this.done = ''; this.problem = this.wrong('tilesUrl', say.write.tilesUrl!); return; }
    const number = (name: NumberField) => Number(text(name));
    /** What the form says, over what is stored: the fields that nobody touched say what is stored. */
    const read = (before: ProgramSettings): ProgramSettings => ({
      ...before, expectation: text('expectation'), escalationContact: { name: text('contactName'), phone: text('contactPhone'), email: text('contactEmail') }, title: text('peerTitle'),
      hours: hours.map((line) => ({ days: line![1]!.toUpperCase().split(/[\s,]+/).filter(Boolean), from: line![2]!, to: line![3]! })), mandatedReporter: text('mandatedReporter') as 'yes', mandatedText: text('mandatedText'), ages: text('ages'), ageBands: list('ageBands'), minorBands: list('minorBands'), adultsAnswerMinors: data.has('adultsAnswerMinors'), regions: list('regions'),
      quickExit: data.has('quickExit'), groups: { listed: data.has('listed'), ...(text('tilesUrl') ? { tiles: { url: text('tilesUrl'), attribution: text('tilesBy') } } : {}) }, part2: data.has('part2'), keepHours: number('keepHours'), incidentDays: number('incidentDays'), longestWait: number('longestWait'), chatMinutes: number('chatMinutes'), graceMinutes: number('graceMinutes'), breakMinutes: number('breakMinutes'), shiftHours: number('shiftHours'),
      requirements: lines('requirements').map((label, at) => before.requirements.find((item) => item.label === label) ?? { id: `r-${at}-${label.toLowerCase().replace(/[^a-z0-9]+/g, '-').slice(0, 30)}`, label, kind: 'training' as const }),
      mentoring: readMentoring(before.mentoring, { text, data, lines }),
      openers: lines('openers'), resources: lines('resources').map((line) => { const [title, ...rest] = line.split('|'); return { title: title!.trim(), text: rest.join('|').trim() }; }), complaintsTo: text('complaintsTo'),
    });
    const { drafts } = this.state;
    const key = this.#draft();
    const changed = drafts.of(key);
    let again = false;
    void this.run(async () => {
      try { await this.state.call('settings.set', { body: read(this.settings!), query: { known: this.revision } }); } catch (error) {
        if (!isApiError(error) || error.code !== 'changed-meanwhile') throw error;
        // Somebody else saved since: theirs is taken in, what is written here stays. Where both changed one field, a person decides.
        await this.read();
        const both = drafts.renew(key);
        if (both.size) return say.both([...both].map(([name, [value = '']]) => `${this.labelOf(name)}: ${value || '–'}`).join('; '));
        again = true;
        return '';
      }
      drafts.taken(key, changed);
      await this.read();
      drafts.renew(key);
      return words.saved;
    }).then(() => { if (again) element.requestSubmit(); });
  };
  protected override render(): TemplateResult {
    const { settings } = this;
    if (!settings) return html`<h1>${say.heading}</h1><p role="status">${this.problem || words.loading}</p>`;
    const line = (name: string, label: string, value: string, most = 500, type = 'text') => html`<label>${label}<input name=${name} type=${type} maxlength=${most} .value=${value}></label>`;
    const area = (name: string, label: string, value: string, rows = 3, most = 20_000) => html`<label>${label}<textarea name=${name} rows=${rows} maxlength=${most} .value=${value}></textarea></label>`;
    const number = (name: NumberField, label: string, least: number, most: number) => html`<label>${label}<input name=${name} type="number" min=${least} max=${most} required .value=${String(settings[name])}></label>`;
    const pick = (name: string, label: string, value: string, values: Record<string, string>) => html`<label>${label}<select name=${name} .value=${value}>${Object.entries(values).map(([key, text]) => html`<option value=${key} ?selected=${key === value}>${text}</option>`)}</select></label>`;
    return html`<h1>${say.heading}</h1><p>${say.note}</p><form autocomplete="off" ${kept(this.state.drafts, this.#draft())} @input=${({ currentTarget }: Event) => { for (const field of (currentTarget as HTMLFormElement).elements) (field as HTMLInputElement).setCustomValidity?.(''); this.done = ''; }} @submit=${this.save}>
      ${area('expectation', say.expectation, settings.expectation, 4, 2_000)}${line('contactName', say.contactName, settings.escalationContact.name, 80)}${line('contactPhone', say.contactPhone, settings.escalationContact.phone, 40)}${line('contactEmail', say.contactEmail, settings.escalationContact.email, 120, 'email')}
      ${line('peerTitle', say.peerTitle, settings.title, 40)}${area('hours', say.hours, settings.hours.map(({ days, from, to }) => `${days.join(',')} ${from}-${to}`).join('\n'))}
      ${number('keepHours', say.keepHours, 0, 720)}${number('incidentDays', say.incidentDays, 1, 3_650)}${pick('mandatedReporter', say.mandatedReporter, settings.mandatedReporter, say.mandatedAnswers)}${area('mandatedText', say.mandatedText, settings.mandatedText, 3, 1_000)}
      ${line('ages', say.ages, settings.ages, 60)}${line('ageBands', say.ageBands, settings.ageBands.join(', '))}${line('minorBands', say.minorBands, settings.minorBands.join(', '))}<label class="check"><input type="checkbox" name="adultsAnswerMinors" .checked=${settings.adultsAnswerMinors}>${say.adultsAnswerMinors}</label>${line('regions', say.regions, settings.regions.join(', '), 2_000)}
      <label class="check"><input type="checkbox" name="quickExit" .checked=${settings.quickExit}>${say.quickExit}</label><label class="check"><input type="checkbox" name="listed" .checked=${settings.groups.listed}>${say.listed}</label>${line('tilesUrl', say.tilesUrl, settings.groups.tiles?.url ?? '')}${line('tilesBy', say.tilesBy, settings.groups.tiles?.attribution ?? '', 200)}<label class="check"><input type="checkbox" name="part2" .checked=${settings.part2}>${say.part2}</label>
      ${number('longestWait', say.longestWait, 0, 240)}${number('chatMinutes', say.chatMinutes, 0, 240)}${number('graceMinutes', say.graceMinutes, 0, 60)}${number('breakMinutes', say.breakMinutes, 0, 60)}${number('shiftHours', say.shiftHours, 1, 12)}
      ${area('requirements', say.requirements, settings.requirements.map(({ label }) => label).join('\n'))}${area('openers', say.openers, settings.openers.join('\n'), 4)}${area('resources', say.resources, settings.resources.map(({ title, text }) => `${title} | ${text}`).join('\n'), 4)}
      ${pick('complaintsTo', say.complaintsTo, settings.complaintsTo, { '': say.everySupervisor, ...Object.fromEntries(this.people.filter(({ roles }) => roles.includes('supervisor')).map(({ id, name }) => [id, name])) })}
      ${mentoringFields(settings.mentoring, this.people)}
      <div class="row"><button class="button main">${words.save}</button><span class="note">${this.state.drafts.has(this.#draft()) ? words.unsaved : nothing}</span></div></form>${this.said()}`;
  }
}
defined('kith-settings', KithSettings);
