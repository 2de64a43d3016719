import { prepare } from './store/prepared.ts';

/** What is asked of the store with every message, whoever sends it. */
type Which = { id: string; program: string };

export const conversationById = prepare((db, given: { id: string }) => db.selectFrom('conversations').selectAll().where('id', '=', given.id));
export const conversationOf = prepare((db, given: Which) => db.selectFrom('conversations').selectAll().where('id', '=', given.id).where('program_id', '=', given.program));

export const allowedOrigin = prepare((db, given: { program: string; origin: string }) => db.selectFrom('origins').select('origin').where('program_id', '=', given.program).where('origin', '=', given.origin));

/** Gives a conversation's next number, unless another one came in between, it is over, or this message has one. */
export const takeNumber = prepare((db, given: Which & { head: number; seq: number; author: string; clientId: string }) => db.updateTable('conversations').set({ head: given.seq })
  .where('id', '=', given.id).where('program_id', '=', given.program).where('head', '=', given.head).where('ended_at', 'is', null)
  .where((is) => is.not(is.exists(is.selectFrom('conversation_events').select('seq').where('conversation_id', '=', given.id).where('program_id', '=', given.program).where('author', '=', given.author).where('client_id', '=', given.clientId)))));

/** Nothing is inserted where the number was not given, or somebody else has it. */
export const addMessage = prepare((db, given: Which & { seq: number; at: string; author: string; clientId: string; body: string; name: string | null }) => db.insertInto('conversation_events')
  .columns(['conversation_id', 'program_id', 'seq', 'at', 'kind', 'author', 'client_id', 'body', 'name'])
  .expression((of) => of.selectFrom('conversations').select((is) => ['id', is.val(given.program).as('program_id'), 'head', is.val(given.at).as('at'), is.val('message').as('kind'), is.val(given.author).as('author'), is.val(given.clientId).as('client_id'), is.val(given.body).as('body'), is.val(given.name).as('name')]).where('id', '=', given.id).where('program_id', '=', given.program).where('head', '=', given.seq))
  .onConflict((conflict) => conflict.doNothing()));

export const memberById = prepare((db, given: { program: string; user: string }) => db.selectFrom('staff').selectAll().where('program_id', '=', given.program).where('user_id', '=', given.user));
export const sessionByToken = prepare((db, given: { token: string }) => db.selectFrom('auth_sessions').innerJoin('auth_users', 'auth_users.id', 'auth_sessions.userId').select(['auth_users.id', 'auth_users.email', 'auth_users.twoFactorEnabled', 'auth_sessions.expiresAt']).where('auth_sessions.token', '=', given.token));
export const wayIn = prepare((db, given: { user: string; way: string }) => db.selectFrom('auth_accounts').select('id').where('userId', '=', given.user).where('providerId', '=', given.way));

/** Events read at once; a stream goes on with the next ones. */
export const PAGE = 200;
export const eventsAfter = prepare((db, given: Which & { after: number }) => db.selectFrom('conversation_events').selectAll().where('conversation_id', '=', given.id).where('program_id', '=', given.program).where('seq', '>', given.after).orderBy('seq').limit(PAGE));
export const notesOf = prepare((db, given: Which) => db.selectFrom('conversation_notes').select(['seq', 'at', 'author', 'author_id', 'name', 'body']).where('conversation_id', '=', given.id).where('program_id', '=', given.program).orderBy('seq'));
