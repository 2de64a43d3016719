import { ServerStatus } from './server-status.ts';

if (!customElements.get('kith-server-status')) customElements.define('kith-server-status', ServerStatus);
