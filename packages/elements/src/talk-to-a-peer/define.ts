import { define } from '../define.ts';
import { TalkToAPeer } from './talk-to-a-peer.ts';

define('talk-to-a-peer', TalkToAPeer);
