export { availability, type Availability } from './availability.ts';
export { createClient, type Client } from './client.ts';
export { connect, type CallOptions, type Connection, type ConnectionOptions } from './connection.ts';
export { conversations, newToken, type Conversation, type ConversationView, type Conversations, type Intake, type Message } from './conversations.ts';
export { isApiError, isKithError, KithAnswerError, KithApiError, KithConnectionError, KithError, KithTimeoutError } from './errors.ts';
export { groups, type GroupPage, type GroupQuery, type GroupResult, type Groups } from './groups.ts';
export { helplines, type HelplineList, type Helplines } from './helplines.ts';
export { leftMessages, newReplyCode, spelled, type LeftMessages } from './left-messages.ts';
export { programs, type Program, type Programs } from './programs.ts';
