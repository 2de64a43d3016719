import { define } from '../define.ts';
import { RequestAMentor } from './request-a-mentor.ts';

define('request-a-mentor', RequestAMentor);
