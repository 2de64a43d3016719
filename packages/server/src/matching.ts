/**
 * Who is offered which chat. The same people and the same line give the same answer, each with its reasons; nobody is scored.
 * Pure: no clock, no store.
 */
export interface Waiting {
  id: string;
  /** ms. */
  since: number;
  topics: readonly string[];
  /** Base language, `es`. */
  language?: string | undefined;
  /** `topic:grief`, `branch:navy`: would rather talk to somebody who shares one of these. */
  shared: readonly string[];
  /** The wish was taken back. */
  anyone: boolean;
  /** Handed over: first in line. */
  transferred: boolean;
  /** Peers whom the visitor does not want again. */
  avoid: readonly string[];
  /** Handed over to a supervisor: only they may take it. */
  supervisorOnly: boolean;
}
export interface Taker {
  id: string; role: string; languages: readonly string[]; optOut: readonly string[];
  /** What they chose to publish, for matching or for all to see. */
  shares: readonly string[];
  free: boolean;
  /** Chats in this shift, and when the last one ended. */
  chats: number; lastChatAt: number;
}
/** So long somebody who shares what was asked for is waited for. A preference never blocks. */
export const PREFER_FOR = 10 * 60_000;
/** So long a chat is kept for the peer whose turn it is. */
export const TURN_FOR = 20_000;

export const inLine = (waiting: readonly Waiting[]): Waiting[] => [...waiting].sort((a, b) => Number(b.transferred) - Number(a.transferred) || a.since - b.since || (a.id < b.id ? -1 : 1));
const sharesOf = (chat: Waiting, taker: Taker) => chat.shared.filter((item) => taker.shares.includes(item));
const prefers = (chat: Waiting, takers: readonly Taker[], now: number) => !chat.anyone && now - chat.since < PREFER_FOR && takers.some((taker) => taker.role === 'peer' && sharesOf(chat, taker).length > 0 && eligible(chat, taker, takers));
/** Language, topics that they opted out of, and whom the visitor does not want: these always count. */
function eligible(chat: Waiting, taker: Taker, takers: readonly Taker[]): boolean { return refusals(chat, taker, takers).length === 0; }
function refusals(chat: Waiting, taker: Taker, takers: readonly Taker[]): string[] {
  return [
    ...(chat.language !== undefined && !taker.languages.includes(chat.language) && takers.some(({ role, languages }) => role === 'peer' && languages.includes(chat.language!)) ? ['other-language'] : []),
    ...(chat.topics.length && chat.topics.some((topic) => taker.optOut.includes(topic)) ? ['opted-out'] : []),
    ...(chat.avoid.includes(taker.id) ? ['not-again'] : []),
    ...(chat.supervisorOnly && taker.role !== 'supervisor' ? ['for-supervisor'] : []),
  ];
}
/** Whose turn it is: those who share first, then who had fewest chats, then who has rested longest. */
const turn = (chat: Waiting, takers: readonly Taker[]) => takers.filter((taker) => taker.role === 'peer' && taker.free && eligible(chat, taker, takers))
  .sort((a, b) => (chat.anyone ? 0 : Number(sharesOf(chat, b).length > 0) - Number(sharesOf(chat, a).length > 0)) || a.chats - b.chats || a.lastChatAt - b.lastChatAt || (a.id < b.id ? -1 : 1))[0];

/** Whether anybody on shift may take it at all, now or later: a wait for nobody must not be promised. */
export const anybodyFor = (chat: Waiting, takers: readonly Taker[]): boolean => takers.some((taker) => taker.role === 'peer' && eligible(chat, taker, takers));

export interface Offer { id: string; mayAccept: boolean; reasons: string[] }

/** The line as one of the takers sees it. */
export function offers(waiting: readonly Waiting[], takers: readonly Taker[], me: Taker, now: number): Offer[] {
  return inLine(waiting).map((chat) => {
    const shares = sharesOf(chat, me);
    const no = refusals(chat, me, takers);
    if (me.role !== 'supervisor' && !no.length && !shares.length && prefers(chat, takers, now)) no.push('wants-other');
    const next = turn(chat, takers);
    if (me.role !== 'supervisor' && !no.length && next && next.id !== me.id && now - chat.since < TURN_FOR) no.push('others-turn');
    if (!me.free) no.push('not-free');
    const yes = [...(chat.transferred ? ['handed-over'] : []), ...(shares.length ? ['shares'] : []), ...(next?.id === me.id ? ['your-turn'] : []), ...(chat.language && me.languages.includes(chat.language) ? ['speaks-it'] : chat.language ? ['nobody-speaks-it'] : [])];
    return { id: chat.id, mayAccept: no.length === 0, reasons: no.length ? no : yes };
  });
}

/** Minutes of service at the quarter and at four fifths of what was measured; before there is enough of it, an honest guess. */
export function serviceRange(seconds: readonly number[]): [short: number, long: number] {
  if (seconds.length < 5) return [15, 45];
  const sorted = [...seconds].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]! / 60;
  return [Math.max(1, at(0.25)), Math.max(2, at(0.8))];
}

/** One who takes chats: minutes that they are already in one, or of break to come. */
export interface Server { inChat?: number | undefined; pause: number }

/** When the one at a place in line (from 1) is likely to be answered, in minutes: the range that the measured times give, rounded outwards. */
export function estimate(place: number, servers: readonly Server[], [short, long]: [number, number], breakMinutes: number): [number, number] | undefined {
  if (!servers.length) return undefined;
  const reckon = (service: number) => {
    const free = servers.map(({ inChat, pause }) => pause + (inChat === undefined ? 0 : Math.max(1, service - inChat) + breakMinutes)).sort((a, b) => a - b);
    for (let at = 1; at < place; at++) { free[0] = free[0]! + service + breakMinutes; free.sort((a, b) => a - b); }
    return free[0]!;
  };
  const low = reckon(short);
  const high = reckon(long);
  return [low < 5 ? Math.floor(low) : Math.floor(low / 5) * 5, Math.max(3, Math.ceil(high / 5) * 5)];
}
