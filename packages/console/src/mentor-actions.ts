import type { MentorAct, MentorActionName, MentorRequestSummary } from '@kith/sdk/staff';
import { html, type TemplateResult } from 'lit';
import { words } from './locale/en.ts';
import { mentorWords } from './locale/mentors-en.ts';

const say = mentorWords.requests;
interface View { busy: boolean; /** The appointment sheet as it stands: writing on it begins there. */ sheet: string; requests: readonly MentorRequestSummary[]; done: (details: MentorAct) => void; cancel: () => void }
type Field = 'words' | 'words?' | 'paper' | 'meeting' | 'going' | 'outcome' | 'reason' | 'target' | 'into' | 'agreement' | 'pass' | 'sheet';

/** What has to be said along with an action; the others need a yes alone. */
const fields: Partial<Record<MentorActionName, Field[]>> = {
  'talk': ['words'], 'answer': ['words'], 'record-consent': ['paper'], 'set-meeting': ['meeting'], 'check-in': ['going', 'words?'], 'close': ['outcome'], 'decline': ['reason'], 'redirect': ['target'], 'merge': ['into'], 'set-sheet': ['sheet'], 'say-goodbye': ['words?'], 'agree': ['agreement'], 'pass': ['pass'],
};
const select = (name: string, values: Record<string, string>) => html`<label>${say.fields[name]}<select name=${name} required><option value="">${say.choose}</option>${Object.entries(values).map(([value, label]) => html`<option value=${value}>${label}</option>`)}</select></label>`;

function draw(field: Field, { requests, sheet }: View): TemplateResult {
  switch (field) {
    case 'paper': return html`<label>${say.fields.paperName}<input name="paperName" required maxlength="80" autocomplete="off"></label><label>${say.fields.relationship}<input name="relationship" maxlength="40" autocomplete="off"></label><label>${say.fields.paperOn}<input name="paperOn" type="date" required max=${new Date().toISOString().slice(0, 10)}></label><label class="check"><input type="checkbox" name="online">${say.fields.online}</label>`;
    case 'meeting': return html`<label>${say.fields.start}<input name="start" type="datetime-local" required></label><label>${say.fields.minutes}<input name="minutes" type="number" min="10" max="480" value="45"></label><label>${say.fields.place}<input name="place" maxlength="200" autocomplete="off"></label>`;
    case 'going': return html`<fieldset><legend>${say.fields.going}</legend><div class="row">${Object.entries(say.going).map(([value, label]) => html`<label class="chip"><input type="radio" name="going" value=${value} required>${label}</label>`)}</div></fieldset>`;
    case 'outcome': return select('outcome', say.outcomes);
    case 'reason': return select('reason', say.declines);
    case 'target': return select('target', say.targets);
    case 'into': return select('into', Object.fromEntries(requests.map(({ id, name, status, createdAt }) => [id, `${name} · ${say.statuses[status] ?? status} · ${new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' }).format(new Date(createdAt))}`])));
    case 'sheet': return html`<label>${say.sheet}<textarea name="words" rows="6" maxlength="2000" autocomplete="off" .value=${sheet}></textarea></label>`;
    case 'pass': return html`<p>${say.passSure}</p>`;
    case 'agreement': return html`<p>${say.agreementText}</p>`;
    default: return html`<label>${say.fields.words}<textarea name="words" rows="3" maxlength="1000" autocomplete="off" ?required=${field === 'words'}></textarea></label>`;
  }
}

/** The form of one action. */
export function actionForm(action: MentorActionName, view: View): TemplateResult {
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const data = new FormData(event.target as HTMLFormElement);
    const text = (name: string) => { const value = data.get(name); return typeof value === 'string' ? value.trim() : ''; };
    const given = (name: 'words' | 'going' | 'outcome' | 'reason' | 'target' | 'into') => (text(name) ? { [name]: text(name) } : {});
    view.done({
      action, ...(action === 'set-sheet' ? { words: text('words') } : given('words')), ...given('going'), ...given('outcome'), ...given('reason'), ...given('target'), ...given('into'),
      ...(data.has('paperName') ? { paper: { name: text('paperName'), on: text('paperOn'), ...(text('relationship') ? { relationship: text('relationship') } : {}), online: data.has('online') } } : {}),
      // By the clock of whoever sets it; the server keeps the instant.
      ...(text('start') ? { start: new Date(text('start')).toISOString(), minutes: Number(text('minutes')) || 45, place: text('place') } : {}),
    });
  };
  return html`<form class="box" autocomplete="off" @submit=${submit}><strong>${say.actions[action] ?? action}</strong>${(fields[action] ?? []).map((field) => draw(field, view))}<div class="row"><button class="button main" aria-disabled=${view.busy}>${say.actions[action] ?? words.save}</button><button type="button" class="button" @click=${view.cancel}>${say.cancel}</button></div></form>`;
}
