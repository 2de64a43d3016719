import type { MentorReply, OwnMentorRequest, MentorRequests } from '@kith/sdk';
import { html, nothing, type TemplateResult } from 'lit';
import { questions, questionsOf, readAnswers, summary } from './form.ts';
import { day, time } from './dates.ts';
import type { MentorRoom, Room } from './room.ts';
import { codeBox } from './sent.ts';
import type { Talk } from './talk.ts';

/** Gives somebody a file that the page has made; nothing is fetched. */
function saveFile(name: string, type: string, text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => { URL.revokeObjectURL(link.href); }, 10_000);
}

/** One's own request, with its code: how it stands and what can be done. */
export class Own {
  private readonly host: MentorRoom;
  private sure: 'withdraw' | 'delete' | 'end' | 'pause' | '' = '';
  private receipt: { messages: number; backupsUntil?: string | undefined; kept?: { until: string } | undefined } | undefined;
  private talk: Talk | undefined;
  /** The messages are on screen; left, they go on being sent. */
  private talking = false;
  private checkedIn = false;
  private readonly api: MentorRequests;
  constructor(host: MentorRoom, api: MentorRequests) { this.host = host; this.api = api; }

  stop(): void { this.talk?.stop(); this.talk = undefined; this.talking = false; }
  private draw(): void { this.host.requestUpdate(); }
  private ask(what: Own['sure'], focus: string): void { this.sure = what; this.draw(); void this.host.focusOn(focus); }
  private reply(room: Room, reply: MentorReply, done = '', focus = '[data-first]', then?: () => void): void {
    void room.run(async () => {
      this.host.own = await this.api.reply(this.host.code, reply);
      then?.();
      this.sure = '';
      await this.host.focusOn(focus);
      if (done) room.say(done);
    });
  }

  part(room: Room): TemplateResult {
    const { words } = room;
    const { host } = this;
    const { own } = host;
    if (this.receipt) return html`<div class="main-part"><h2 data-first tabindex="-1">${words.deleted}</h2><p>${words.deletedText(this.receipt.messages)}</p>${this.receipt.backupsUntil ? html`<p>${words.deletedBackups(day(room, this.receipt.backupsUntil))}</p>` : nothing}${this.receipt.kept ? html`<p>${words.deletedKept(day(room, this.receipt.kept.until))}</p>` : nothing}<div><button class="button" @click=${() => { this.receipt = undefined; host.phase = room.info.open ? 'form' : 'code'; void host.focusOn('[data-first]'); }}>${words.newRequest}</button></div></div>`;
    if (!own) return html``;
    if (this.talk && this.talking) return this.talk.part(room, own);
    const may = (action: string) => own.may.includes(action);
    const problem = room.problem ? html`<p class="problem" role="alert">${room.problem}</p>` : nothing;
    const keptFromHome = own.said.guardian === 'worried' && own.status === 'submitted';
    return html`<div class="main-part">
      <h2 data-first tabindex="-1">${words.status}</h2>
      <p><strong>${keptFromHome ? words.worriedStatus : words.statuses[own.status] ?? own.status}</strong></p>
      ${own.newsBy ? html`<p>${words.newsBy(day(room, own.newsBy))}</p>` : nothing}
      <div><button class="button quiet" aria-disabled=${room.busy} @click=${() => { void room.run(async () => { host.own = await this.api.get(host.code); await host.focusOn('[data-first]'); }); }}>${words.lookAgain}</button></div>
      ${problem}
      ${this.question(room, own)}
      ${this.mentor(room, own)}
      ${own.mayTellMore ? this.more(room, own) : nothing}
      ${may('set-goals') ? this.goals(room, own) : nothing}
      ${own.sheet === undefined ? nothing : this.sheet(room, own, may('set-sheet'))}
      ${may('check-in') && own.status === 'active' ? this.checkIn(room, own) : nothing}
      ${may('say-goodbye') ? this.goodbye(room, own) : nothing}
      ${this.end(room, own)}
      <p class="note">${words.ask(room.info.contact)}</p>
    </div>`;
  }

  private question(room: Room, { question, answer, may }: OwnMentorRequest): TemplateResult | typeof nothing {
    const { words } = room;
    if (question === undefined) return nothing;
    const send = (event: SubmitEvent) => { event.preventDefault(); const text = new FormData(event.target as HTMLFormElement).get('answer'); if (typeof text === 'string' && text.trim()) this.reply(room, { action: 'answer', words: text.trim() }, words.saved); };
    return html`<div class="box"><h2>${words.question}</h2><p dir="auto">${question}</p>${answer === undefined ? nothing : html`<p><span class="label">${words.yourAnswer}</span> <span dir="auto">${answer}</span></p>`}
      ${may.includes('answer') ? html`<form class="group" autocomplete="off" @submit=${send}><label><span class="label">${words.answer}</span><textarea name="answer" rows="3" maxlength="1000" autocomplete="off"></textarea></label><div><button class="button main" aria-disabled=${room.busy}>${words.sendAnswer}</button></div></form>` : nothing}</div>`;
  }

  private mentor(room: Room, own: OwnMentorRequest): TemplateResult | typeof nothing {
    const { words } = room;
    const { mentor, agreement, meeting } = own;
    if (!mentor) return nothing;
    const open = () => { void room.run(async () => { const { Talk } = await import('./talk.ts'); this.talk ??= await Talk.open(this.host, this.api, () => { this.talking = false; this.draw(); void this.host.focusOn('[data-first]'); }); this.talking = true; this.draw(); await this.host.focusOn('textarea, [data-first]'); }); };
    return html`<div class="box"><h2>${words.mentor(mentor.name, mentor.title)}</h2>
      ${mentor.shares.length ? html`<p>${words.shares(mentor.shares.join(', '))}</p>` : nothing}
      ${agreement ? html`<h3>${words.agreementTitle}</h3><ul class="list">${words.agreement.map((line) => html`<li>${line}</li>`)}</ul>${agreement.mine ? html`<p role="status">${words.agreed}</p>` : html`<div class="row"><button class="button main" aria-disabled=${room.busy} @click=${() => { this.reply(room, { action: 'agree' }); }}>${words.agree}</button><button class="button" @click=${() => { this.ask('withdraw', '#sure'); }}>${words.noAgree}</button></div>`}` : nothing}
      ${meeting ? html`<h3>${words.meeting}</h3><p>${time(room, meeting.start)} · ${words.minutes(meeting.minutes)}${meeting.place ? html`<br><bdi>${meeting.place}</bdi>` : nothing}</p><div><button class="button" @click=${() => { saveFile('meeting.ics', 'text/calendar', meeting.calendar); }}>${words.calendar}</button></div><p class="note">${words.calendarNote}</p>` : nothing}
      ${own.endsOn ? html`<p>${words.endsOn(day(room, own.endsOn))}</p>` : nothing}${own.meetingsLeft === undefined ? nothing : html`<p>${words.meetingsLeft(own.meetingsLeft)}</p>`}
      ${own.messages ? html`${own.adviser ? html`<p class="note">${words.adviser(own.adviser)}</p>` : nothing}<div><button class="button main" aria-disabled=${room.busy} @click=${open}>${words.openTalk}</button></div>` : nothing}</div>`;
  }

  /** Once an adult has agreed, somebody young may say more, and name what was not asked before. */
  private more(room: Room, own: OwnMentorRequest): TemplateResult {
    const { words, info } = room;
    const said = own.said as Record<string, string | string[] | boolean>;
    const { age } = said;
    const ids = questionsOf(info, age, true).map(({ id }) => id).filter((id) => !['age', 'name', 'understood', 'guardian', 'for-whom', 'adult'].includes(id));
    const view = { info, answers: said, start: said, problems: this.host.problems, kept: false, referrer: '', kind: '', agreed: true, only: ids };
    const send = (event: SubmitEvent) => {
      event.preventDefault();
      const answers = readAnswers(event.target as HTMLFormElement, questionsOf(info, age, true).filter(({ id }) => ids.includes(id)));
      this.reply(room, { action: 'tell-more', answers }, words.saved);
    };
    return html`<details class="more wide"><summary>${words.tellMore}</summary><form class="group" autocomplete="off" novalidate @submit=${send}><p class="note">${words.tellMoreNote}</p>${summary(room, view)}${questions(room, view, 'all')}<div><button class="button main" aria-disabled=${room.busy}>${words.saveGoals}</button></div></form></details>`;
  }

  private goals(room: Room, { goals }: OwnMentorRequest): TemplateResult {
    const { words } = room;
    const save = (event: SubmitEvent) => { event.preventDefault(); this.reply(room, { action: 'set-goals', goals: new FormData(event.target as HTMLFormElement).getAll('goal').filter((goal) => typeof goal === 'string').map((goal) => goal.trim()).filter(Boolean) }, words.saved, '#goals'); };
    return html`<form class="box" autocomplete="off" @submit=${save}><h2 id="goals" tabindex="-1">${words.goals}</h2><p class="note">${words.goalsNote}</p>${[0, 1, 2].map((at) => html`<label><span class="label">${words.goal(at + 1)}</span><input name="goal" maxlength="200" autocomplete="off" .value=${goals[at] ?? ''}></label>`)}<button class="button" aria-disabled=${room.busy}>${words.saveGoals}</button></form>`;
  }
  private sheet(room: Room, { sheet, glossary }: OwnMentorRequest, may: boolean): TemplateResult {
    const { words } = room;
    const save = (event: SubmitEvent) => { event.preventDefault(); const text = new FormData(event.target as HTMLFormElement).get('sheet'); this.reply(room, { action: 'set-sheet', words: typeof text === 'string' ? text : '' }, words.saved, '#sheet'); };
    return html`<form class="box" autocomplete="off" @submit=${save}><h2 id="sheet" tabindex="-1">${words.sheet}</h2><label><span class="note">${words.sheetNote}</span><textarea name="sheet" rows="5" maxlength="2000" autocomplete="off" ?readonly=${!may} aria-label=${words.sheet} .value=${sheet ?? ''}></textarea></label>${may ? html`<button class="button" aria-disabled=${room.busy}>${words.saveGoals}</button>` : nothing}
      ${glossary?.length ? html`<details class="more"><summary>${words.words}</summary><dl class="group">${glossary.map(({ word, meaning }) => html`<div><dt>${word}</dt><dd>${meaning}</dd></div>`)}</dl></details>` : nothing}</form>`;
  }
  private checkIn(room: Room, { checkInDue }: OwnMentorRequest): TemplateResult {
    const { words } = room;
    if (this.checkedIn) return html`<p id="checked-in" tabindex="-1">${words.checkInThanks}</p>`;
    const send = (event: SubmitEvent) => {
      event.preventDefault();
      const data = new FormData(event.target as HTMLFormElement);
      const going = data.get('going') as 'well' | null;
      const text = data.get('words');
      if (!going) return;
      this.reply(room, { action: 'check-in', going, ...(typeof text === 'string' && text.trim() ? { words: text.trim() } : {}) }, words.checkInThanks, '#checked-in', () => { this.checkedIn = true; });
    };
    const inner = html`<form class="group" autocomplete="off" @submit=${send}><fieldset><legend>${words.checkIn}</legend><p class="note">${words.checkInNote}</p><div class="chips">${Object.entries(words.going).map(([value, label]) => html`<label class="chip"><input type="radio" name="going" value=${value} required>${label}</label>`)}</div></fieldset><label><span class="label">${words.anything}</span><textarea name="words" rows="2" maxlength="500" autocomplete="off"></textarea></label><div><button class="button" aria-disabled=${room.busy}>${words.sendCheckIn}</button></div></form>`;
    return checkInDue ? html`<div class="box">${inner}</div>` : html`<details class="more wide"><summary>${words.checkIn}</summary>${inner}</details>`;
  }
  private goodbye(room: Room, { goodbye }: OwnMentorRequest): TemplateResult {
    const { words } = room;
    if (goodbye) return html`<p id="goodbye" tabindex="-1">${words.goodbyeThanks}</p>`;
    const send = (event: SubmitEvent) => { event.preventDefault(); const text = new FormData(event.target as HTMLFormElement).get('words'); this.reply(room, { action: 'say-goodbye', ...(typeof text === 'string' && text.trim() ? { words: text.trim() } : {}) }, words.goodbyeThanks, '#goodbye'); };
    return html`<form class="box" autocomplete="off" @submit=${send}><label><span class="label">${words.goodbye}</span><span class="note">${words.goodbyeNote}</span><textarea name="words" rows="3" maxlength="500" autocomplete="off"></textarea></label><button class="button" aria-disabled=${room.busy}>${words.sendGoodbye}</button></form>`;
  }

  /** A pause, an end, taking it back, deleting; each asks once more. */
  private end(room: Room, own: OwnMentorRequest): TemplateResult {
    const { words } = room;
    const may = (action: string) => own.may.includes(action);
    const remove = () => { void room.run(async () => { this.stop(); this.receipt = await this.api.delete(this.host.code); this.host.own = undefined; this.host.code = ''; this.host.answers = {}; await this.host.focusOn('[data-first]'); }); };
    const withdraw = () => { void room.run(async () => { this.host.own = await this.api.withdraw(this.host.code); this.sure = ''; await this.host.focusOn('[data-first]'); }); };
    const sure = (text: string, yes: string, act: () => void) => html`<div class="box" id="sure" tabindex="-1" role="group" aria-label=${text}><p><strong>${text}</strong></p><div class="row"><button class="button delete" aria-disabled=${room.busy} @click=${act}>${yes}</button><button class="button" @click=${() => { this.ask('', '[data-first]'); }}>${words.no}</button></div></div>`;
    return html`${own.deletedAt ? html`<p class="note">${words.keptUntil(day(room, own.deletedAt))}</p>` : nothing}
      <details class="more wide"><summary>${words.whatISaid}</summary><div class="group">${said(room, own)}${codeBox(room, this.host)}<div><button class="button" @click=${() => { saveFile('request.json', 'application/json', JSON.stringify(own, null, 2)); }}>${words.save}</button></div></div></details>
      ${this.sure === 'withdraw' ? sure(words.withdrawSure, words.withdrawYes, withdraw) : this.sure === 'delete' ? sure(words.deleteSure, words.deleteYes, remove) : this.sure === 'pause' ? sure(words.pauseSure, words.pauseIt, () => { this.reply(room, { action: 'pause' }); }) : this.sure === 'end' ? sure(words.endSure, words.endYes, () => { this.reply(room, { action: 'begin-close' }); }) : html`<div class="row">
        ${may('pause') ? html`<button class="button" @click=${() => { this.ask('pause', '#sure'); }}>${words.pauseIt}</button>` : nothing}
        ${may('begin-close') ? html`<button class="button" @click=${() => { this.ask('end', '#sure'); }}>${words.endIt}</button>` : nothing}
        ${may('withdraw') && !may('begin-close') ? html`<button class="button" @click=${() => { this.ask('withdraw', '#sure'); }}>${words.withdraw}</button>` : nothing}
        <button class="button delete" @click=${() => { this.ask('delete', '#sure'); }}>${words.delete}</button></div>`}`;
  }
}

/** What was said, in the words of the form. */
function said({ words, info, tag }: Room, own: OwnMentorRequest): TemplateResult {
  const label = (id: string) => info.form.questions.find((question) => question.id === id)?.label ?? words.questions[id] ?? id;
  const name = (id: string, value: string) => (id === 'topics' ? words.topics[value] ?? info.form.questions.find((question) => question.id === id)?.options?.find((option) => option.value === value)?.label : id === 'language' ? new Intl.DisplayNames([tag], { type: 'language' }).of(value) : id === 'when' ? value.split('-').map((part) => words.days[part] ?? words.parts[part]).join(', ') : words.answers[value]) ?? value;
  return html`<dl class="group">${Object.entries(own.said).filter(([, value]) => value !== true).map(([id, value]) => html`<div><dt>${label(id)}</dt><dd dir="auto">${Array.isArray(value) ? value.map((item) => name(id, String(item))).join('; ') : name(id, String(value))}</dd></div>`)}</dl>`;
}
