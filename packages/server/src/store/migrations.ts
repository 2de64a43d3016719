import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** In order, never changed once released. Only what both dialects know. */
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
};
