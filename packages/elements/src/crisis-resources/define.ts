import { define } from '../define.ts';
import { CrisisResources } from './crisis-resources.ts';

define('crisis-resources', CrisisResources);
