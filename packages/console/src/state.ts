import { staff, type Chat, type Me, type Queue, type Role, type Staff, type StaffCall } from '@kith/sdk/staff';
import { Drafts } from './drafts.ts';
import { words } from './locale/en.ts';

const POLL = 15_000;
const NAME = 'Kith';
type Names = Parameters<Staff['call']>[1];
const statusOf = (error: unknown): unknown => (error as { status?: number }).status;

/** What the console knows, kept in step by wake-ups and, should one be lost, by a slow poll. Parts draw from it and say when they want more. */
export class ConsoleState extends EventTarget {
  readonly api: Staff = this.#noticing(staff());
  /** What somebody has written and not sent: it outlives the part that it is written in. */
  readonly drafts = new Drafts(() => { this.changed(); });
  me: Me | undefined;
  program = '';
  queue: Queue | undefined;
  /** The chat that is open, and everything read of it. */
  chat: Chat | undefined;
  chatReason: string | undefined;
  live = false;
  /** How it ended at the organization's own sign-in, until it was said. */
  outcome = '';
  /** What that sign-in is called, where there is one. */
  async provider(): Promise<string> { return (await this.api.ways().catch(() => undefined))?.provider ?? ''; }
  sound = false;
  #heads = new Map<string, number>();
  #known = new Set<string>();
  #stop: AbortController | undefined;
  #reading: string | undefined;
  #opening: symbol | undefined;
  #again = false;
  #who: string | undefined;

  get membership() { return this.me?.memberships.find(({ program }) => program === this.program); }
  has(...roles: Role[]): boolean { return this.membership?.roles.some((role) => roles.includes(role as Role)) ?? false; }
  changed(): void { this.dispatchEvent(new Event('change')); }

  /** Whoever asks: a session that is over is said once, for the whole console. */
  #noticing(api: Staff): Staff {
    return { ...api, call: async (program, name, options) => { try { return await api.call(program, name, options); } catch (error) { if (statusOf(error) === 401) this.lost(); throw error; } } };
  }
  call<Name extends Names>(name: Name, options?: StaffCall<Name>) { return this.api.call(this.program, name, options); }

  async begin(): Promise<boolean> {
    const before = this.#who;
    try { this.me = await this.api.me(); } catch (error) { if (statusOf(error) !== 401) throw error; if (this.me) this.lost(); else this.changed(); return false; }
    const again = this.signedOut;
    this.signedOut = false;
    // After a session that ended, whoever it was finds the open chat and their words again; nobody else does.
    this.#who = this.me.id;
    if (before !== this.#who) { this.#forget(); this.drafts.clear(); }
    this.stillSignedIn = false;
    const kept = (() => { try { return localStorage.getItem('kith-console-program'); } catch { return null; } })();
    const programs = this.me.memberships.map(({ program }) => program);
    this.program = programs.includes(this.program) ? this.program : programs.includes(kept ?? '') ? kept! : programs[0] ?? '';
    this.follow();
    await this.refresh();
    if (again) { this.dispatchEvent(new Event('wake')); this.dispatchEvent(new Event('signed-in')); }
    return true;
  }
  async choose(program: string): Promise<void> {
    this.program = program;
    try { localStorage.setItem('kith-console-program', program); } catch { /* then not */ }
    this.#forget();
    this.changed();
    await this.refresh();
  }
  #forget(): void { this.queue = undefined; this.chat = undefined; this.#heads.clear(); this.#known.clear(); }
  private follow(): void {
    if (this.#stop) return;
    this.#stop = new AbortController();
    const again = () => { void this.refresh(); void this.readMore(); };
    // After a gap nobody knows what was missed: every part looks again.
    const back = () => { again(); this.dispatchEvent(new Event('wake')); };
    this.api.follow({ wake: ({ program, what }) => { if (what === 'chat') void this.readMore(); if (!program || program === this.program) void this.refresh(); this.dispatchEvent(new Event('wake')); }, again: back, link: (live) => { if (live !== this.live) { this.live = live; this.changed(); } } }, this.#stop.signal);
    const timer = setInterval(() => { again(); if (!this.#hasDesk) void this.check(); }, POLL);
    this.#stop.signal.addEventListener('abort', () => { clearInterval(timer); });
  }
  /** The session is over: said in words, and the way back is there. What is written stays where it is, out of sight. */
  signedOut = false;
  private lost(): void {
    if (this.signedOut || !this.me) return;
    this.signedOut = true;
    this.stillSignedIn = false;
    this.#stop?.abort();
    this.#stop = undefined;
    document.title = words.title;
    this.changed();
  }
  /** Is the session there still? After one that ended: again, perhaps by a link in another tab? */
  async check(): Promise<void> {
    try { if (this.signedOut) await this.begin(); else if (this.me) await this.api.me(); } catch (error) { if (statusOf(error) === 401) this.lost(); }
  }
  /** They wanted to sign out, and the server has not heard it: the next one at this machine would be them. */
  stillSignedIn = false;
  async signOut(): Promise<void> {
    try { await this.api.post('/v1/auth/sign-out', {}); } catch (error) {
      // Without a session there is nothing left to end.
      if (statusOf(error) !== 401) { this.stillSignedIn = true; this.changed(); return; }
    }
    this.stillSignedIn = false;
    this.#stop?.abort();
    this.#stop = undefined;
    this.me = undefined;
    this.signedOut = false;
    this.#forget();
    this.drafts.clear();
    document.title = words.title;
    this.changed();
  }

  get #hasDesk(): boolean { return this.has('peer', 'supervisor'); }
  async refresh(): Promise<void> {
    if (!this.#hasDesk) { this.changed(); return; }
    try {
      const { program } = this;
      const queue = await this.call('queue.get');
      if (program !== this.program) return;
      for (const { id } of this.queue?.mine ?? []) {
        if (queue.mine.some((chat) => chat.id === id)) continue;
        // Over, or somebody else's: of the open one it is read how.
        if (id === this.chat?.chat.id) void this.readMore(); else this.drafts.forgetOf(id);
      }
      this.queue = queue;
      this.#tell();
    } catch { /* said by the line that stands for it, or asked again soon */ }
    this.changed();
  }
  /** A sound and a number in the title: only counts, and the sound only where it was switched on. */
  #tell(): void {
    const { waiting, mine, shift } = this.queue!;
    const mayTake = waiting.filter(({ mayAccept }) => mayAccept).length;
    const unread = mine.filter(({ id, head }) => id !== this.chat?.chat.id && head > (this.#heads.get(id) ?? 0)).length;
    const unsafe = this.queue!.escalations.filter(({ state }) => state === 'paged').length;
    const count = (shift ? mayTake : 0) + unread + unsafe;
    document.title = count ? `(${count}) ${NAME}` : words.title;
    const fresh = waiting.some(({ id, mayAccept }) => mayAccept && !this.#known.has(id)) || mine.some(({ escalation, id }) => escalation !== undefined && !this.#known.has(`!${id}`)) || this.queue!.escalations.some(({ id }) => !this.#known.has(`!${id}`));
    for (const { id, mayAccept } of waiting) if (mayAccept) this.#known.add(id);
    for (const { id, escalation } of mine) if (escalation !== undefined) this.#known.add(`!${id}`);
    for (const { id } of this.queue!.escalations) this.#known.add(`!${id}`);
    if (fresh && shift && this.sound) this.dispatchEvent(new Event('sound'));
  }
  /** Chats that somebody is the peer of, and that are under way. */
  get ownLive(): number { return this.queue?.mine.filter(({ peerId, endedAt }) => peerId === this.me?.id && endedAt === undefined).length ?? 0; }
  unread(id: string, head: number): boolean { return id !== this.chat?.chat.id && head > (this.#heads.get(id) ?? 0); }

  async open(id: string, reason?: string): Promise<void> {
    const opening = this.#opening = Symbol(id);
    const chat = await this.call('chats.get', { id, query: { after: 0, ...(reason ? { reason: reason as 'quality' } : {}) } });
    // Another one was asked for since: a slow answer must not put this one under what is being written.
    if (opening !== this.#opening) return;
    this.chatReason = reason;
    this.chat = chat;
    this.#heads.set(id, this.chat.head);
    this.changed();
  }
  closeChat(): void { this.#opening = undefined; this.chat = undefined; this.changed(); }
  /** What is new in the open chat: each event once, in order. One reading at a time. */
  async readMore(): Promise<void> {
    const id = this.chat?.chat.id;
    if (!id) return;
    if (this.#reading) { this.#again = true; return; }
    this.#reading = id;
    try {
      do {
        this.#again = false;
        const before = this.chat;
        if (before?.chat.id !== id) return;
        const after = before.events.at(-1)?.seq ?? 0;
        const more = await this.call('chats.get', { id, query: { after, ...(this.chatReason ? { reason: this.chatReason as 'quality' } : {}) } });
        if ((this.chat)?.chat.id !== id) return;
        const fresh = more.events.filter(({ seq }) => seq > after);
        if (this.sound && fresh.some(({ author, kind, notice }) => author === 'visitor' && (kind === 'message' || notice === 'not-safe')) && document.visibilityState === 'hidden') this.dispatchEvent(new Event('sound'));
        this.chat = { ...more, events: [...before.events, ...fresh] };
        this.#heads.set(id, more.head);
        if (more.events.length >= 200) this.#again = true;
        this.changed();
      } while (this.#again);
    } catch (error) {
      if (statusOf(error) === 404) { this.drafts.forgetOf(id); if (this.chat?.chat.id === id) this.closeChat(); }
      // It ended: a supervisor reads on with a reason alone, and is told.
      else if ((error as { code?: string }).code === 'not-now' && this.chat?.chat.id === id && !this.chat.chat.endedAt) { this.chat = { ...this.chat, maySend: false, chat: { ...this.chat.chat, state: 'ended', endedAt: new Date().toISOString() } }; this.changed(); }
    } finally { this.#reading = undefined; }
  }
}
