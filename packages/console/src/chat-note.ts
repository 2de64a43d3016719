import { topicLabel, type Chat, type ChatClose } from '@kith/sdk/staff';
import { html, type TemplateResult } from 'lit';
import { kept, type Drafts } from './drafts.ts';
import { words } from './locale/en.ts';

const say = words.chat;
const chips = (name: string, type: 'radio' | 'checkbox', values: Record<string, string>) => html`<div class="row">${Object.entries(values).map(([value, label]) => html`<label class="chip"><input type=${type} name=${name} value=${value} ?required=${type === 'radio'}>${label}</label>`)}</div>`;

/** The peer's note, from pick lists: a minute's work, and not a word of the visitor's. */
export function closeForm({ chat }: Chat, drafts: Drafts, close: (note: ChatClose) => void, cancel: () => void): TemplateResult {
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const data = new FormData(event.target as HTMLFormElement);
    const good = Number(data.get('good') ?? 0);
    close({
      outcome: data.get('outcome') as 'completed', topics: chat.topics as [], signposts: data.getAll('signpost') as [], ...(chat.help ? { help: chat.help as 'listen' } : {}),
      ...(data.has('grounding') ? { grounding: true } : {}), ...(data.has('asked') ? { supervisorAsked: true } : {}), ...(data.has('follow') ? { followUp: true } : {}), ...(good ? { wasGood: good } : {}),
    });
  };
  return html`<form class="box" ${kept(drafts, `close ${chat.id}`)} @submit=${submit}>
    <p>${chat.topics.map((topic) => topicLabel(topic as 'grief') ?? topic).join(', ')}</p>
    <fieldset><legend>${say.outcome}</legend>${chips('outcome', 'radio', say.outcomes)}</fieldset>
    <fieldset><legend>${say.signposts}</legend>${chips('signpost', 'checkbox', say.signpostKinds)}</fieldset>
    <label class="check"><input type="checkbox" name="grounding">${say.grounding}</label><label class="check"><input type="checkbox" name="asked">${say.supervisorAsked}</label><label class="check"><input type="checkbox" name="follow">${say.followUp}</label>
    <fieldset><legend>${say.wasGood}</legend><div class="row">${words.shift.faces.map((label, at) => html`<label class="chip"><input type="radio" name="good" value=${at + 1}>${label}</label>`)}</div></fieldset>
    <div class="row"><button class="button main">${say.close}</button><button type="button" class="button" @click=${cancel}>${words.cancel}</button></div></form>`;
}

/** Phone numbers, addresses, links and handles, as people type them. A warning to the one who types, never a decision. */
export const looksPrivate = (text: string): boolean => /(?:\d[\s().-]?){7,}|[\w.+-]+@[\w-]+\.\w|(?:^|\s)@\w{3,}|https?:\/\/|www\./i.test(text);
