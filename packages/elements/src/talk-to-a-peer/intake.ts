import type { Intake } from '@kith/sdk';
import { html, nothing, type TemplateResult } from 'lit';
import { otherHelp, safetyLines } from './help.ts';
import type { Room } from './room.ts';

export interface IntakeView { start: (intake: Intake) => Promise<void>; openCode: (code: string) => Promise<void>; site: string; server: string }

/** Letters of somebody's own words. */
const MOST = 500;

/** What a form says; what was skipped is left out. */
export function readIntake(form: HTMLFormElement): Intake {
  const data = new FormData(form);
  const text = (name: string) => { const value = data.get(name); return typeof value === 'string' && value.trim() ? value.trim() : undefined; };
  const all = (name: string) => { const values = data.getAll(name).filter((value) => typeof value === 'string'); return values.length ? values : undefined; };
  const face = Number(data.get('face') ?? 0);
  return Object.fromEntries(Object.entries({
    topics: all('topic')?.slice(0, 5), words: text('words'), help: text('help'), name: text('name'), age: text('age'), region: text('region'), shared: all('shared')?.slice(0, 5),
    face: face || undefined, forSomeoneElse: data.has('else') || undefined,
  }).filter(([, value]) => value !== undefined));
}

/** Whether the last box is not ticked; says so, or no longer. */
function missing(box: HTMLInputElement): boolean {
  box.closest('.box')!.querySelector('#understood-missing')!.toggleAttribute('hidden', box.checked);
  box.setAttribute('aria-invalid', String(!box.checked));
  return !box.checked;
}

const chip = (name: string, value: string, label: string, type: 'checkbox' | 'radio') => html`<label class="chip"><input type=${type} name=${name} value=${value}>${label}</label>`;
const choice = (name: string, label: string, values: readonly string[], none: string) => html`<label><span class="label">${label}</span><select name=${name}><option value="">${none}</option>${values.map((value) => html`<option>${value}</option>`)}</select></label>`;

/** Five faces as words: a picture alone says nothing to many. */
export const faces = (room: Room, legend: string): TemplateResult => html`<fieldset><legend>${legend}</legend><div class="chips">${room.words.faces.map((label, at) => chip('face', String(at + 1), label, 'radio'))}</div></fieldset>`;

/** The expectation text, and the questions: every one can be skipped but the last. */
export function intake(room: Room, { start, openCode, ...where }: IntakeView): TemplateResult {
  const { words, info } = room;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const box = form.elements.namedItem('understood') as HTMLInputElement;
    if (missing(box)) box.focus(); else void start(readIntake(form));
  };
  return html`<form class="main-part" autocomplete="off" novalidate @submit=${submit}>
    <details class="more"><summary>${words.needHelpNow}</summary>${safetyLines(room, where)}</details>
    <p data-first tabindex="-1">${words.who(info.title, info.partner)}</p>
    ${info.wait ? html`<p><strong>${words.wait(info.wait)}</strong></p>` : nothing}
    <p class="note">${words.optional}</p>
    <fieldset><legend>${words.onMind}</legend><div class="chips">${info.topics.map((slug) => chip('topic', slug, words.topics[slug] ?? slug, 'checkbox'))}</div></fieldset>
    <label><span class="label">${words.ownWords}</span><textarea name="words" rows="2" maxlength=${MOST} autocomplete="off" .value=${room.draft.slice(0, MOST)}></textarea><span class="note">${words.ownWordsNote}</span></label>
    <fieldset><legend>${words.wouldHelp}</legend><div class="chips">${Object.entries(words.help).map(([value, label]) => chip('help', value, label, 'radio'))}</div></fieldset>
    <label class="check"><input type="checkbox" name="else">${words.forWhom}</label>
    <label><span class="label">${words.callYou}</span><input name="name" maxlength="40" autocomplete="off"><span class="note">${words.callYouNote}</span></label>
    ${info.ageBands?.length ? choice('age', words.age, info.ageBands, words.noAnswer) : nothing}
    ${info.regions?.length ? choice('region', words.region, info.regions, words.noAnswer) : nothing}
    ${info.shared.length ? html`<fieldset><legend>${words.someoneWho}</legend><div class="chips">${info.shared.map(({ kind, value, label }) => chip('shared', `${kind}:${value}`, kind === 'topic' ? words.topics[value] ?? label : label, 'checkbox'))}</div><p class="note">${words.someoneWhoNote}</p></fieldset>` : nothing}
    ${faces(room, words.howNow)}
    <div class="box">
      <h2>${words.expectation}</h2>
      <p>${info.expectation}</p>
      <ul class="list">
        <li>${words.notTherapy}</li>
        <li>${words.readAlong}</li>
        <li>${info.identity === 'known' ? words.known : words.anonymous}</li>
        <li>${words.kept(info.keepHours)} ${words.keptIf}</li>
        ${words.mandated[info.mandatedReporter] || info.mandatedText ? html`<li>${words.mandated[info.mandatedReporter]} ${info.mandatedText ?? nothing}</li>` : nothing}
        ${info.ages ? html`<li>${words.ages(info.ages)}</li>` : nothing}
        ${info.part2 ? html`<li>${words.part2}</li>` : nothing}
      </ul>
      <label class="check"><input type="checkbox" name="understood" aria-describedby="understood-missing" @change=${({ target }: Event) => { const box = target as HTMLInputElement; if (box.checked) missing(box); }}>${words.understood}</label>
      <p id="understood-missing" class="problem" hidden>${words.understoodMissing}</p>
    </div>
    ${room.problemAt('view')}
    <div class="row"><button class="button main" aria-disabled=${room.busy}>${room.busy ? words.starting : words.start}</button><span role="status">${room.told}</span></div>
    ${codeForm(room, openCode)}
    ${otherHelp(room, where)}
  </form>`;
}

/** A code to go on with a chat. Not a form of its own: forms do not go into forms. */
export function codeForm({ words, problemAt }: Room, open: (code: string) => Promise<void>): TemplateResult {
  const go = (event: Event) => { void open((event.currentTarget as HTMLElement).closest('details')!.querySelector('input')!.value); };
  return html`<details class="more"><summary>${words.haveCode}</summary><div class="box"><label><span class="label">${words.code}</span><input autocomplete="off" autocapitalize="characters" spellcheck="false" maxlength="24" @keydown=${(event: KeyboardEvent) => { if (event.key === 'Enter') { event.preventDefault(); go(event); } }}></label><button type="button" class="button" @click=${go}>${words.openCode}</button>${problemAt('code')}</div></details>`;
}
