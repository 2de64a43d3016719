import type { CreateTableBuilder, Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * In order, never changed once released. Only what both dialects know. Each one expands: what it adds, nodes of the version before can leave
 * alone (a column may be null or has a default). What takes something away comes a version later, under a name that ends in `-contract`.
 */
export const migrations: Record<string, Migration> = {
  '0001-programs-and-groups': {
    async up(db: Kysely<unknown>) {
      await db.schema.createTable('meta').addColumn('name', 'text', (column) => column.primaryKey()).addColumn('value', 'text', (column) => column.notNull()).execute();
      await db.schema.createTable('programs')
        .addColumn('id', 'text', (column) => column.primaryKey()).addColumn('name', 'text', (column) => column.notNull())
        .addColumn('partner', 'text', (column) => column.notNull()).addColumn('setting', 'text', (column) => column.notNull())
        .addColumn('language', 'text', (column) => column.notNull()).addColumn('time_zone', 'text', (column) => column.notNull())
        .addColumn('country', 'text', (column) => column.notNull()).addColumn('sample', 'integer', (column) => column.notNull())
        .addColumn('revision', 'integer', (column) => column.notNull()).addColumn('created_at', 'text', (column) => column.notNull()).execute();
      await db.schema.createTable('site_keys')
        .addColumn('site_key', 'text', (column) => column.primaryKey())
        .addColumn('program_id', 'text', (column) => column.notNull().references('programs.id').onDelete('cascade'))
        .addColumn('created_at', 'text', (column) => column.notNull()).addColumn('ends_at', 'text').execute();
      await db.schema.createTable('origins')
        .addColumn('program_id', 'text', (column) => column.notNull().references('programs.id').onDelete('cascade'))
        .addColumn('origin', 'text', (column) => column.notNull()).addColumn('created_at', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('origins_key', ['program_id', 'origin']).execute();
      await db.schema.createTable('feeds')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('program_id', 'text', (column) => column.notNull().references('programs.id').onDelete('cascade'))
        .addColumn('url', 'text', (column) => column.notNull()).addColumn('owner_name', 'text', (column) => column.notNull()).addColumn('owner_url', 'text')
        .addColumn('options', 'text', (column) => column.notNull()).addColumn('every_minutes', 'integer', (column) => column.notNull())
        .addColumn('etag', 'text').addColumn('last_modified', 'text').addColumn('fetched_at', 'text').addColumn('tried_at', 'text')
        .addColumn('error', 'text').addColumn('report', 'text').addColumn('created_at', 'text', (column) => column.notNull())
        .addUniqueConstraint('feeds_program_url', ['program_id', 'url']).execute();
      await db.schema.createTable('groups')
        .addColumn('program_id', 'text', (column) => column.notNull().references('programs.id').onDelete('cascade'))
        .addColumn('id', 'text', (column) => column.notNull())
        .addColumn('feed_id', 'text', (column) => column.references('feeds.id').onDelete('cascade'))
        .addColumn('body', 'text', (column) => column.notNull()).addColumn('hash', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('groups_key', ['program_id', 'id']).execute();
      await db.schema.createIndex('groups_by_feed').on('groups').columns(['program_id', 'feed_id', 'id']).execute();
      await db.schema.createTable('group_reports')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('program_id', 'text', (column) => column.notNull().references('programs.id').onDelete('cascade'))
        .addColumn('group_id', 'text', (column) => column.notNull()).addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('created_at', 'text', (column) => column.notNull()).execute();
      await db.schema.createTable('idempotency')
        .addColumn('program_id', 'text', (column) => column.notNull().references('programs.id').onDelete('cascade'))
        .addColumn('key_hash', 'text', (column) => column.notNull()).addColumn('request_hash', 'text', (column) => column.notNull())
        .addColumn('answer', 'text', (column) => column.notNull()).addColumn('created_at', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('idempotency_key', ['program_id', 'key_hash']).execute();
    },
  },
  '0002-helplines': {
    async up(db: Kysely<unknown>) {
      await db.schema.createTable('helplines')
        .addColumn('program_id', 'text', (column) => column.notNull().references('programs.id').onDelete('cascade'))
        .addColumn('id', 'text', (column) => column.notNull()).addColumn('body', 'text').addColumn('created_at', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('helplines_key', ['program_id', 'id']).execute();
      await db.schema.createTable('helpline_reports')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('program_id', 'text', (column) => column.notNull().references('programs.id').onDelete('cascade'))
        .addColumn('helpline_id', 'text', (column) => column.notNull()).addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('created_at', 'text', (column) => column.notNull()).execute();
    },
  },
  '0003-conversations': {
    async up(db: Kysely<unknown>) {
      await db.schema.createTable('conversations')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('program_id', 'text', (column) => column.notNull().references('programs.id').onDelete('cascade'))
        .addColumn('token_hash', 'text', (column) => column.notNull()).addColumn('state', 'text', (column) => column.notNull())
        .addColumn('head', 'integer', (column) => column.notNull()).addColumn('intake', 'text', (column) => column.notNull())
        .addColumn('created_at', 'text', (column) => column.notNull()).addColumn('ended_at', 'text')
        .addUniqueConstraint('conversations_token', ['program_id', 'token_hash']).execute();
      await db.schema.createTable('conversation_events')
        .addColumn('conversation_id', 'text', (column) => column.notNull().references('conversations.id').onDelete('cascade'))
        .addColumn('program_id', 'text', (column) => column.notNull()).addColumn('seq', 'integer', (column) => column.notNull())
        .addColumn('at', 'text', (column) => column.notNull()).addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('author', 'text', (column) => column.notNull()).addColumn('client_id', 'text').addColumn('body', 'text').addColumn('state', 'text')
        .addPrimaryKeyConstraint('conversation_events_key', ['conversation_id', 'seq']).execute();
      await db.schema.createIndex('conversation_events_by_client').on('conversation_events').columns(['conversation_id', 'author', 'client_id']).execute();
    },
  },
  '0004-staff': {
    async up(db: Kysely<unknown>) {
      const { table, byProgram } = tables(db);
      // Sign-in's own tables, as better-auth names their columns.
      await table('auth_users', 'id text key, name text, email text unique, emailVerified integer, image text null, createdAt text, updatedAt text, twoFactorEnabled integer null').execute();
      await table('auth_sessions', 'id text key, expiresAt text, token text unique, createdAt text, updatedAt text, ipAddress text null, userAgent text null, userId text').execute();
      await table('auth_accounts', 'id text key, accountId text, providerId text, userId text, accessToken text null, refreshToken text null, idToken text null, accessTokenExpiresAt text null, refreshTokenExpiresAt text null, scope text null, password text null, createdAt text, updatedAt text').execute();
      await table('auth_verifications', 'id text key, identifier text, value text, expiresAt text, createdAt text, updatedAt text').execute();
      await table('auth_two_factors', 'id text key, secret text, backupCodes text, userId text, verified integer null, failedVerificationCount integer null, lockedUntil text null').execute();
      await table('auth_passkeys', 'id text key, name text null, publicKey text, userId text, credentialID text, counter integer, deviceType text, backedUp integer, transports text null, createdAt text null, aaguid text null').execute();
      for (const name of ['auth_sessions', 'auth_accounts', 'auth_two_factors', 'auth_passkeys']) await db.schema.createIndex(`${name}_by_user`).on(name).column('userId').execute();
      await table('sign_in_links', 'token_hash text key, user_id text, expires_at text, used_at text null').execute();

      await byProgram('program_settings', 'body text').addPrimaryKeyConstraint('program_settings_key', ['program_id']).execute();
      await byProgram('staff', 'user_id text, name text, roles text, pending text, profile text, met text, needs_ok integer, created_at text').addPrimaryKeyConstraint('staff_key', ['program_id', 'user_id']).execute();
      await byProgram('shifts', 'id text key, user_id text, role text, state text, started_at text, ends_at text, ended_at text null, break_until text null, opt_out text, on_call integer, page_state text, chats integer, last_chat_at text null').execute();
      await db.schema.createIndex('shifts_open').on('shifts').columns(['program_id', 'ended_at', 'user_id']).execute();
      for (const column of ['peer_id', 'peer_name', 'accepted_at', 'queue_at', 'handover', 'escalation_id', 'resume_hash', 'resume_until', 'reviewed_at', 'noted_at', 'feedback_at']) await db.schema.alterTable('conversations').addColumn(column, 'text').execute();
      await db.schema.alterTable('conversations').addColumn('joined', 'text', (column) => column.notNull().defaultTo('[]')).execute();
      for (const column of ['extra_minutes', 'anyone', 'warned']) await db.schema.alterTable('conversations').addColumn(column, 'integer', (made) => made.notNull().defaultTo(0)).execute();
      await db.schema.createIndex('conversations_live').on('conversations').columns(['program_id', 'ended_at']).execute();
      for (const column of ['notice', 'name']) await db.schema.alterTable('conversation_events').addColumn(column, 'text').execute();
      await byProgram('conversation_notes', 'conversation_id text, seq integer, at text, author text, author_id text, name text, client_id text, body text').addPrimaryKeyConstraint('conversation_notes_key', ['conversation_id', 'seq']).execute();
      await byProgram('escalations', 'id text key, conversation_id text, state text, opened_at text, opened_by text, owner_id text null, second_paged_at text null, unanswered_at text null, review_by text, kept_until text null, sealed text').execute();
      await byProgram('service_times', 'at text, seconds integer, waited integer').execute();
      await byProgram('counts', 'day text, name text, item text, count integer').addPrimaryKeyConstraint('counts_key', ['program_id', 'day', 'name', 'item']).execute();
      await byProgram('left_messages', 'id text key, code_hash text, state text, body text, contact text null, answer text null, created_at text, answered_at text null').execute();
      await byProgram('complaints', 'id text key, about text, at text, kind text, conversation_id text, words text null').execute();
      await byProgram('outbox', 'id text key, kind text, recipient text, subject text, body text, state text, tries integer, next_at text, created_at text, code_hash text null').execute();
      await byProgram('webhooks', 'id text key, url text, secret text, created_at text').execute();
      await byProgram('audit', 'seq integer, at text, actor text, action text, target text, reason text, mac text').addPrimaryKeyConstraint('audit_key', ['program_id', 'seq']).execute();
    },
  },
  '0005-mentoring': {
    async up(db: Kysely<unknown>) {
      const { byProgram } = tables(db);
      await byProgram('mentor_requests', 'id text key, code_hash text, status text, since text, created_at text, kind text, band text, keep_from_home integer, online integer, consent text, language text, sealed text, seq integer, coordinator_id text null, mentor_id text null, proposer_id text null, approver_id text null, conversation_id text null, merged_into text null, referral_id text null, news_by text null, check_in_at text null, ends_on text null, meetings_left integer null, agreed_mentor integer, agreed_mentee integer, flagged integer, matched_at text null, over_at text null').addUniqueConstraint('mentor_requests_code', ['program_id', 'code_hash']).execute();
      await db.schema.createIndex('mentor_requests_by_status').on('mentor_requests').columns(['program_id', 'status']).execute();
      await byProgram('match_proposals', 'id text key, request_id text, mentor_id text, position integer, state text, asked_at text null, due_at text null').execute();
      await db.schema.createIndex('match_proposals_by_request').on('match_proposals').columns(['program_id', 'request_id']).execute();
      await byProgram('consents', 'id text key, request_id text, code_hash text null, how text, given_at text, revoked_at text null, version text, sealed text').execute();
      await byProgram('consent_links', 'token_hash text key, request_id text, language text, expires_at text, used_at text null').execute();
      await byProgram('mentors', 'user_id text, state text, student integer, adviser_id text null, permission_on text null, capacity integer, grade text, gender text, kinds text, times text, screening text').addPrimaryKeyConstraint('mentors_key', ['program_id', 'user_id']).execute();
      await byProgram('mentor_applications', 'id text key, code_hash text, stage text, since text, created_at text, sealed text, screening text, user_id text null').addUniqueConstraint('mentor_applications_code', ['program_id', 'code_hash']).execute();
      await byProgram('referrals', 'id text key, referrer_id text, token_hash text unique, created_at text, until text, request_id text null, may_see integer').execute();
      await db.schema.alterTable('conversations').addColumn('request_id', 'text').execute();
      for (const column of ['about', 'answered', 'sent_at']) await db.schema.alterTable('outbox').addColumn(column, 'text').execute();
      await db.schema.alterTable('outbox').addColumn('seq', 'integer', (column) => column.notNull().defaultTo(0)).execute();
      await db.schema.createIndex('outbox_due').on('outbox').columns(['state', 'next_at']).execute();
      await db.schema.createIndex('audit_by_target').on('audit').columns(['program_id', 'target']).execute();
    },
  },
  '0006-groups': {
    async up(db: Kysely<unknown>) {
      const { byProgram } = tables(db);
      await byProgram('calendars', 'id_hash text key, sealed text, created_at text, read_at text').execute();
      await db.schema.createIndex('calendars_by_read').on('calendars').columns(['read_at']).execute();
    },
  },
  '0007-group-edits': {
    async up(db: Kysely<unknown>) {
      const { byProgram } = tables(db);
      await byProgram('group_drafts', 'group_id text, body text, by_name text, at text').addPrimaryKeyConstraint('group_drafts_key', ['program_id', 'group_id']).execute();
      await byProgram('group_changes', 'group_id text, seq integer, at text, by_name text, what text, body text').addPrimaryKeyConstraint('group_changes_key', ['program_id', 'group_id', 'seq']).execute();
      await byProgram('group_leaders', 'group_id text, user_id text').addPrimaryKeyConstraint('group_leaders_key', ['program_id', 'group_id', 'user_id']).execute();
      await byProgram('group_meetings', 'group_id text, at text, came integer null, plans integer').addPrimaryKeyConstraint('group_meetings_key', ['program_id', 'group_id', 'at']).execute();
      await byProgram('group_asks', 'id text key, group_id text, code_hash text, sealed text, created_at text').addUniqueConstraint('group_asks_code', ['program_id', 'code_hash']).execute();
      await db.schema.createIndex('group_reports_by_group').on('group_reports').columns(['program_id', 'group_id']).execute();
    },
  },
  '0008-nodes': {
    async up(db: Kysely<unknown>) {
      const { table, byProgram } = tables(db);
      await table('nodes', 'id text key, version text, started_at text, seen_at text').execute();
      await table('presence', 'subject text, node text, here integer, at text').addPrimaryKeyConstraint('presence_key', ['subject', 'node']).execute();
      await db.schema.createIndex('presence_by_node').on('presence').column('node').execute();
      await table('jobs', 'name text key, due_at text, taken_until text, node text').execute();
      await byProgram('refusals', 'visit_hash text, peer_id text, until text').addPrimaryKeyConstraint('refusals_key', ['program_id', 'visit_hash', 'peer_id']).execute();
      await db.schema.alterTable('conversations').addColumn('visit_hash', 'text').execute();
      await db.schema.alterTable('conversations').addColumn('avoid', 'text', (column) => column.notNull().defaultTo('[]')).execute();
      await db.schema.alterTable('outbox').addColumn('taken_until', 'text', (column) => column.notNull().defaultTo('')).execute();
    },
  },
};

/** `name type [key|null|unique]`, with commas between: a table in one line. */
function tables(db: Kysely<unknown>) {
  const table = (name: string, columns: string): CreateTableBuilder<string, string> => columns.trim().split(/,\s*/).reduce((made, column) => {
    const [key, type, ...rules] = column.split(' ');
    return made.addColumn(key!, type as 'text', (built) => (rules.includes('key') ? built.primaryKey() : rules.includes('null') ? built : rules.includes('unique') ? built.notNull().unique() : built.notNull()));
  }, db.schema.createTable(name) as CreateTableBuilder<string, string>);
  const byProgram = (name: string, columns: string) => table(name, `program_id text, ${columns}`).addForeignKeyConstraint(`${name}_program`, ['program_id'], 'programs', ['id'], (key) => key.onDelete('cascade'));
  return { table, byProgram };
}
