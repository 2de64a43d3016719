import { availability } from './availability.ts';
import { calendars, type Calendars } from './calendars.ts';
import { connect, type ConnectionOptions } from './connection.ts';
import { conversations, type Conversations } from './conversations.ts';
import { groups, type Groups } from './groups.ts';
import { helplines, type Helplines } from './helplines.ts';
import { leftMessages, type LeftMessages } from './left-messages.ts';
import { mentorRequests, type MentorRequests } from './mentor-requests.ts';
import { places, type Places } from './places.ts';
import { programs, type Programs } from './programs.ts';

export interface Client { availability: ReturnType<typeof availability>; leftMessages: LeftMessages; mentorRequests: MentorRequests; conversations: Conversations; groups: Groups; calendars: Calendars; places: Places; programs: Programs; helplines: Helplines }

/** A client with every capability. For the smallest bundle take `connect` and the one capability that you need. */
export function createClient(options: ConnectionOptions): Client {
  const connection = connect(options);
  return { availability: availability(connection), leftMessages: leftMessages(connection), mentorRequests: mentorRequests(connection), conversations: conversations(connection), groups: groups(connection), calendars: calendars(connection), places: places(connection), programs: programs(connection), helplines: helplines(connection) };
}
