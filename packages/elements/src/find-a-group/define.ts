import { define } from '../define.ts';
import { FindAGroup } from './find-a-group.ts';

define('find-a-group', FindAGroup);
